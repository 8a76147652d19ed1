/** Stops what Tare has started of the service manager, unless others have come to use it. */
import { existsSync } from 'node:fs';
import which from 'which';
import { HostError } from '../../errors.js';
import type { Log } from '../../log.js';
import { bootId } from '../boot.js';
import { lastLines, mustRun, runCommand } from '../commands/command.js';
import { isSandboxName } from '../process.js';
import type { UndoOf } from './kinds.js';

/**
 * Does nothing after another boot, whose service manager has started what it was told to by others.
 * @throws HostError where it runs and cannot be asked who uses it.
 */
export async function stopStarted({ units, boot, users, cameWith = [] }: UndoOf<'service'>, log: Log): Promise<void> {
  if (boot !== bootId()) return;
  const isOurs = (name: string) => isSandboxName(name) || cameWith.includes(name);
  const others = (await namesFrom(users, units[0] ?? '')).filter((name) => !isOurs(name));
  if (others.length > 0) {
    const stop = `systemctl stop ${units.join(' ')}`;
    log.warn(`tare had started ${units[0]}, and keeps it running: ${others.join(', ')} run in it (${stop} ends it).`);
    return;
  }
  await stop(units.filter((unit) => unit !== CONTAINERD));
  if (!units.includes(CONTAINERD)) return;
  const tasks = await tasksOfContainerd();
  if (tasks.length === 0) return stop([CONTAINERD]);
  log.warn(`tare had started ${CONTAINERD}, and keeps it running: ${tasks.join(', ')} run in it.`);
}

const CONTAINERD = 'containerd.service';

async function stop(units: readonly string[]): Promise<void> {
  const known: string[] = [];
  for (const unit of units) if (await isKnown(unit)) known.push(unit);
  if (known.length > 0) await mustRun(['systemctl', 'stop', ...known]);
}

/** Once Docker has stopped, these are others'. None are known where there is no client of it, or it does not run. */
async function tasksOfContainerd(): Promise<string[]> {
  const ctr = which.sync('ctr', { nothrow: true });
  if (!ctr || !(await isActive(CONTAINERD))) return [];
  const lines = async (...words: string[]) =>
    (await runCommand([ctr, ...words], { timeoutSeconds: 20 })).stdout.split('\n').filter(Boolean);
  const tasks: string[] = [];
  for (const namespace of await lines('namespaces', 'list', '--quiet'))
    tasks.push(...(await lines('--namespace', namespace, 'tasks', 'list', '--quiet')));
  return tasks;
}

/**
 * Returns none where the program is gone, or the unit does not run: then it serves nobody, and a question could start
 * it.
 */
async function namesFrom(argv: readonly string[], unit: string): Promise<string[]> {
  if (!existsSync(argv[0] ?? '') || !(await isActive(unit))) return [];
  const { code, stdout, stderr } = await runCommand(argv, { timeoutSeconds: 20 });
  if (code === 0) return stdout.split('\n').filter(Boolean);
  throw new HostError(
    `${unit}, which tare had started, runs and does not say who uses it: ${lastLines(stderr, 2).join(' ')}`,
    `Stop it yourself where nobody does: systemctl stop ${unit}.`,
  );
}

const isActive = async (unit: string): Promise<boolean> =>
  (await runCommand(['systemctl', 'is-active', '--quiet', unit])).code === 0;

/** A unit goes with its package, and may run on for a while without its file. */
async function isKnown(unit: string): Promise<boolean> {
  return (await runCommand(['systemctl', 'cat', unit])).code === 0 || isActive(unit);
}
