/** Makes ext4 disks as files, without mounting anything. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { guestCache, makeOnce } from '../../host/cache/make-once.js';
import { mustRunGrouped } from '../../host/groups/grouped-command.js';
import type { Host } from '../../host/host.js';
import { ensurePackages } from '../../host/packages/apt.js';
import { sha256, unpack } from '../archive.js';
import type { Image } from '../kept-image.js';
import { DISK_INIT, DISK_LABELS, ON_ROOT } from './initramfs.js';
import { guestBusybox } from './kernel.js';

/** Size in bytes, for the userland or for test files. The files are sparse, so unused room costs nothing. */
const DISK_BYTES = 8 * 1024 ** 3;

/** Two disks of one guest: the userland, and the volume. */
export interface GuestDisks {
  readonly root: string;
  readonly volume: string;
}

/**
 * Makes an ext4 disk with everything in `folder`, or an empty one. It is initialized as a whole here, so that no
 * guest does that while it is measured.
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

/** Pristine disks for this userland, kept in the cache: a kernel can start from the root without an initramfs too. */
export async function pristineDisks(host: Host, image: Image): Promise<GuestDisks> {
  const busybox = await guestBusybox(host);
  const made = JSON.stringify([image.digest, DISK_BYTES, DISK_LABELS, DISK_INIT, await sha256(busybox)]);
  const folder = guestCache(host, `disks-${createHash('sha256').update(made).digest('hex').slice(0, 16)}`);
  await makeOnce(host, folder, 'the ext4 disks of the userland', async (draft) => {
    await ensurePackages(host, ['e2fsprogs']);
    const root = join(draft, 'root');
    mkdirSync(root);
    await unpack(host, image.tarball, root);
    addInit(root, busybox);
    await makeDisk(host, join(draft, 'root.ext4'), DISK_LABELS.root, root);
    await makeDisk(host, join(draft, 'volume.ext4'), DISK_LABELS.volume);
    rmSync(root, { recursive: true });
  });
  return { root: join(folder, 'root.ext4'), volume: join(folder, 'volume.ext4') };
}

/** What a kernel without an initramfs starts. A userland may have links of these names: none is written through. */
export function addInit(root: string, busybox: string): void {
  for (const path of Object.values(ON_ROOT)) rmSync(join(root, path), { recursive: true, force: true });
  copyFileSync(busybox, join(root, ON_ROOT.busybox));
  chmodSync(join(root, ON_ROOT.busybox), 0o755);
  writeFileSync(join(root, ON_ROOT.init), DISK_INIT, { mode: 0o755 });
}

/** Copies a disk with its holes. A disk that is there already keeps its inode, and so its hard links. Pure. */
export const copyCommand = (from: string, to: string) => ['cp', '--sparse=always', '--reflink=auto', from, to];

export async function copyDisk(host: Host, from: string, to: string): Promise<void> {
  await mustRunGrouped(host, copyCommand(from, to), { timeoutSeconds: 300 });
}

/** Offsets and flags in the ext4 superblock (Linux, Documentation/filesystems/ext4/super.rst). */
const SUPERBLOCK = { at: 1024, state: 0x3a, cleanlyUnmounted: 1, incompatible: 0x60, needsRecovery: 4 } as const;

/** True where the last guest that wrote to this disk ended without unmounting it. */
export function isUnclean(disk: string): boolean {
  const bytes = Buffer.alloc(1024);
  const file = openSync(disk, 'r');
  readSync(file, bytes, 0, bytes.length, SUPERBLOCK.at);
  closeSync(file);
  const clean = (bytes.readUInt16LE(SUPERBLOCK.state) & SUPERBLOCK.cleanlyUnmounted) !== 0;
  const recover = (bytes.readUInt32LE(SUPERBLOCK.incompatible) & SUPERBLOCK.needsRecovery) !== 0;
  return !clean || recover;
}
