/** Looks at paths that the user gave for a userland. */
import { type Stats, statSync } from 'node:fs';
import { InputError } from '../errors.js';
import { errorCode } from '../host/errno.js';
import { fileTrouble } from '../host/files/file-errors.js';

/**
 * Returns what is at the path.
 * @param remedy says what to give instead of what is not there.
 * @throws InputError where nothing is there, or nothing that can be looked at.
 */
export function statGiven(input: 'rootfs' | 'image', path: string, remedy: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    const isAbsent = ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');
    throw new InputError(`${input}: ${path} ${trouble.what}.`, isAbsent ? remedy : trouble.remedy);
  }
}
