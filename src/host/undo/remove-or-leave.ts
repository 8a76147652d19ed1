/** Removes a tree of Tare's. Where it is too large for the time that is left, a process of low priority continues. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { removalLimit } from '../cancellation.js';
import { commandEnvironment } from '../commands/command.js';
import { removeTree } from '../files/beneath.js';
import { identify, isAlive, type ProcessIdentity } from '../process.js';

/** A small tree is gone by then, and is not worth a process. */
const MOMENT_MS = 100;

/** The removal has not ended and continues in another process. */
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

/** Removes the tree. @throws StillRemoved when the time for removals is over before it has ended. */
export async function removeOrLeave(path: string): Promise<void> {
  const limit = removalLimit();
  const isRemoved = limit ? await removedWithin(limit, path) : false;
  // This second removal mends what is in the way, or reports it.
  if (!isRemoved) await removeTree(path);
}

/** Returns whether the tree is gone; false where something was in the way. */
async function removedWithin(limit: AbortSignal, path: string): Promise<boolean> {
  // The arguments are as in `removeTree`. The process must not end with Tare, so it shares neither a group nor a pipe
  // with it.
  const child = spawn('rm', ['-rf', '--one-file-system', '--', path], {
    detached: true,
    stdio: 'ignore',
    env: commandEnvironment(),
  });
  const over = new AbortController();
  try {
    return await Promise.race([endOf(child), momentAfter(limit, over.signal).then(() => left(child, path))]);
  } finally {
    over.abort();
  }
}

async function endOf(child: ChildProcess): Promise<boolean> {
  const [code] = await once(child, 'exit');
  return code === 0;
}

/** Resolves a moment after the limit, and never once the removal is over. */
function momentAfter(limit: AbortSignal, over: AbortSignal): Promise<void> {
  const moment = () => delay(MOMENT_MS, undefined, { signal: over });
  if (limit.aborted) return moment();
  return new Promise((resolve, reject) => {
    limit.addEventListener('abort', () => void moment().then(resolve, reject), { once: true, signal: over });
  });
}

/** Leaves the removal to its process. @throws StillRemoved unless it has ended meanwhile. */
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
