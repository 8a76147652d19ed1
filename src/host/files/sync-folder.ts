/** Syncs folders to the disk, where their file system can. */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { errorCode, UNSUPPORTED } from '../errno.js';
import { ofFile } from './file-errors.js';

/** So file systems answer whose folders have no sync: shared folders of VirtualBox, some of Samba and of virtiofs. */
const HAS_NO_SYNC = ['EINVAL', 'EBADF', ...UNSUPPORTED];

/**
 * Syncs the names in a folder, so that a new one survives a power cut. Where folders have no sync nothing can be done
 * for them, and what was written is there all the same. @throws what else the kernel says, with the folder's path.
 */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } catch (error) {
    if (!HAS_NO_SYNC.includes(errorCode(error) ?? '')) throw ofFile(error, path);
  } finally {
    closeSync(folder);
  }
}
