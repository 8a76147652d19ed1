/**
 * Reads files that are the system's own, or that another program left. Anything may lie there by now: a plain read
 * would wait for ever for the writer of a pipe, and would take all memory for a device.
 */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { HostError } from '../../errors.js';
import { readToEnd } from './to-end.js';

/** It is far more than any file of settings or accounts has. */
const MOST_BYTES = 64 * 1024 ** 2;

/**
 * Reads the file to its end.
 * @throws HostError for what is no plain file, or is larger than `mostBytes`; errors of the file system.
 */
export function readPlainFile(path: string, mostBytes = MOST_BYTES): Buffer {
  return onPlainFile(path, (descriptor, { size }) => {
    const bytes = readToEnd(descriptor, { bytes: size, mostBytes });
    if (bytes) return bytes;
    throw new HostError(`${path} is larger than it should be (more than ${mostBytes} bytes).`, REMEDY);
  });
}

export const readPlainText = (path: string): string => readPlainFile(path).toString('utf8');

/** Reads the first bytes of a file of any size. @throws as `readPlainFile`. */
export const readBeginning = (path: string, bytes: number): Buffer =>
  onPlainFile(path, (descriptor) => piece(descriptor, 0, bytes));

/** Reads the last bytes of a file of any size, such as a log that a daemon may fill. @throws as `readPlainFile`. */
export const readTail = (path: string, bytes = TAIL_BYTES): string =>
  onPlainFile(path, (descriptor, { size }) => piece(descriptor, Math.max(0, size - bytes), bytes)).toString('utf8');

const TAIL_BYTES = 64 * 1024;

const REMEDY = 'Look at what lies there, and put a plain file in its place.';

function onPlainFile<Result>(path: string, act: (descriptor: number, status: Stats) => Result): Result {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    const status = fstatSync(descriptor);
    // For a folder the read itself says what is wrong.
    if (!status.isFile() && !status.isDirectory()) throw new HostError(`${path} is no plain file.`, REMEDY);
    return act(descriptor, status);
  } finally {
    closeSync(descriptor);
  }
}

function piece(descriptor: number, from: number, bytes: number): Buffer {
  const room = Buffer.alloc(bytes);
  let size = 0;
  for (let count = -1; count !== 0 && size < bytes; size += count)
    count = readSync(descriptor, room, size, bytes - size, from + size);
  return room.subarray(0, size);
}
