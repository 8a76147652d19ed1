/**
 * Limits how much the cache keeps of each kind. Without a limit, every changed userland would leave a copy of 150 MB.
 */
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../../log.js';
import { holdFile, shareExisting } from '../files/held-file.js';
import { clearSealed } from './clear-cache.js';
import { sealedFiles, sealOf } from './seal.js';

/** This is enough for two userlands with all that microVMs need beside them: a kernel in two forms, and disks. */
const MOST = 6;
const MOST_BYTES = 2 * 1024 ** 3;

/**
 * Marks the folder as in use until this process ends, and records the time. Returns false where it is being removed.
 */
export function useCached(folder: string): boolean {
  const shared = shareExisting(sealOf(folder));
  if (!shared) return false;
  const now = new Date();
  utimesSync(sealOf(folder), now, now);
  return true;
}

interface CachedFolder {
  readonly folder: string;
  readonly usedAt: number;
  readonly bytes: number;
}

/**
 * Removes the entries beyond the limits from the parent folder of `folder`, those that were not used for longest
 * first. It never removes what is in use.
 */
export function boundCache(folder: string, log: Log): void {
  const removed = beyond(cachedFoldersIn(dirname(folder))).filter((entry) => removeUnused(entry.folder));
  if (removed.length === 0) return;
  const names = removed.map((entry) => basename(entry.folder)).join(', ');
  const bytes = removed.reduce((sum, entry) => sum + entry.bytes, 0);
  log.step(
    `removed from the cache, unused for longest: ${names} (${Math.round(bytes / 1e6)} MB in ${dirname(folder)})`,
  );
}

function cachedFoldersIn(parent: string): CachedFolder[] {
  return readdirSync(parent)
    .map((name) => join(parent, name))
    .flatMap((folder) => {
      const files = sealedFiles(folder);
      if (!files) return [];
      const bytes = files.map((file) => (statSync(join(folder, file), { throwIfNoEntry: false })?.blocks ?? 0) * 512);
      return [{ folder, usedAt: statSync(sealOf(folder)).mtimeMs, bytes: bytes.reduce((sum, one) => sum + one, 0) }];
    });
}

/** Returns the entries beyond the limits. The one that was used last is always kept. Pure. */
export function beyond<Kept extends Pick<CachedFolder, 'usedAt' | 'bytes'>>(
  entries: readonly Kept[],
  most = MOST,
): Kept[] {
  let bytes = 0;
  return [...entries]
    .sort((a, b) => b.usedAt - a.usedAt)
    .filter((entry, index) => {
      bytes += entry.bytes;
      return index > 0 && (index >= most || bytes > MOST_BYTES);
    });
}

/** A process that is about to use the folder holds the lock beside it, so a held lock keeps the folder. */
function removeUnused(folder: string): boolean {
  const lock = holdFile(`${folder}.lock`);
  if (!lock) return false;
  try {
    return clearSealed(folder).length === 0;
  } finally {
    lock.remove();
  }
}
