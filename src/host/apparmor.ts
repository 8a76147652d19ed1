/** Profiles of AppArmor that are loaded into the kernel, and how one is taken out of it. */
import { join } from 'node:path';
import { hostFiles } from './facts/files.js';

/** What the kernel says of AppArmor, and of processes; tests have folders in their place. */
export interface KernelFolders {
  readonly apparmor: string;
  readonly proc: string;
}

export const KERNEL: KernelFolders = { apparmor: '/sys/kernel/security/apparmor', proc: '/proc' };

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

/** Returns the command that removes what matches the pattern of sh, but for `keep`. */
export function unloading(pattern: string, keep: readonly string[], kernel = KERNEL): string[] {
  return ['/bin/sh', '-c', UNLOAD, 'sh', kernel.apparmor, kernel.proc, pattern, keep.join('\n')];
}
