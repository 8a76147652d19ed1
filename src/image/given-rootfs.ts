/** A userland that the user brings: a tarball or a folder. */
import { randomBytes } from 'node:crypto';
import { realpathSync, renameSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { InputError } from '../errors.js';
import { mustRunGrouped } from '../host/groups/grouped-command.js';
import type { Host } from '../host/host.js';
import { mountsBelow } from '../host/undo/undo.js';
import { decompress, decompressorOf, SAME_BYTES, sha256 } from './archive.js';
import { statGiven } from './given-path.js';
import { cached, givenKey, type Image } from './kept-image.js';

const FORMS = 'Give a tarball or a folder.';

/** Checks the path before anything is made or installed. @throws InputError where no userland can be at that path. */
export function refuseNoRootfs(rootfs: string): void {
  const given = statGiven('rootfs', rootfs, FORMS);
  if (given.isDirectory()) return;
  if (!given.isFile()) throw new InputError(`rootfs: ${rootfs} is neither a file nor a folder.`, FORMS);
  decompressorOf(rootfs);
}

/** Returns the image of the root at `rootfs`, kept in `folder`. @throws InputError for what is no userland. */
export async function importRootfs(host: Host, folder: string, rootfs: string, shown = rootfs): Promise<Image> {
  const isFolder = statSync(rootfs).isDirectory();
  if (isFolder) refuseOwnCache(rootfs, folder);
  const scratch = join(folder, `import-${randomBytes(4).toString('hex')}.tar`);
  const change = host.journal.record({ kind: 'path', path: scratch });
  try {
    if (isFolder) await packFolder(host, rootfs, scratch);
    else await decompress(host, rootfs, scratch);
    const key = givenKey(await sha256(scratch));
    return await cached(host, join(folder, key), { name: shown }, async (tarball) => renameSync(scratch, tarball));
  } finally {
    await change.undo();
  }
}

/** What is mounted in it is left out: a /proc would be the host's, and its kcore as large as all addresses. */
async function packFolder(host: Host, rootfs: string, archive: string): Promise<void> {
  const root = realpathSync(rootfs);
  const mounted = mountsBelow(root).filter((point) => point !== root);
  if (mounted.length > 0) host.log.warn(`rootfs: what is mounted at ${mounted.join(', ')} is left out.`);
  const words = ['tar', ...SAME_BYTES, '--one-file-system', '-C', root, '-cf', archive, '.'];
  await mustRunGrouped(host, words, { timeoutSeconds: 600 });
}

/** The archive would hold itself, and grow without end: as of the host's own root. @throws InputError */
function refuseOwnCache(rootfs: string, cache: string): void {
  const below = relative(realpathSync(rootfs), realpathSync(cache));
  if (below.startsWith('..')) return;
  throw new InputError(
    `rootfs: ${rootfs} holds the cache of tare (${cache}), into which it would be packed.`,
    'Give a folder that holds a userland and nothing else.',
  );
}
