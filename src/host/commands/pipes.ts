/** Closes the pipes of a process that has ended. */
import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** It is checked at this interval in ms, and at most this often, whether anything more comes. */
const CHECK_MS = 50;
const MOST_CHECKS = 20;

/**
 * Closes the pipes a moment after the process has ended, since whatever has left its group may hold them open for
 * ever. They are closed when nothing more has come, and in any case after a second.
 */
export function closePipesAfterExit(
  child: ChildProcess,
  all: readonly (Readable | null)[] = [child.stdout, child.stderr],
): void {
  child.once('exit', () => closeOnceSilent(all, -1, MOST_CHECKS));
}

function closeOnceSilent(all: readonly (Readable | null)[], before: number, checks: number): void {
  const pipes = all.filter((pipe) => pipe && !pipe.closed);
  if (pipes.length === 0) return;
  const now = pipes.reduce((sum, pipe) => sum + (pipe instanceof Socket ? pipe.bytesRead : 0), 0);
  if (now === before || checks === 0) {
    for (const pipe of pipes) pipe?.destroy();
    return;
  }
  // The timer fires before what has arrived meanwhile is read; setImmediate runs after that.
  setTimeout(() => setImmediate(() => closeOnceSilent(all, now, checks - 1)), CHECK_MS);
}
