/** Starting a program inside cgroups that are there already. */

/** For sh: enters the groups whose `cgroup.procs` files come first, up to `--`, and leaves the arguments after it. */
export const ENTER_GROUPS = 'while [ "$1" != -- ]; do echo $$ >"$1" || exit 1; shift; done; shift';

/**
 * Pure: runs `argv` as a member of the groups from its first instruction on. `entries` are their `cgroup.procs` files.
 */
export function inGroups(entries: readonly string[], argv: readonly string[]): string[] {
  return ['/bin/sh', '-c', `${ENTER_GROUPS}; exec "$@"`, 'sh', ...entries, '--', ...argv];
}
