/** Units of the service manager that packages bring when they are installed. */
import { basename } from 'node:path';
import { mustRun } from '../commands/command.js';
import { filesOf } from './dpkg.js';

/** Templates are none: only their instances can be started. */
const UNIT_FILE = /\/systemd\/system\/[^/@]+\.(?:service|socket|timer|path)$/;

/** The names of all units of this host, before these packages are installed. */
export interface UnitsBefore {
  readonly units: readonly string[];
  readonly packages: readonly string[];
}

/** Stops the units that came with these packages, and keeps the next boot from starting them. @throws CommandError */
export async function disableNewUnits({ units, packages }: UnitsBefore): Promise<void> {
  const files = (await Promise.all(packages.map(filesOf))).flat();
  const brought = files.filter((file) => UNIT_FILE.test(file)).map((file) => basename(file));
  const added = brought.filter((unit) => !units.includes(unit));
  if (added.length > 0) await mustRun(['systemctl', 'disable', '--now', '--quiet', ...added]);
}
