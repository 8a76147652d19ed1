/** Files that a user names: read whole, within a limit, and only where they are files. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { InputError } from '../errors.js';
import { errorCode } from './errno.js';
import { fileTrouble } from './file-errors.js';

export interface Wanted {
  /** What it should be: `a run document`. */
  readonly what: string;
  /** What to give instead, one sentence. */
  readonly remedy: string;
  readonly largestBytes: number;
}

/** Standard input, and the pipes that a shell makes of `<(command)`: what somebody writes into as we read. */
const STANDARD_INPUT = '-';
const PIPES = /^\/(?:dev\/stdin|(?:dev|proc\/self)\/fd\/\d+)$/;

/** @param path of a file, of a pipe that a shell made, or `-`. @throws InputError that says what is wrong with it. */
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

/** No message is made longer by a path than a person reads. */
const shortened = (path: string): string => (path.length > 300 ? `${path.slice(0, 300)}…` : path);

type Refuse = (what: string, remedy?: string) => InputError;

/** A pipe that nobody writes into would keep a plain open waiting for ever. */
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

/** In words that follow "is". */
function kindOf(stat: Stats): string {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a pipe';
  return stat.isSocket() ? 'a socket' : 'a device';
}

const tooLarge = (bytes: number | string, { what, largestBytes }: Wanted): string =>
  `is too large to be ${what} (${bytes} bytes; at most ${largestBytes})`;

/**
 * To the end, whatever its size is said to be: files of /proc have none, and pipes go on. A file of the size that it
 * says is held once.
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

/** Bytes read: fewer than there is room for only at the end. */
function filled(descriptor: number, chunk: Buffer): number {
  let size = 0;
  while (size < chunk.length) {
    const count = readSync(descriptor, chunk, size, chunk.length - size, null);
    if (count === 0) break;
    size += count;
  }
  return size;
}
