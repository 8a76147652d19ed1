import { describe, expect, it } from '@jest/globals';
import { hostFiles } from '../../../src/host/facts/files.js';
import { mountHolding, parseMounts } from '../../../src/host/facts/mounts.js';
import { readStorage } from '../../../src/host/facts/storage.js';
import { plantHost } from './planted-host.js';

const on = (host: string) => {
  const files = hostFiles(plantHost(host));
  return (path: string) => readStorage(files, path);
};

describe('the disk behind a folder', () => {
  const server = on('intel-server');
  const laptop = on('hybrid-laptop');

  it('is found below a folder that does not exist yet', () => {
    expect(on('firecracker-vm')('/var/lib/tare/work')).toEqual({
      device: 'vda',
      model: 'virtio_blk',
      filesystem: 'ext4',
      options: 'rw,relatime,discard,resv_strict,resuid=65534,resgid=65534',
      rotational: 'yes',
    });
  });

  it('is found through LVM and a partition', () => {
    expect(server('/var/lib/tare')).toMatchObject({
      device: 'vg0-root',
      model: 'Dell Express Flash PM1725b 1.6TB SFF',
      rotational: 'no',
    });
  });

  it('is found through the upper folder of an overlay, whose folders are not published', () => {
    expect(server('/var/lib/docker/overlay2/ab/merged')).toMatchObject({
      device: 'vg0-root',
      filesystem: 'overlay on ext4',
      options: 'rw,relatime',
    });
  });

  it('is found through btrfs and RAID', () => {
    expect(on('amd-desktop')('/var/lib')).toMatchObject({
      device: 'md0',
      model: '2 x WDC WD40EFRX-68N',
      rotational: 'yes',
    });
  });

  it('is found through a loop device', () => {
    expect(laptop('/mnt/image')).toMatchObject({ device: 'loop1', model: 'SAMSUNG MZ7LN256' });
  });

  it('is memory on a tmpfs', () => {
    expect(laptop('/tmp')).toMatchObject({ device: 'memory', model: 'memory', filesystem: 'tmpfs' });
  });

  it('is unknown where an overlay hides it', () => {
    expect(on('arm-server')('/var/lib')).toMatchObject({ device: 'overlay', model: 'unknown', rotational: 'unknown' });
  });
});

describe('the mount of a path', () => {
  const mounts = parseMounts(
    [
      '1 0 8:1 / / rw - ext4 /dev/a rw',
      '2 1 8:2 / /mnt/a\\040b rw shared:1 - xfs /dev/b rw',
      '3 1 8:3 / /mnt/a\\040b rw - ext4 /dev/c rw',
    ].join('\n'),
  );

  it.each([
    ['/mnt/a b/c', '8:3'],
    ['/mnt/a b', '8:3'],
    ['/mnt/a bc', '8:1'],
    ['/', '8:1'],
  ])('%j is on %s', (path, device) => expect(mountHolding(mounts, path)?.device).toBe(device));
});
