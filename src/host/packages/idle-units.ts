/** Installs packages without letting the service manager start what they bring. */
import { lstatSync, writeFileSync } from 'node:fs';
import { CommandError, type CommandResult, runCommand } from '../commands/command.js';
import type { Host } from '../host.js';
import { lockHolder } from './apt-get.js';
import { disableNewUnits, type UnitsBefore } from './new-units.js';

/** Every maintainer script asks this program before it starts a service (invoke-rc.d(8), deb-systemd-invoke(1p)). */
const POLICY = '/usr/sbin/policy-rc.d';
/** It answers that this action is forbidden by policy. */
const FORBIDS = '#!/bin/sh\nexit 101\n';

type Idling = Pick<Host, 'systemd' | 'journal' | 'log'>;

/**
 * Installs, and leaves the units that come with these packages neither running nor started by the next boot: a service
 * that nobody asked for changes the host beyond its packages (docker0, lxcbr0, forwarding of packets, a database of
 * Incus). What undoes it is on record before apt is called, so that a kill leaves no service to the next boot. A
 * policy of the user's own is obeyed, and a unit that was here before is never touched.
 * @param install calls apt; where its result is that of a taken lock, it has done nothing.
 * @param policy in place of the usual path; only tests set it.
 */
export async function keepIdle(
  host: Idling,
  packages: readonly string[],
  install: () => Promise<CommandResult>,
  policy = POLICY,
): Promise<CommandResult> {
  const units = host.systemd && packages.length > 0 && !hasPolicy(policy) ? await knownUnits() : undefined;
  if (!units) return install();
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

/** Returns the names of all units that have a file; undefined where the service manager does not answer. */
async function knownUnits(): Promise<string[] | undefined> {
  const { code, stdout } = await runCommand(['systemctl', 'list-unit-files', '--no-legend', '--no-pager', '--plain']);
  return code === 0
    ? stdout
        .split('\n')
        .flatMap((line) => line.split(' ', 1))
        .filter(Boolean)
    : undefined;
}
