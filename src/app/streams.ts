/**
 * Standard output and error, whose reader may go at any moment: a pager that is left, a terminal that is closed, a
 * full disk. No write to them ends what is under way; what became of the output is told once, at the end.
 */
import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { errorCode } from '../host/errno.js';

/** The reader has gone, or the terminal: nobody is left to be told, and it is no failure of ours. */
const READER_GONE = ['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_DESTROYED'];

let fault: string | undefined;
let isWatching = false;

/** Call first. */
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
 * Node gives each terminal its settings back when it ends, and aborts where one is gone by then (`ResetStdio`);
 * descriptors that lead elsewhere it leaves alone.
 */
function letGoOf(terminals: readonly number[]): void {
  for (const descriptor of terminals) {
    if (isatty(descriptor)) continue;
    closeSync(descriptor);
    openSync('/dev/null', 'r+');
  }
}

/**
 * Waits, at most so long, until what was written has been taken. Returns why standard output did not take all;
 * undefined also where its reader had gone.
 */
export async function flushed(milliseconds = Infinity): Promise<string | undefined> {
  const taken = Promise.all([process.stdout, process.stderr].map(drained));
  await (milliseconds === Infinity ? taken : Promise.race([taken, delay(milliseconds)]));
  // A fault is told a moment after the write.
  await setImmediate();
  return fault;
}

/** An empty write is a write: a full device refuses that too. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.writableLength === 0) return Promise.resolve();
  return new Promise((resolve) => stream.write('', () => resolve()));
}
