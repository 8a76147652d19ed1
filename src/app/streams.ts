/**
 * Standard output and error, whose reader may leave at any moment: a pager that is quit, a closed terminal, a full
 * disk. A failed write never ends the work; what was lost is told once, at the end.
 */
import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { errorCode } from '../host/errno.js';

/** The reader or the terminal is gone: nobody can be told, and it is no failure of ours. */
const READER_GONE = ['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_DESTROYED'];

let fault: string | undefined;
let isWatching = false;

/** Call this before anything is printed. */
export function outliveReaders(): void {
  if (isWatching) return;
  isWatching = true;
  const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor));
  process.stdout.on('error', (error) => {
    const code = errorCode(error) ?? error.message;
    if (!READER_GONE.includes(code)) fault ??= code;
  });
  // An error of standard error could only be reported on standard error.
  process.stderr.on('error', () => undefined);
  process.on('exit', () => letGoOf(terminals));
}

/**
 * Node restores the settings of each terminal when it ends, and aborts where a terminal is gone (`ResetStdio`). It
 * leaves descriptors alone that lead elsewhere.
 */
function letGoOf(terminals: readonly number[]): void {
  for (const descriptor of terminals) {
    if (isatty(descriptor)) continue;
    closeSync(descriptor);
    openSync('/dev/null', 'r+');
  }
}

/**
 * Waits, at most so long, until everything written has been taken. Returns why standard output did not take all;
 * undefined also where its reader had left.
 */
export async function flushed(milliseconds = Infinity): Promise<string | undefined> {
  const taken = Promise.all([process.stdout, process.stderr].map(drained));
  await (milliseconds === Infinity ? taken : Promise.race([taken, delay(milliseconds)]));
  // A fault is reported a moment after the write.
  await setImmediate();
  return fault;
}

/** An empty write counts: a full device refuses that too. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.writableLength === 0) return Promise.resolve();
  return new Promise((resolve) => stream.write('', () => resolve()));
}
