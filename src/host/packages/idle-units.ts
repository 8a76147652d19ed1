/** Installs packages without letting the service manager start what they bring. */
import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { runCommand } from '../commands/command.js';
import type { Host } from '../host.js';
import { filesOf } from './dpkg.js';

/** Every maintainer script asks this program before it starts a service (invoke-rc.d(8), deb-systemd-invoke(1p)). */
const POLICY = '/usr/sbin/policy-rc.d';
/** It answers that this action is forbidden by policy. */
const FORBIDS = '#!/bin/sh\nexit 101\n';
/** Templates are none: only their instances can be started. */
const UNIT_FILE = /\/systemd\/system\/[^/@]+\.(?:service|socket|timer|path)$/;

/**
 * Installs, and leaves the units that come with these packages neither running nor started by the next boot: a service
 * that nobody asked for changes the host beyond its packages (docker0, lxcbr0, forwarding of packets, a database of
 * Incus). A policy of the user's own is obeyed, and a unit that was here before is never touched.
 * @param policy in place of the usual path; only tests set it.
 */
export async function keepIdle<Result>(
  { systemd, journal }: Pick<Host, 'systemd' | 'journal'>,
  packages: readonly string[],
  install: () => Promise<Result>,
  policy = POLICY,
): Promise<Result> {
  const before = systemd && !existsSync(policy) ? await knownUnits() : undefined;
  if (!before) return install();
  const forbidden = journal.record({ kind: 'path', path: policy });
  let result: Result;
  try {
    writeFileSync(policy, FORBIDS, { mode: 0o755, flag: 'wx' });
    result = await install();
  } finally {
    await forbidden.undo();
  }
  const files = (await Promise.all(packages.map(filesOf))).flat();
  const added = files.filter((file) => UNIT_FILE.test(file)).map((file) => basename(file));
  const idle = added.filter((unit) => !before.has(unit));
  if (idle.length > 0) await runCommand(['systemctl', 'disable', '--now', '--quiet', ...idle]);
  return result;
}

/** Returns the names of all units that have a file; undefined where the service manager does not answer. */
async function knownUnits(): Promise<Set<string> | undefined> {
  const { code, stdout } = await runCommand(['systemctl', 'list-unit-files', '--no-legend', '--no-pager', '--plain']);
  if (code !== 0) return undefined;
  return new Set(stdout.split('\n').flatMap((line) => line.split(' ', 1)));
}
