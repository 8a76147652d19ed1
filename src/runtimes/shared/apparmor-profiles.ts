/**
 * Profiles of AppArmor that Docker and podman load into the kernel for their containers, where it has AppArmor, and
 * never remove.
 */
import { KERNEL, loadedProfiles, unloading } from '../../host/apparmor.js';
import type { Host } from '../../host/host.js';

/**
 * Puts on record that profiles will be loaded whose names match the pattern of sh. Those that are loaded already stay.
 */
export function recordNewProfiles(host: Pick<Host, 'journal'>, pattern: string, kernel = KERNEL): void {
  const before = loadedProfiles(kernel);
  if (before === undefined) return;
  const alike = before.filter((name) => name.startsWith(pattern.replace(/\*$/, '')));
  host.journal.record({ kind: 'command', argv: unloading(pattern, alike, kernel) });
}
