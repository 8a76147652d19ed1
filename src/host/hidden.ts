/** Folders of ours that a user who is not root may not look into. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, isGone } from './errno.js';

/** Whether it is there, and its names or its files may not be seen. */
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
