/** Identifies the disk behind a folder. */
import { basename, dirname } from 'node:path';
import { existingPath, type HostFiles } from './files.js';
import { type Mount, mountHolding, parseMounts } from './mounts.js';

const UNKNOWN = 'unknown';
const IN_MEMORY = new Set(['tmpfs', 'ramfs']);
/** These options name folders, which differ between containers; they are no properties of the storage. */
const PATH_OPTION = /^(lowerdir|upperdir|workdir|subvol)[+=]/;

export type Storage = {
  /** It is `nvme0n1p2`, a device-mapper name, `memory`, or the source of a mount without a block device. */
  readonly device: string;
  /** It is the model of the disks at the bottom. A disk without a model is named after its driver: `virtio_blk`. */
  readonly model: string;
  /** It is, for example, `ext4` or `overlay on ext4`. */
  readonly filesystem: string;
  readonly options: string;
  readonly rotational: 'yes' | 'no' | 'unknown';
};

/**
 * Follows a folder to its mount, and the mount through overlays, partitions, LVM, RAID and loop devices to the disks.
 */
export function readStorage(files: HostFiles, path: string): Storage {
  const mounts = parseMounts(files.must('/proc/self/mountinfo'));
  const top = mountHolding(mounts, existingPath(files, path));
  if (!top) return { device: UNKNOWN, model: UNKNOWN, filesystem: UNKNOWN, options: UNKNOWN, rotational: UNKNOWN };
  const bottom = belowOverlay(mounts, top);
  const described = {
    filesystem: bottom === top ? top.filesystem : `${top.filesystem} on ${bottom.filesystem}`,
    options: top.options.filter((option) => option !== '' && !PATH_OPTION.test(option)).join(','),
  };
  if (IN_MEMORY.has(bottom.filesystem)) return { device: 'memory', model: 'memory', ...described, rotational: 'no' };
  const block = blockDevice(files, bottom);
  const disks = block ? [...new Set(disksBelow(files, mounts, block))] : [];
  return {
    device: block ? (files.read(`${block}/dm/name`) ?? basename(block)) : bottom.source || UNKNOWN,
    model: countedModels(disks.map((disk) => diskModel(files, disk))),
    ...described,
    rotational: rotation(disks.map((disk) => files.read(`${disk}/queue/rotational`))),
  };
}

/** Returns whether both are the same file system of the same device, however it is mounted. */
export const isSameStorage = (one: Storage, other: Storage): boolean =>
  one.device === other.device && one.model === other.model && one.filesystem === other.filesystem;

/**
 * An overlay writes to its upper folder. Inside a container that folder is out of sight, so the overlay itself is the
 * bottom.
 */
function belowOverlay(mounts: readonly Mount[], mount: Mount): Mount {
  const upper = mount.options.find((option) => option.startsWith('upperdir='))?.slice('upperdir='.length);
  const below = upper === undefined ? undefined : mountHolding(mounts, upper);
  return below ?? mount;
}

/** Returns the folder under /sys/devices of the block device behind a mount. */
function blockDevice(files: HostFiles, mount: Mount): string | undefined {
  const byNumber = files.resolve(`/sys/dev/block/${mount.device}`);
  // btrfs and others show an anonymous device number, and the real device as their source.
  const source = mount.source.startsWith('/dev/') ? files.resolve(mount.source) : undefined;
  return byNumber ?? (source && files.resolve(`/sys/class/block/${basename(source)}`));
}

function disksBelow(files: HostFiles, mounts: readonly Mount[], block: string): string[] {
  const slaves = files.list(`${block}/slaves`).flatMap((name) => files.resolve(`${block}/slaves/${name}`) ?? []);
  if (slaves.length > 0) return slaves.flatMap((slave) => disksBelow(files, mounts, slave));
  if (files.read(`${block}/partition`) !== undefined) return disksBelow(files, mounts, dirname(block));
  const file = files.read(`${block}/loop/backing_file`);
  const holder = file === undefined ? undefined : mountHolding(mounts, file);
  const below = holder && blockDevice(files, belowOverlay(mounts, holder));
  return below && below !== block ? disksBelow(files, mounts, below) : [block];
}

function diskModel(files: HostFiles, disk: string): string {
  const driver = files.resolve(`${disk}/device/driver`);
  // SCSI, ATA and NVMe have `model`, memory cards `name`, paravirtual disks neither.
  return (
    files.read(`${disk}/device/model`) || files.read(`${disk}/device/name`) || (driver ? basename(driver) : UNKNOWN)
  );
}

function countedModels(models: readonly string[]): string {
  const unique = [...new Set(models)].sort();
  const count = (model: string) => models.filter((other) => other === model).length;
  return unique.map((model) => (count(model) > 1 ? `${count(model)} x ${model}` : model)).join(' + ') || UNKNOWN;
}

function rotation(flags: readonly (string | undefined)[]): Storage['rotational'] {
  if (flags.includes('1')) return 'yes';
  return flags.length > 0 && flags.every((flag) => flag === '0') ? 'no' : UNKNOWN;
}
