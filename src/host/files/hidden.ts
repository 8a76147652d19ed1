/** Finds Tare's folders that a user who is not root may not read. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, isGone } from '../errno.js';

/** Returns whether the folder exists, but this user may not see the names or files in it. */
export function isHidden(folder: string): boolean {
  try {
    readdirSync(folder);
    statSync(join(folder, '.'));
    return false;
  } catch (error) {
    if (errorCode(error) === 'EACCES') return true;
    if (isGone(error)) return false;
    throw error;
  }
}
