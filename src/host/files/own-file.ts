/**
 * Reads and replaces small files that tare itself has written, where anything else may lie by now: a folder, a pipe, a
 * link.
 */
import { closeSync, constants, fstatSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { HostError } from '../../errors.js';
import { errorCode } from '../errno.js';
import { fileTrouble } from './file-errors.js';
import { readToEnd } from './to-end.js';

/** It is far more than the longest journal, and below the half gigabyte of which no text can be made. */
const LARGEST_BYTES = 64 * 1024 ** 2;

const REMEDY = 'It should be a file that tare wrote: look at what is there, and move it away.';

/**
 * Returns the text; undefined where there is no file. @throws HostError where it is no plain file, is too large, or
 * cannot be read.
 */
export function readOwnFile(path: string): string | undefined {
  let descriptor: number | undefined;
  try {
    // A plain open of a FIFO without a writer would wait for ever.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new HostError(`${path} is no plain file.`, REMEDY);
    const bytes = readToEnd(descriptor, { bytes: status.size, mostBytes: LARGEST_BYTES });
    if (bytes) return bytes.toString('utf8');
    throw new HostError(`${path} is larger than any file of ours (more than ${LARGEST_BYTES} bytes).`, REMEDY);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP') throw new HostError(`${path} is a link.`, REMEDY);
    const trouble = fileTrouble(error);
    throw trouble ? new HostError(`${path} ${trouble.what}.`, `${trouble.remedy} ${REMEDY}`) : error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Reads a file whose content can be found out anew: whatever else lies there counts as nothing. */
export function readReplaceable(path: string): string | undefined {
  try {
    return readOwnFile(path);
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}

/** Puts a new file in the place of what lies there. Where that is a link, its target stays as it is. */
export function replaceOwnFile(path: string, text: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another invocation has written the same file meanwhile.
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
