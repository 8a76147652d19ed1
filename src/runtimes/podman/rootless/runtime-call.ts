/** The script by which a rootless podman calls the OCI runtime below it. Pure. */
import { shellWords } from '../../shared/call-script.js';

/** Groups of one sandbox: podman and the monitor are in the first, the container alone in the limits of the second. */
export const ENGINE = 'engine';
export const BOX = 'box';

export interface RuntimeCall {
  readonly argv: readonly string[];
  /** Whether the runtime knows the flag by which podman tells it to leave the groups as they are. */
  readonly knowsNoGroups: boolean;
  /** The group of the arm, whose groups are those of its sandboxes, as absolute folders of each hierarchy. */
  readonly groups: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Returns the text of the script. Where a container is made, it moves itself, and so the container, from the group of
 * podman into the one with the limits, and refuses to make one that would have none. Podman passes on the flag
 * `--cgroup-manager disabled`, which only crun knows; the others leave the groups as they are without it, since the
 * user may make none.
 */
export function runtimeCall({ argv, knowsNoGroups, groups, variables }: RuntimeCall): string {
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${shellWords([value])}\n`);
  return `#!/bin/sh
makes= skips=
for word; do
  shift
  [ "$word" = create ] && makes=yes
  ${knowsNoGroups ? '' : LEAVE_OUT}
  set -- "$@" "$word"
done
moved=
[ -z "$makes" ] || while IFS=: read -r number controllers group; do
  case $group in */${ENGINE}) ;; *) continue ;; esac
  group=\${group%/${ENGINE}}
  for above in ${shellWords(groups)}; do echo $$ >"$above/\${group##*/}/${BOX}/cgroup.procs" || exit 1; done
  moved=yes
  break
done </proc/self/cgroup
[ "$makes" = "$moved" ] || { echo 'tare: podman is not in its group, so the container would have no limits' >&2; exit 1; }
${exports.join('')}exec ${shellWords(argv)} "$@"
`;
}

const LEAVE_OUT = `[ -z "$skips" ] || { skips=; continue; }
  case $word in --cgroup-manager) skips=yes; continue ;; --cgroup-manager=*) continue ;; esac`;
