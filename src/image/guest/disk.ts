/** ext4 disks as files, made without mounting anything. */
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { guestCache, makeOnce } from '../../host/cache/make-once.js';
import { mustRunGrouped } from '../../host/groups/grouped-command.js';
import type { Host } from '../../host/host.js';
import { ensurePackages } from '../../host/packages/apt.js';
import { type Image, unpack } from '../image.js';
import { DISK_LABELS } from './initramfs.js';

/** Room for the userland or for test files; the files are sparse, so what is not used costs nothing. */
const DISK_BYTES = 8 * 1024 ** 3;

/** Two disks of one guest: the userland, and the volume. */
export interface GuestDisks {
  readonly root: string;
  readonly volume: string;
}

/**
 * An ext4 disk with everything in `folder`, or empty. All of it is initialized here, so that no guest does it while
 * measured.
 */
async function makeDisk(host: Host, path: string, label: string, folder?: string): Promise<void> {
  writeFileSync(path, '');
  truncateSync(path, DISK_BYTES);
  const content = folder ? ['-d', folder] : [];
  const whole = ['-E', 'lazy_itable_init=0,lazy_journal_init=0'];
  await mustRunGrouped(host, ['mkfs.ext4', '-q', '-F', '-L', label, ...whole, ...content, path], {
    timeoutSeconds: 300,
  });
}

/** Pristine disks for this userland, kept in the cache. */
export async function pristineDisks(host: Host, image: Image): Promise<GuestDisks> {
  const made = JSON.stringify([image.digest, DISK_BYTES, DISK_LABELS]);
  const folder = guestCache(host, `disks-${createHash('sha256').update(made).digest('hex').slice(0, 16)}`);
  await makeOnce(host, folder, 'the ext4 disks of the userland', async (draft) => {
    await ensurePackages(host, ['e2fsprogs']);
    const root = join(draft, 'root');
    mkdirSync(root);
    await unpack(host, image.tarball, root);
    await makeDisk(host, join(draft, 'root.ext4'), DISK_LABELS.root, root);
    await makeDisk(host, join(draft, 'volume.ext4'), DISK_LABELS.volume);
    rmSync(root, { recursive: true });
  });
  return { root: join(folder, 'root.ext4'), volume: join(folder, 'volume.ext4') };
}

/** Copies a disk with its holes; a disk that is there already keeps its inode, and with it its hard links. Pure. */
export const copyCommand = (from: string, to: string) => ['cp', '--sparse=always', '--reflink=auto', from, to];

export async function copyDisk(host: Host, from: string, to: string): Promise<void> {
  await mustRunGrouped(host, copyCommand(from, to), { timeoutSeconds: 300 });
}

/** Where the ext4 superblock says so (Linux, Documentation/filesystems/ext4/super.rst). */
const SUPERBLOCK = { at: 1024, state: 0x3a, cleanlyUnmounted: 1, incompatible: 0x60, needsRecovery: 4 } as const;

/** Whether the last guest that wrote to this disk ended without unmounting it. */
export function isUnclean(disk: string): boolean {
  const bytes = Buffer.alloc(1024);
  const file = openSync(disk, 'r');
  readSync(file, bytes, 0, bytes.length, SUPERBLOCK.at);
  closeSync(file);
  const clean = (bytes.readUInt16LE(SUPERBLOCK.state) & SUPERBLOCK.cleanlyUnmounted) !== 0;
  const recover = (bytes.readUInt32LE(SUPERBLOCK.incompatible) & SUPERBLOCK.needsRecovery) !== 0;
  return !clean || recover;
}
