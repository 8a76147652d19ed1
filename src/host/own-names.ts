/**
 * Names the folders that Tare makes below those of state and cache. Paths to them are made here, so that no folder is
 * missing where its owner is checked and where the cache is emptied.
 */
import { join } from 'node:path';

/** Folders of documents, records and programs that are kept. */
const KEPT = ['journal', 'runs', 'results', 'programs', 'calibration'] as const;
/** It holds a folder for each run, as long as it lasts. */
const WORK = 'work';

/** These folders hold sealed folders. */
export const SEALED = ['userland', 'guest', 'kernels', 'firecracker', 'docker', 'youki', 'kata'] as const;
export const DOWNLOADS = 'downloads';
/** It holds apt's index of packages, and what an apt that was killed has left of one. */
export const APT_INDEX = 'apt-index';
export const APT_INDEX_FILE = /^(?:src)?pkgcache\.bin(\.\w{6})?$/;

export type SealedFolder = (typeof SEALED)[number];
type StateFolder = (typeof KEPT)[number] | typeof WORK;
type CacheFolder = SealedFolder | typeof DOWNLOADS | typeof APT_INDEX;

/** Folders that are closed to others. One for work is closed from the start, and one that is not may be the user's. */
export const CLOSED_FOLDERS: readonly string[] = [...KEPT, ...SEALED, DOWNLOADS, APT_INDEX];
export const OWN_FOLDERS: readonly string[] = [...CLOSED_FOLDERS, WORK];

export const belowState = (state: string, folder: StateFolder, ...names: readonly string[]): string =>
  join(state, folder, ...names);

export const belowCache = (cache: string, folder: CacheFolder, ...names: readonly string[]): string =>
  join(cache, folder, ...names);
