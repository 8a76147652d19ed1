/** Starts a program inside cgroups that exist already. */

/**
 * This is a script for sh. It enters the groups whose `cgroup.procs` files come first, up to `--`, and leaves the
 * arguments after it.
 */
export const ENTER_GROUPS = 'while [ "$1" != -- ]; do echo $$ >"$1" || exit 1; shift; done; shift';

/**
 * Returns a command that runs `argv` as a member of the groups from its first instruction on. Pure.
 * @param entries the groups' `cgroup.procs` files.
 */
export function inGroups(entries: readonly string[], argv: readonly string[]): string[] {
  return ['/bin/sh', '-c', `${ENTER_GROUPS}; exec "$@"`, 'sh', ...entries, '--', ...argv];
}
