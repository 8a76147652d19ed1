/** Limits how much is kept of what was downloaded: each new version of a runtime would stay for ever. */
import { rmSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Log } from '../../log.js';
import { noteBeside } from '../download/accepted.js';
import { holdExisting, holdFile } from '../files/held-file.js';
import { beyond } from './cache-bounds.js';
import { filesOfDownloads, isDownload, removeIfEmpty } from './clear-cache.js';

/** A matrix of many versions fits into this; their bytes are limited as those of userlands are. */
const MOST = 50;

/**
 * Removes the downloads beyond the limits, those that were not used for longest first. It never removes what a process
 * uses or runs, nor what does not have the digest that its folder is named after.
 */
export async function boundDownloads(downloads: string, log: Log): Promise<void> {
  const removed: string[] = [];
  for (const { path } of beyond(filesOfDownloads(downloads).map(keptFile), MOST))
    if (await removeUnused(path)) removed.push(basename(path));
  if (removed.length > 0)
    log.step(`removed from the cache, unused for longest: ${removed.join(', ')} (in ${downloads})`);
}

function keptFile(path: string): { readonly path: string; readonly usedAt: number; readonly bytes: number } {
  const { mtimeMs = 0, blocks = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return { path, usedAt: mtimeMs, bytes: 512 * blocks };
}

/** Whoever downloads the file, or is about to use it, holds the lock beside it. */
async function removeUnused(path: string): Promise<boolean> {
  const lock = holdFile(`${path.replace(/\.part$/, '')}.lock`);
  if (!lock) return false;
  try {
    const file = holdExisting(path);
    const isOurs = file !== undefined && (await isDownload(path, basename(dirname(path))));
    if (isOurs) for (const one of [path, noteBeside(path)]) rmSync(one, { force: true });
    file?.release();
    return isOurs;
  } finally {
    lock.remove();
    removeIfEmpty(dirname(path));
  }
}
