/** Where Tare keeps what outlives an invocation. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isHidden } from './files/hidden.js';
import { folderOf } from './folders.js';

/** TARE_STATE_DIR and TARE_CACHE_DIR move these folders, for tests and for small system disks. */
export function statePath(): string {
  return folderOf('TARE_STATE_DIR', '/var/lib/tare');
}

/**
 * Returns where this user finds and keeps finished runs: the state folder where it may be read, else a folder of the
 * user's own.
 */
export function runsPath(): string {
  if (!isHidden(statePath())) return statePath();
  return join(process.env.XDG_STATE_HOME || join(homedir(), '.local/state'), 'tare');
}

export function cachePath(): string {
  return folderOf('TARE_CACHE_DIR', '/var/cache/tare');
}
