/**
 * Gives apt a place for its index of all packages where the host's apt is set to keep none, as it is in the images of
 * containers: each call would spend half a second on making the index again.
 */
import { existsSync, lstatSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../commands/command.js';
import { errorCode } from '../errno.js';
import { makeFolder } from '../folders.js';
import { APT_INDEX, APT_INDEX_FILE, belowCache } from '../own-names.js';
import { cachePath } from '../state-paths.js';

/** apt fails where it finds no room for an index, of which both parts had 76 MB for all of Debian 12. */
const ROOM_BYTES = 512 * 1024 ** 2;

/**
 * apt writes a part beside its place first, and leaves that draft where it is killed. A draft of this age, in
 * milliseconds, has no writer any more.
 */
const ABANDONED_AFTER = 3_600_000;

const indexFolder = (cache = cachePath()): string => belowCache(cache, APT_INDEX);

/** Makes the folder of the index below the cache, where the host's apt keeps no index itself. */
export async function offerAptIndex(cache: string): Promise<void> {
  if (!existsSync('/usr/bin/apt-config')) return;
  const { code, stdout } = await runCommand(['apt-config', 'shell', 'INDEX', 'Dir::Cache::pkgcache']);
  if (code !== 0 || stdout.trim() !== "INDEX=''") return;
  const folder = indexFolder(cache);
  if (!lstatSync(folder, { throwIfNoEntry: false })) makeFolder(folder, 0o700);
  if (!isOwn(folder)) return;
  const drafts = readdirSync(folder).filter((name) => APT_INDEX_FILE.exec(name)?.[1]);
  for (const draft of drafts) removeAbandoned(join(folder, draft));
}

function removeAbandoned(path: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there?.isFile() && Date.now() - there.mtimeMs > ABANDONED_AFTER) rmSync(path, { force: true });
}

/**
 * Returns the options that tell apt where the index is; none where there is no folder for it. They go on the command
 * line, since the host's own setting goes before that of a file in APT_CONFIG.
 */
export function indexOptions(): string[] {
  const folder = indexFolder();
  if (!isOwn(folder)) return [];
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < ROOM_BYTES) return [];
  return ['pkgcache', 'srcpkgcache'].flatMap((part) => ['-o', `Dir::Cache::${part}=${join(folder, `${part}.bin`)}`]);
}

/** apt believes what it finds there, so nobody else may write there. */
function isOwn(folder: string): boolean {
  try {
    const there = lstatSync(folder, { throwIfNoEntry: false });
    return there?.isDirectory() === true && there.uid === process.geteuid?.() && (there.mode & 0o077) === 0;
  } catch (error) {
    if (errorCode(error) === 'EACCES') return false;
    throw error;
  }
}
