import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtInModules, collectModules, dependencies, moduleFiles } from '../../../src/image/guest/modules.js';

/** The contents of .modinfo: texts between NUL bytes. */
const module = (depends: string) => `ELF\0license=GPL\0depends=${depends}\0name=x\0`;

describe('the modules of a guest', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'modules-'));
    mkdirSync(join(folder, 'kernel/drivers'), { recursive: true });
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    write('kernel/drivers/virtio_blk.ko', module('virtio_ring,virtio'));
    write('kernel/drivers/virtio.ko', module('virtio_ring'));
    write('kernel/drivers/virtio_ring.ko', module(''));
    write('kernel/drivers/virtio-rng.ko.xz', module('virtio'));
    write('modules.builtin', 'kernel/fs/ext4/ext4.ko\nkernel/crypto/crc32c-generic.ko\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const collect = (...wanted: string[]) =>
    collectModules(wanted, moduleFiles(folder), builtInModules(join(folder, 'modules.builtin')), async (path) =>
      readFileSync(path),
    );

  it('come after those they depend on, once each', async () => {
    const collected = await collect('virtio_blk', 'virtio');
    expect([...collected.keys()]).toEqual(['virtio_ring.ko', 'virtio.ko', 'virtio_blk.ko']);
  });

  it('are not loaded when built in', async () => {
    expect([...(await collect('ext4', 'crc32c_generic')).keys()]).toEqual([]);
  });

  it('are found whatever characters and compression their file name has', async () => {
    expect([...(await collect('virtio_rng')).keys()].at(-1)).toBe('virtio_rng.ko');
  });

  it('are required', async () => {
    await expect(collect('virtio_mmio')).rejects.toThrow('no module virtio_mmio, neither built in nor as a file');
  });

  it('have no dependencies where they say so', () => {
    expect(dependencies(Buffer.from(module('')))).toEqual([]);
  });
});
