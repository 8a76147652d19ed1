import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeHost } from '../../../src/host/open-host.js';
import { bzImagePayload, compressionOf, writeVmlinux } from '../../../src/image/guest/vmlinux.js';
import { silentLog } from '../../../src/log.js';
import { openTestHost, type TestHost } from '../../runtimes/support.js';

const ELF = Buffer.from('\x7fELF and a kernel', 'latin1');

/** The image has one setup sector after the first, then 8 bytes of code, then the payload. */
function bzImage(payload: Buffer): Buffer {
  const image = Buffer.alloc(1024 + 8 + payload.length);
  image.writeUInt8(1, 0x1f1);
  image.write('HdrS', 0x202, 'latin1');
  image.writeUInt32LE(8, 0x248);
  image.writeUInt32LE(payload.length, 0x24c);
  payload.copy(image, 1032);
  return image;
}

describe('the kernel in a bzImage', () => {
  const root = process.getuid?.() === 0;
  if (!root) process.stderr.write('skipped: nothing is decompressed here: its cgroup needs root\n');
  const itDecompresses = root ? it : it.skip;
  let folder: string;
  let host: TestHost | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vmlinux-'));
    host = root ? await openTestHost() : undefined;
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    if (!host) return;
    expect(await host.close()).toEqual([]);
    rmSync(host.state, { recursive: true });
  });

  const extracted = async (kernel: Buffer) => {
    const from = join(folder, 'kernel');
    const to = join(folder, 'vmlinux');
    writeFileSync(from, kernel);
    await writeVmlinux(host ?? describeHost(silentLog), from, to);
    return readFileSync(to);
  };

  it('is where the header says', () => {
    expect(bzImagePayload(bzImage(Buffer.from('payload')))?.toString()).toBe('payload');
  });

  it('is not searched for in other files', () => {
    expect(bzImagePayload(Buffer.alloc(4096))).toBeUndefined();
  });

  it('is not read past the end of the file', () => {
    const image = bzImage(Buffer.from('payload'));
    image.writeUInt32LE(4096, 0x24c);
    expect(bzImagePayload(image)).toBeUndefined();
  });

  itDecompresses('is decompressed', async () => {
    expect(await extracted(bzImage(gzipSync(ELF)))).toEqual(ELF);
  });

  it('is taken as it is where the file is one already', async () => {
    expect(await extracted(ELF)).toEqual(ELF);
  });

  itDecompresses('must be there', async () => {
    await expect(extracted(bzImage(gzipSync(Buffer.from('something else'))))).rejects.toThrow(
      'No kernel that starts without a boot loader was found',
    );
  });

  it.each([
    ['lz4', [0x02, 0x21, 0x4c, 0x18]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
    ['gzip', [0x1f, 0x8b, 0x08]],
  ])('may be compressed with %s', (name, magic) => {
    expect(compressionOf(Uint8Array.from(magic))?.name).toBe(name);
  });
});
