/** Installs packages without letting the service manager start what they bring. */
import { existsSync, writeFileSync } from 'node:fs';
import { runCommand } from '../commands/command.js';
import type { Host } from '../host.js';

/** Every maintainer script asks this program before it starts a service (invoke-rc.d(8), deb-systemd-invoke(1p)). */
const POLICY = '/usr/sbin/policy-rc.d';
/** It answers that this action is forbidden by policy. */
const FORBIDS = '#!/bin/sh\nexit 101\n';

/**
 * Installs, and leaves those of these units that are new neither running nor started by the next boot: a daemon that
 * nobody asked for changes the host beyond its packages. A policy of the user's own is obeyed.
 * @param policy in place of the usual path; only tests set it.
 */
export async function keepIdle(
  { systemd, journal }: Pick<Host, 'systemd' | 'journal'>,
  units: readonly string[],
  install: () => Promise<void>,
  policy = POLICY,
): Promise<void> {
  if (!systemd || units.length === 0) return install();
  const before = await known(units);
  const forbidden = existsSync(policy) ? undefined : journal.record({ kind: 'path', path: policy });
  try {
    if (forbidden) writeFileSync(policy, FORBIDS, { mode: 0o755, flag: 'wx' });
    await install();
  } finally {
    await forbidden?.undo();
  }
  const added = (await known(units)).filter((unit) => !before.includes(unit));
  if (forbidden && added.length > 0) await runCommand(['systemctl', 'disable', '--quiet', ...added]);
}

async function known(units: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const unit of units) if ((await runCommand(['systemctl', 'cat', unit])).code === 0) found.push(unit);
  return found;
}
