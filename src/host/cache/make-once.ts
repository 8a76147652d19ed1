/**
 * Makes folders of the cache once. Each is whole or not there, has one maker at a time, and is made again where it is
 * damaged.
 */

import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../folders.js';
import type { Host, HostFacts } from '../host.js';
import { acquireLock } from '../lock.js';
import { belowCache } from '../own-names.js';
import { boundCache, useCached } from './cache-bounds.js';
import { clearFiles } from './clear-cache.js';
import { faultOf, installDraft, remember, seal, sealedFiles } from './seal.js';

/** Returns the path of what is kept for guests under this name. The name should identify the content. */
export function guestCache(host: HostFacts, name: string): string {
  return belowCache(host.paths.cache, 'guest', name);
}

/**
 * Makes sure that `folder` is there, as it was made. `make` fills a draft beside it, which takes its place when
 * complete.
 */
export async function makeOnce(
  host: Host,
  folder: string,
  what: string,
  make: (draft: string) => Promise<void>,
): Promise<void> {
  makeFolder(join(folder, '..'), 0o700);
  const lock = await acquireLock(`${folder}.lock`, `making ${what}`, host.log);
  try {
    if ((await isWhole(host, folder)) && useCached(folder)) return;
    const draft = `${folder}.${randomBytes(4).toString('hex')}`;
    const change = host.journal.record({ kind: 'path', path: draft });
    mkdirSync(draft, { mode: 0o700 });
    host.log.step(`making ${what}`);
    try {
      await make(draft);
      await seal(draft);
      clearDamaged(host, folder, draft);
      installDraft(draft, folder);
    } catch (error) {
      await change.undo();
      throw error;
    }
    change.settle();
    remember(folder);
    useCached(folder);
  } finally {
    lock.release();
  }
  boundCache(folder, host.log);
}

async function isWhole(host: Host, folder: string): Promise<boolean> {
  if (!existsSync(folder)) return false;
  const fault = await faultOf(folder);
  if (fault === undefined) remember(folder);
  else host.log.warn(`${folder} in the cache is damaged (${fault}), and is made again.`);
  return fault === undefined;
}

/**
 * Removes from the damaged folder the files that its seal and the draft's seal list. What else is there is moved
 * aside.
 */
function clearDamaged(host: Host, folder: string, draft: string): void {
  const there = () => lstatSync(folder, { throwIfNoEntry: false });
  const ours = [...(sealedFiles(folder) ?? []), ...(sealedFiles(draft) ?? [])];
  if (there()?.isDirectory()) clearFiles(folder, ours);
  if (!there()) return;
  const aside = `${folder}.kept-${randomBytes(4).toString('hex')}`;
  renameSync(folder, aside);
  host.log.warn(`${aside} stays of the damaged one: nothing shows that tare made what is in it.`);
}

/** Returns whether the folder was made before and is still as it was made. Changes nothing. */
export async function wasMade(folder: string): Promise<boolean> {
  return existsSync(folder) && (await faultOf(folder)) === undefined;
}
