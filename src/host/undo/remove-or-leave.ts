/** Removes a tree of ours; where it is too large for the time there is, a process of low priority goes on with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { removeTree } from '../beneath.js';
import { removalLimit } from '../cancellation.js';
import { commandEnvironment } from '../command.js';
import { identify, isAlive, type ProcessIdentity } from '../process.js';

/** A small tree is gone by then, and is not worth a process. */
const MOMENT_MS = 100;

/** The removal has not ended and goes on without us. */
export class StillRemoved extends Error {
  constructor(
    path: string,
    readonly remover: ProcessIdentity,
  ) {
    super(
      [
        `${path} is large: process ${remover.pid} goes on removing it.`,
        'By hand: nothing; the next start or cleanup ends that process, and removes what is left by then.',
      ].join('\n'),
    );
  }
}

/** @throws StillRemoved when the time for removals is over before it has ended. */
export async function removeOrLeave(path: string): Promise<void> {
  const limit = removalLimit();
  const isRemoved = limit ? await removedWithin(limit, path) : false;
  // What stands in its way is mended, or told.
  if (!isRemoved) await removeTree(path);
}

/** Whether it is gone; false where something stood in its way. */
async function removedWithin(limit: AbortSignal, path: string): Promise<boolean> {
  // As in `removeTree`; nothing of it may end with us: neither its group nor a pipe that nobody reads.
  const child = spawn('rm', ['-rf', '--one-file-system', '--', path], {
    detached: true,
    stdio: 'ignore',
    env: commandEnvironment(),
  });
  const over = new AbortController();
  try {
    return await Promise.race([endOf(child), patience(limit, over.signal).then(() => left(child, path))]);
  } finally {
    over.abort();
  }
}

async function endOf(child: ChildProcess): Promise<boolean> {
  const [code] = await once(child, 'exit');
  return code === 0;
}

/** Resolves a moment after the limit, and never once it is over. */
function patience(limit: AbortSignal, over: AbortSignal): Promise<void> {
  const moment = () => delay(MOMENT_MS, undefined, { signal: over });
  if (limit.aborted) return moment();
  return new Promise((resolve, reject) => {
    limit.addEventListener('abort', () => void moment().then(resolve, reject), { once: true, signal: over });
  });
}

/** @throws StillRemoved unless it has ended meanwhile. */
async function left(child: ChildProcess, path: string): Promise<boolean> {
  const remover = child.pid === undefined ? undefined : identify(child.pid);
  if (remover === undefined) return endOf(child);
  try {
    setPriority(remover.pid, constants.priority.PRIORITY_LOW);
  } catch (error) {
    if (isAlive(remover)) throw error;
  }
  child.unref();
  throw new StillRemoved(path, remover);
}
