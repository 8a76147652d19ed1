/** Small files that tare itself has written, read where by now anything may lie: a folder, a pipe, a link. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { HostError } from '../errors.js';
import { errorCode } from './errno.js';
import { fileTrouble } from './file-errors.js';

const REMEDY = 'It should be a file that tare wrote: look at what is there, and move it away.';

/** Undefined where it is not there. @throws HostError where it is no plain file, or cannot be read. */
export function readOwnFile(path: string): string | undefined {
  let descriptor: number | undefined;
  try {
    // A pipe that nobody writes into would keep a plain open waiting for ever.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    if (!fstatSync(descriptor).isFile()) throw new HostError(`${path} is no plain file.`, REMEDY);
    return readFileSync(descriptor, 'utf8');
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
