/** Installs packages without letting the service manager start what they bring. */
import { existsSync, lstatSync, readdirSync, writeFileSync } from 'node:fs';
import { CommandError, type CommandResult } from '../commands/command.js';
import type { Host } from '../host.js';
import { lockHolder } from './apt-get.js';
import { disableNewUnits, type UnitsBefore } from './new-units.js';

/** Every maintainer script asks this program before it starts a service (invoke-rc.d(8), deb-systemd-invoke(1p)). */
const POLICY = '/usr/sbin/policy-rc.d';
/** Where unit files are (systemd.unit(5)). */
const UNIT_FOLDERS = [
  ...['/etc/systemd/system', '/run/systemd/system'],
  ...['/usr/local/lib/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'],
];
const PLACES = { policy: POLICY, unitFolders: UNIT_FOLDERS };
/** It answers that this action is forbidden by policy. */
const FORBIDS = '#!/bin/sh\nexit 101\n';

type Idling = Pick<Host, 'systemd' | 'journal' | 'log'>;

/**
 * Installs, and leaves the units that come with these packages neither running nor started by the next boot: a service
 * that nobody asked for changes the host beyond its packages (docker0, lxcbr0, forwarding of packets, a database of
 * Incus). What undoes it is on record before apt is called, so that a kill leaves no service to the next boot. A
 * policy of the user's own is obeyed, and a unit that was here before is never touched.
 * @param install calls apt; where its result is that of a taken lock, it has done nothing.
 * @param places in place of the usual paths; only tests set them.
 */
export async function keepIdle(
  host: Idling,
  packages: readonly string[],
  install: () => Promise<CommandResult>,
  { policy, unitFolders } = PLACES,
): Promise<CommandResult> {
  if (!host.systemd || packages.length === 0 || hasPolicy(policy)) return install();
  const units = knownUnits(unitFolders);
  // What is recorded last is undone first: no service may start while an apt that has outlived a kill is waited for.
  const forbidden = host.journal.record({ kind: 'path', path: policy });
  const idle = host.journal.record({ kind: 'units', units, packages: [...packages] });
  let result: CommandResult;
  try {
    writeFileSync(policy, FORBIDS, { mode: 0o755, flag: 'wx' });
    result = await install();
  } finally {
    await forbidden.undo();
  }
  // Whoever holds the lock may be installing the same packages, and wants their services.
  const isLocked = result.code !== 0 && lockHolder(result.stderr) !== undefined;
  if (isLocked || (await areDisabled(host, { units, packages }))) idle.settle();
  return result;
}

/** Tells whether the user has a policy of his own. A link that leads nowhere is one too. */
export const hasPolicy = (policy = POLICY): boolean => lstatSync(policy, { throwIfNoEntry: false }) !== undefined;

/** Returns whether that was possible; where not, it is tried again when the run ends. */
async function areDisabled({ log }: Idling, before: UnitsBefore): Promise<boolean> {
  try {
    await disableNewUnits(before);
    return true;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const which = before.packages.join(', ');
    log.warn(`Services of ${which} are not disabled yet, and a boot would start them: ${error.message}`);
    return false;
  }
}

/**
 * Returns the names of all units that have a file. The service manager is not asked: on a busy host it does not answer
 * in time, and the services would start.
 */
function knownUnits(folders: readonly string[]): string[] {
  return [...new Set(folders.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder)))];
}
