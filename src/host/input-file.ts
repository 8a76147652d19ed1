/** Reads files that a user names: whole, within a limit, and only where they are files. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { InputError } from '../errors.js';
import { errorCode } from './errno.js';
import { fileTrouble } from './file-errors.js';

export interface Wanted {
  /** It says what the file should be: `a run document`. */
  readonly what: string;
  /** It says in one sentence what to give instead. */
  readonly remedy: string;
  readonly largestBytes: number;
}

/**
 * These are standard input and the pipes that a shell makes of `<(command)`, which another program may still be
 * writing.
 */
const STANDARD_INPUT = '-';
const PIPES = /^\/(?:dev\/stdin|(?:dev|proc\/self)\/fd\/\d+)$/;

/**
 * Reads a file that the user names.
 * @param path of a file, of a pipe that a shell made, or `-`. @throws InputError that says what is wrong with it.
 */
export function readInputFile(path: string, wanted: Wanted): Buffer {
  const place = path === STANDARD_INPUT ? '/dev/stdin' : path;
  const shown = path === STANDARD_INPUT ? 'standard input' : shortened(path);
  const refuse = (what: string, remedy = wanted.remedy): InputError => new InputError(`${shown} ${what}.`, remedy);
  const descriptor = opened(place, refuse);
  try {
    const stat = fstatSync(descriptor);
    const kind = kindOf(stat);
    const isOpenPipe = stat.isFIFO() && PIPES.test(place);
    if (kind !== 'file' && !isOpenPipe) throw refuse(`is not a file but ${kind}`);
    if (stat.size > wanted.largestBytes) throw refuse(tooLarge(stat.size, wanted));
    return bytesOf(descriptor, stat.size, wanted, refuse);
  } catch (error) {
    throw troubleWith(error, refuse);
  } finally {
    closeSync(descriptor);
  }
}

/** A long path must not make a message longer than a person reads. */
const shortened = (path: string): string => (path.length > 300 ? `${path.slice(0, 300)}…` : path);

type Refuse = (what: string, remedy?: string) => InputError;

/** A plain open of a FIFO without a writer would wait for ever. */
function opened(path: string, refuse: Refuse): number {
  const waits = PIPES.test(path) ? 0 : constants.O_NONBLOCK;
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOCTTY | waits);
  } catch (error) {
    throw troubleWith(error, refuse);
  }
}

function troubleWith(error: unknown, refuse: Refuse): unknown {
  const trouble = fileTrouble(error);
  if (trouble === undefined) return error;
  return errorCode(error) === 'ENOENT' ? refuse(trouble.what) : refuse(trouble.what, trouble.remedy);
}

/** The words follow "is". */
function kindOf(stat: Stats): string {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a pipe';
  return stat.isSocket() ? 'a socket' : 'a device';
}

const tooLarge = (bytes: number | string, { what, largestBytes }: Wanted): string =>
  `is too large to be ${what} (${bytes} bytes; at most ${largestBytes})`;

/**
 * Reads to the end, whatever size the file reports: files of /proc report none, and pipes go on. A file of the
 * reported size is held in memory once.
 */
function bytesOf(descriptor: number, expected: number, wanted: Wanted, refuse: Refuse): Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafeSlow(size === 0 && expected > 0 ? expected : CHUNK);
    const count = filled(descriptor, chunk);
    size += count;
    if (size > wanted.largestBytes) throw refuse(tooLarge('more', wanted));
    if (count > 0) chunks.push(chunk.subarray(0, count));
    if (count < chunk.length) return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size);
  }
}

const CHUNK = 1024 * 1024;

/** Returns the number of bytes read, which is less than the room only at the end. */
function filled(descriptor: number, chunk: Buffer): number {
  let size = 0;
  while (size < chunk.length) {
    const count = readSync(descriptor, chunk, size, chunk.length - size, null);
    if (count === 0) break;
    size += count;
  }
  return size;
}
