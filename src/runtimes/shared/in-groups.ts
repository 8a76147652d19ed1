/** Starting a program inside cgroups that are there already. */

/** Enters the groups of its first arguments, then becomes the command after `--`. */
const ENTER = 'while [ "$1" != -- ]; do echo $$ >"$1" || exit 1; shift; done; shift; exec "$@"';

/** Pure: runs `argv` as a member of the groups from its first instruction on. `entries` are their `cgroup.procs` files. */
export function inGroups(entries: readonly string[], argv: readonly string[]): string[] {
  return ['/bin/sh', '-c', ENTER, 'sh', ...entries, '--', ...argv];
}
