/** Reads files that a user names: whole, within a limit, and only where they are files. */
import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { InputError } from '../../errors.js';
import { errorCode } from '../errno.js';
import { fileTrouble } from './file-errors.js';
import { NoEnd, readToEnd, WAIT_LIMITS, type WaitLimits } from './to-end.js';

export interface Wanted {
  /** It says what the file should be: `a run document`. */
  readonly what: string;
  /** It says in one sentence what to give instead. */
  readonly remedy: string;
  readonly largestBytes: number;
  /** It says how long a pipe is waited for; as long as a person would wait where it is left out. */
  readonly wait?: WaitLimits;
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
    const { largestBytes: mostBytes, wait = WAIT_LIMITS } = wanted;
    const bytes = readToEnd(descriptor, { bytes: stat.size, mostBytes, wait });
    if (bytes === undefined) throw refuse(tooLarge('more', wanted));
    return bytes;
  } catch (error) {
    if (error instanceof NoEnd) throw refuse(error.message, TO_A_FILE);
    throw troubleWith(error, refuse);
  } finally {
    closeSync(descriptor);
  }
}

/** A long path must not make a message longer than a person reads. */
const shortened = (path: string): string => (path.length > 300 ? `${path.slice(0, 300)}…` : path);

type Refuse = (what: string, remedy?: string) => InputError;

const TO_A_FILE = 'Write it to a file first, and give the path of that.';

/** A plain open of a FIFO without a writer would wait for ever, and so would a plain read of a silent one. */
function opened(path: string, refuse: Refuse): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
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
