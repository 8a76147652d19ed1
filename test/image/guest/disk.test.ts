import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mustRun } from '../../../src/host/commands/command.js';
import { addInit, copyCommand, isUnclean } from '../../../src/image/guest/disk.js';

describe('a guest disk', () => {
  let folder: string;
  let disk: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'disk-'));
    disk = join(folder, 'disk');
    writeFileSync(disk, '');
    truncateSync(disk, 64 * 1024 ** 2);
    execFileSync('/sbin/mkfs.ext4', ['-q', '-F', disk]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const patched = async (at: number, bytes: readonly number[]) => {
    const copy = join(folder, 'patched');
    await mustRun(copyCommand(disk, copy));
    const file = openSync(copy, 'r+');
    writeSync(file, Buffer.from(bytes), 0, bytes.length, 1024 + at);
    closeSync(file);
    return copy;
  };

  it('is clean when it was just made', () => {
    expect(isUnclean(disk)).toBe(false);
  });

  it('is unclean while its journal must be replayed', async () => {
    // The kernel sets these when it mounts: filetype, extents and flex_bg with "needs recovery".
    expect(isUnclean(await patched(0x60, [0xc6, 0x02]))).toBe(true);
  });

  it('is unclean when it was not unmounted', async () => {
    expect(isUnclean(await patched(0x3a, [0]))).toBe(true);
  });

  it('is copied with its holes, onto the same file', async () => {
    const copy = join(folder, 'copy');
    writeFileSync(copy, 'before');
    const inode = statSync(copy).ino;
    await mustRun(copyCommand(disk, copy));
    expect(statSync(copy)).toMatchObject({ ino: inode, size: 64 * 1024 ** 2 });
    expect(statSync(copy).blocks * 512).toBeLessThan(32 * 1024 ** 2);
  });
});

it('puts what a kernel starts into a root, and writes through no link that lies there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'init-'));
  const [outside, busybox, root] = ['outside', 'busybox', 'root'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(outside, 'of the host');
  writeFileSync(busybox, 'busybox');
  mkdirSync(join(root, 'tare'), { recursive: true });
  for (const name of ['init', 'busybox']) symlinkSync(outside, join(root, 'tare', name));
  addInit(root, busybox);
  expect(readFileSync(outside, 'utf8')).toBe('of the host');
  expect(readFileSync(join(root, 'tare/busybox'), 'utf8')).toBe('busybox');
  expect(readFileSync(join(root, 'tare/init'), 'utf8')).toMatch(/^#!\/tare\/busybox sh\n/);
  expect(statSync(join(root, 'tare/init')).mode & 0o777).toBe(0o755);
  rmSync(folder, { recursive: true });
});
