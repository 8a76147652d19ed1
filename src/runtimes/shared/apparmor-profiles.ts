/**
 * Profiles of AppArmor that Docker and podman load into the kernel for their containers, where it has AppArmor, and
 * never remove.
 */
import { join } from 'node:path';
import { hostFiles } from '../../host/facts/files.js';
import type { Host } from '../../host/host.js';

/** What the kernel says of AppArmor, and of processes; tests have folders in their place. */
export interface KernelFolders {
  readonly apparmor: string;
  readonly proc: string;
}

const KERNEL: KernelFolders = { apparmor: '/sys/kernel/security/apparmor', proc: '/proc' };

/**
 * Removes the profiles that match `$3` and are not among the lines of `$4`. One that confines a process stays: without
 * it the process would be free. The name is written without a line end, which the kernel would take as a part of it.
 */
const UNLOAD = `
[ -r "$1/profiles" ] || exit 0
cat "$1/profiles" | while read -r line; do
  name=\${line% (*}
  case $name in $3) ;; *) continue ;; esac
  printf '%s\\n' "$4" | grep -qxF "$name" && continue
  cat "$2"/[0-9]*/attr/current "$2"/[0-9]*/attr/apparmor/current 2>/dev/null | grep -qF "$name" && continue
  printf %s "$name" >"$1/.remove" || exit 1
done
`;

/** Returns the names of the profiles that are loaded; undefined where the kernel does not tell. */
export function loadedProfiles({ apparmor } = KERNEL): string[] | undefined {
  const text = hostFiles().read(join(apparmor, 'profiles'));
  return text?.split('\n').map((line) => line.replace(/ \([^)]*\)$/, ''));
}

/**
 * Puts on record that profiles will be loaded whose names match the pattern of sh. Those that are loaded already stay.
 */
export function recordNewProfiles(host: Pick<Host, 'journal'>, pattern: string, kernel = KERNEL): void {
  const before = loadedProfiles(kernel);
  if (before === undefined) return;
  const alike = before.filter((name) => name.startsWith(pattern.replace(/\*$/, '')));
  const words = [kernel.apparmor, kernel.proc, pattern, alike.join('\n')];
  host.journal.record({ kind: 'command', argv: ['/bin/sh', '-c', UNLOAD, 'sh', ...words] });
}
