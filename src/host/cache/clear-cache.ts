/**
 * Empties the cache of Tare's own files. The user may have pointed it at a folder of his own, so the place of a file
 * does not make it Tare's: a folder must have a seal that lists its files, and a download must be in a folder named by
 * its digest.
 */

import { lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isNote } from '../download/accepted.js';
import { digestOf } from '../download/checksums.js';
import { errorCode } from '../errno.js';
import { holdExisting } from '../files/held-file.js';
import { removeIfAbandoned, removeIfNameless } from '../lock.js';
import { APT_INDEX, APT_INDEX_FILE, DOWNLOADS, SEALED } from '../own-names.js';
import { SEAL_FILES, sealedFiles, sealOf } from './seal.js';

/** These files hold what was found out about KVM. */
const FINDINGS = ['kvm-probe.json', 'kvm-proof.json'];
const DIGEST = /^(sha256|sha512)-([0-9a-f]{64}|[0-9a-f]{128})$/;

/** What is not removed, and why in a sentence. */
export interface Stay {
  readonly sentence: string;
  /** It is the user's; or it is Tare's, and a later cleanup removes it. */
  readonly whose: 'the user' | 'tare';
}

const stranger = (path: string): Stay => ({
  sentence: `${path} stays: nothing shows that tare made it.`,
  whose: 'the user',
});

const inUse = (path: string): Stay => ({ sentence: `${path} stays: a run uses it.`, whose: 'tare' });

const isSealed = (name: string): boolean => SEALED.some((one) => one === name);

/** Returns what stays. */
export async function clearCache(cache: string): Promise<Stay[]> {
  const stays: Stay[] = [];
  for (const name of namesIn(cache)) {
    const path = join(cache, name);
    if (isSealed(name) && isFolder(path)) stays.push(...clearKind(path));
    else if (name === DOWNLOADS && isFolder(path)) stays.push(...(await clearDownloads(path)));
    else if (name === APT_INDEX && isFolder(path)) stays.push(...clearIndex(path));
    else if (!(FINDINGS.includes(name) && removeFile(path)) && !isAbandonedLock(path)) stays.push(stranger(path));
  }
  removeIfEmpty(cache);
  return stays;
}

function clearIndex(folder: string): Stay[] {
  const stays = namesIn(folder).filter((name) => !(APT_INDEX_FILE.test(name) && removeFile(join(folder, name))));
  removeIfEmpty(folder);
  return stays.map((name) => stranger(join(folder, name)));
}

/** Removes the lock files that killed makers of entries have left. */
export function sweepLocks(cache: string): void {
  const parents = [...SEALED, DOWNLOADS].map((name) => join(cache, name));
  const folders = [...parents, ...namesIn(join(cache, DOWNLOADS)).map((name) => join(cache, DOWNLOADS, name))];
  for (const folder of folders) for (const name of namesIn(folder)) isAbandonedLock(join(folder, name));
}

function clearKind(folder: string): Stay[] {
  const stays = namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    return isAbandonedLock(path) ? [] : clearSealed(path);
  });
  removeIfEmpty(folder);
  return stays;
}

/**
 * Removes a sealed folder with the files that its seal lists. Returns what stays and why; a folder in use stays whole.
 */
export function clearSealed(folder: string): Stay[] {
  const files = isFolder(folder) ? sealedFiles(folder) : undefined;
  if (!files) return [stranger(folder)];
  const seal = holdExisting(sealOf(folder));
  if (!seal) return [inUse(folder)];
  clearFiles(folder, files);
  seal.release();
  return namesIn(folder).map((name) => stranger(join(folder, name)));
}

/**
 * Removes these files of the folder and those that Tare writes beside them, and the folder where nothing else is in
 * it.
 */
export function clearFiles(folder: string, files: readonly string[]): void {
  for (const file of [...files, ...SEAL_FILES]) removeBelow(folder, file.split('/'));
  removeIfEmpty(folder);
}

/** Follows no link on the way, and removes folders that are empty by then. */
function removeBelow(folder: string, [name = '', ...below]: readonly string[]): void {
  if (name === '' || name === '.' || name === '..') return;
  const path = join(folder, name);
  if (below.length === 0) {
    removeFile(path);
  } else if (isFolder(path)) {
    removeBelow(path, below);
    removeIfEmpty(path);
  }
}

async function clearDownloads(downloads: string): Promise<Stay[]> {
  const stays: Stay[] = [];
  for (const name of namesIn(downloads)) {
    const folder = join(downloads, name);
    if (!isFolder(folder) || !DIGEST.test(name)) stays.push(stranger(folder));
    else stays.push(...(await clearDownload(folder)));
  }
  removeIfEmpty(downloads);
  return stays;
}

async function clearDownload(folder: string): Promise<Stay[]> {
  const stays: Stay[] = [];
  for (const path of namesIn(folder).map((name) => join(folder, name))) {
    if (await isDownload(path, basename(folder))) rmSync(path);
    else if (!isAbandonedLock(path)) stays.push(stranger(path));
  }
  removeIfEmpty(folder);
  return stays;
}

/** Returns the files in folders that are named by a digest, without their locks and notes. */
export function filesOfDownloads(downloads: string): string[] {
  const folders = namesIn(downloads).filter((name) => DIGEST.test(name));
  const paths = folders.flatMap((folder) =>
    namesIn(join(downloads, folder)).map((name) => join(downloads, folder, name)),
  );
  return paths.filter((path) => isFile(path) && !path.endsWith('.lock') && !isNote(path));
}

/** A download that broke off has no digest yet, and a note has another one. */
export async function isDownload(path: string, named: string): Promise<boolean> {
  if (!isFile(path)) return false;
  if (path.endsWith('.part') || isNote(path)) return true;
  const { algorithm, hex } = await digestOf(path, named.startsWith('sha512-') ? 'sha512' : 'sha256');
  return `${algorithm}-${hex}` === named;
}

const isFolder = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
const isFile = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;

function namesIn(path: string): string[] {
  return isFolder(path) ? readdirSync(path) : [];
}

function removeFile(path: string): boolean {
  if (!isFile(path)) return false;
  rmSync(path);
  return true;
}

/** The file is named by a digest, or lies beside a download in a folder that is. */
function isNamedByUs(path: string): boolean {
  return /[0-9a-f]{8}\.lock$/.test(path) || DIGEST.test(basename(dirname(path)));
}

function isAbandonedLock(path: string): boolean {
  if (!path.endsWith('.lock') || !isFile(path)) return false;
  return removeIfAbandoned(path) || (isNamedByUs(path) && removeIfNameless(path));
}

/** A folder that is a file system of its own is the user's. */
const STAYS: readonly string[] = ['ENOTEMPTY', 'EBUSY'];

export function removeIfEmpty(path: string): void {
  if (!isFolder(path)) return;
  try {
    rmdirSync(path);
  } catch (error) {
    if (!STAYS.includes(errorCode(error) ?? '')) throw error;
  }
}
