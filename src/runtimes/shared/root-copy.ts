/** An arm's own copy of the userland, as a folder on the host's disk. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import { emptyBeneath } from '../../host/files/beneath.js';
import type { Host } from '../../host/host.js';
import type { JournalEntry } from '../../host/undo/journal.js';
import { unpack } from '../../image/archive.js';
import type { Image } from '../../image/kept-image.js';
import { SANDBOX } from '../../sandbox/paths.js';

export interface RootCopy {
  /** The folder of this arm; the root file system is in its `root`. */
  readonly folder: string;
  readonly root: string;
  readonly change: JournalEntry;
}

/** Unpacks the image below the work folder. */
export async function copyRoot(host: Host, image: Image, arm: ArmSpec): Promise<RootCopy> {
  const folder = join(host.paths.work, folderName(arm));
  const change = host.journal.record({ kind: 'path', path: folder });
  const root = join(folder, 'root');
  mkdirSync(root, { recursive: true });
  await unpack(host, image.tarball, root);
  return { folder, root, change };
}

/** Adds a hash to the name, because `runc=./a/b` and `runc=./a_b` are two arms and need two folders. */
function folderName({ id }: ArmSpec): string {
  const short = createHash('sha256').update(id).digest('hex').slice(0, 8);
  return `${id.replaceAll(/[^\w.-]/g, '_').slice(0, 60)}-${short}`;
}

/**
 * Removes the test files that a killed sandbox left on its root, so that the next one does not find them. The sandbox
 * may have put anything there, even a link to a folder of the host.
 * @throws UnexpectedEntry where the scratch folder is no longer a folder.
 */
export async function clearScratch({ root }: Pick<RootCopy, 'root'>): Promise<void> {
  await emptyBeneath(root, SANDBOX.root);
}
