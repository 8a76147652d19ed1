/** Stops what Tare has started of the service manager, unless others have come to use it. */
import { existsSync } from 'node:fs';
import type { Log } from '../../log.js';
import { bootId } from '../boot.js';
import { mustRun, runCommand } from '../commands/command.js';
import { isSandboxName } from '../process.js';
import type { UndoOf } from './kinds.js';

/** Does nothing after another boot, whose service manager has started what it was told to by others. */
export async function stopStarted({ units, boot, users }: UndoOf<'service'>, log: Log): Promise<void> {
  if (boot !== bootId()) return;
  const others = (await namesFrom(users)).filter((name) => !isSandboxName(name));
  if (others.length > 0) {
    const stop = `systemctl stop ${units.join(' ')}`;
    log.warn(`tare had started ${units[0]}, and keeps it running: ${others.join(', ')} run in it (${stop} ends it).`);
    return;
  }
  const known: string[] = [];
  for (const unit of units) if (await isKnown(unit)) known.push(unit);
  if (known.length > 0) await mustRun(['systemctl', 'stop', ...known]);
}

/** Returns none where the program is gone or nothing answers it: what does not answer serves nobody. */
async function namesFrom(argv: readonly string[]): Promise<string[]> {
  if (!existsSync(argv[0] ?? '')) return [];
  const { code, stdout } = await runCommand(argv, { timeoutSeconds: 20 });
  return code === 0 ? stdout.split('\n').filter(Boolean) : [];
}

/** A unit goes with its package, and may run on for a while without its file. */
async function isKnown(unit: string): Promise<boolean> {
  const asked = [
    ['cat', unit],
    ['is-active', '--quiet', unit],
  ];
  for (const words of asked) if ((await runCommand(['systemctl', ...words])).code === 0) return true;
  return false;
}
