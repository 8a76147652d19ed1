/**
 * What dockerd needs of AppArmor: where the kernel has it, no container starts without the program that loads
 * profiles.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Host } from '../../host/host.js';
import { ensurePackages } from '../../host/packages/apt.js';
import type { Missing } from '../runtime.js';
import { findCommand } from './binaries.js';

const ENABLED = '/sys/module/apparmor/parameters/enabled';
/** Docker's packages only recommend it, so it is missing on a minimal host. */
const PACKAGE = 'apparmor';

/**
 * Returns what is missing for a daemon that is to be started here.
 * @param enabled the file in which the kernel says whether AppArmor is on.
 * @param find finds a program on PATH.
 */
export function missingApparmor(enabled = ENABLED, find = findCommand): Missing[] {
  if (!existsSync(enabled) || !readFileSync(enabled, 'utf8').startsWith('Y')) return [];
  if (find('apparmor_parser')) return [];
  const remedy = 'tare installs it, for dockerd starts nothing without it where the kernel has AppArmor';
  return [{ what: `package ${PACKAGE}`, remedy, installable: true }];
}

export async function ensureApparmor(host: Host): Promise<void> {
  if (missingApparmor().length > 0) await ensurePackages(host, [PACKAGE]);
}
