/**
 * Userlands that a user gives, and damage that a disk can do to those that we keep. They are really unpacked, entered
 * and kept.
 */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpenHost, openHost } from '../../src/host/open-host.js';
import { obtainImage } from '../../src/image/image.js';
import type { Image } from '../../src/image/kept-image.js';
import { makeTinyUserland } from '../support/tiny-userland.js';

const asRoot = process.getuid?.() === 0;
if (!asRoot) process.stderr.write('skipped: userlands are not taken in here: not root\n');

(asRoot ? describe : describe.skip)('a userland that the user gives', () => {
  let base: string;
  let host: OpenHost;
  const warnings: string[] = [];
  const before = { state: process.env.TARE_STATE_DIR, cache: process.env.TARE_CACHE_DIR };

  beforeAll(async () => {
    base = mkdtempSync('/var/tmp/tare-test-');
    process.env.TARE_STATE_DIR = join(base, 'state');
    process.env.TARE_CACHE_DIR = join(base, 'cache');
    const log = { step: () => undefined, warn: (text: string) => warnings.push(text) };
    host = await openHost({ mayInstall: false, log, purpose: 'a test' });
  });

  afterAll(async () => {
    expect(await host.close()).toEqual([]);
    rmSync(base, { recursive: true });
    process.env.TARE_STATE_DIR = before.state ?? '';
    process.env.TARE_CACHE_DIR = before.cache ?? '';
  });

  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(base, 'root-'));
    warnings.length = 0;
  });

  const kept = () => readdirSync(join(base, 'cache/userland')).filter((name) => !name.endsWith('.lock'));
  const folderOf = ({ tarball }: Image) => join(tarball, '..');

  it.each([
    ['0.5', 'the output of sysbench 0.5 is not known; 0.4.12, 1.0.8 to 1.0.20 and 1.1 can be read'],
    ['1.0.7 (using bundled LuaJIT 2.1.0-beta2)', 'the output of sysbench 1.0.7 is not known'],
    ['1.0.0', 'the output of sysbench 1.0.0 is not known'],
    ['2.0.0', 'the output of sysbench 2.0.0 is not known'],
  ])('is refused with sysbench %s, by name, with the versions that can be read', async (version, words) => {
    makeTinyUserland(root, `echo 'sysbench ${version}'`);
    await expect(obtainImage(host, { rootfs: root })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(words),
    });
    expect(kept()).toEqual([]);
  });

  it.each([
    ['prints nothing', 'exit 0', 'this is not the output of sysbench'],
    ['fails', 'echo no such library >&2; exit 127', 'no sysbench that runs: no such library'],
  ])('is refused with a sysbench that %s', async (_, script, words) => {
    makeTinyUserland(root, script);
    await expect(obtainImage(host, { rootfs: root })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(words),
    });
  });

  const given = (name: string, bytes: string | Buffer) => {
    const path = join(base, name);
    writeFileSync(path, bytes);
    return path;
  };
  const tarOf = () => {
    makeTinyUserland(root, 'echo sysbench 1.0.20');
    return execFileSync('tar', ['-C', root, '-c', '.'], { maxBuffer: 2 ** 30 });
  };
  const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1);

  it.each<[string, () => string, string]>([
    ['text', () => given('text.tar', 'no tarball'), 'This does not look like a tar archive'],
    ['text that is called compressed', () => given('text.tar.gz', 'no tarball'), 'not in gzip format'],
    ['a tarball that was cut short', () => given('cut.tar', cut(tarOf())), 'Unexpected EOF in archive'],
    ['a compressed one that was', () => given('cut.tar.gz', cut(gzipSync(tarOf()))), 'unexpected end of file'],
    ['one under a wrong name', () => given('wrong.tar', gzipSync(tarOf())), 'Cannot update compressed archives'],
  ])('is refused where it is %s, with the words of the program that read it', async (_, make, words) => {
    const rootfs = make();
    await expect(obtainImage(host, { rootfs })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(
        new RegExp(`${rootfs} cannot be unpacked[^]*${words}[^]*Give a folder, or a whole`),
      ),
    });
    expect(kept()).toEqual([]);
  });

  it.each([
    ['sysbench', ['usr/bin/sysbench'], 'has no sysbench that runs: '],
    ['a shell', ['bin/sh'], 'has no /bin/sh that runs: '],
    ['programs that the probe needs', ['usr/bin/nproc', 'usr/bin/sed'], 'has no nproc, sed.'],
    ['what every command is started by', ['usr/bin/env'], 'has no env.'],
  ])('is refused without %s, which is named', async (_, paths, words) => {
    makeTinyUserland(root, 'echo sysbench 1.0.20');
    for (const path of paths) rmSync(join(root, path));
    await expect(obtainImage(host, { rootfs: root })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(words),
    });
  });

  it('is taken without what is mounted in it, which is said', async () => {
    makeTinyUserland(root, 'echo sysbench 1.0.20');
    mkdirSync(join(root, 'mnt'));
    execFileSync('mount', ['-t', 'tmpfs', 'none', join(root, 'mnt')]);
    try {
      writeFileSync(join(root, 'mnt/of-the-host'), 'x');
      const image = await obtainImage(host, { rootfs: root });
      expect(execFileSync('tar', ['-tf', image.tarball], { encoding: 'utf8' })).not.toContain('of-the-host');
      rmSync(folderOf(image), { recursive: true });
      expect(warnings.join()).toContain(`what is mounted at ${join(root, 'mnt')} is left out`);
    } finally {
      execFileSync('umount', [join(root, 'mnt')]);
    }
  });

  it('is refused where it contains the cache that it would be packed into, as the root of the host does', async () => {
    const link = join(root, 'link');
    symlinkSync(base, link);
    for (const rootfs of ['/', base, link, join(base, 'cache/userland')])
      await expect(obtainImage(host, { rootfs })).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringContaining(`rootfs: ${rootfs} holds the cache of tare`),
      });
    expect(kept()).toEqual([]);
  });

  it('cannot copy a file of the host by any link', async () => {
    makeTinyUserland(root, "echo 'sysbench 1.0.20'");
    symlinkSync('/etc/shadow', join(root, 'var/lib/dpkg/status'));
    await expect(obtainImage(host, { rootfs: root })).rejects.toMatchObject({ exitCode: 2 });
    rmSync(join(root, 'var/lib/dpkg'), { recursive: true });
    symlinkSync('/var/lib/dpkg', join(root, 'var/lib/dpkg'));
    await expect(obtainImage(host, { rootfs: root })).rejects.toMatchObject({ exitCode: 2 });
    expect(kept()).toEqual([]);
  });

  it('does not make us hang by a FIFO', async () => {
    makeTinyUserland(root, "echo 'sysbench 1.0.20'");
    execFileSync('mkfifo', [join(root, 'var/lib/dpkg/status'), join(base, 'fifo')]);
    await expect(obtainImage(host, { rootfs: root })).rejects.toMatchObject({ exitCode: 2 });
    await expect(obtainImage(host, { rootfs: join(base, 'fifo') })).rejects.toMatchObject({ exitCode: 2 });
  });

  it.each(['tare', 'var/tmp/tare', 'var/tmp', 'var', 'proc', 'sys', 'dev'])(
    'is refused with a link as its %s',
    async (path) => {
      makeTinyUserland(root, "echo 'sysbench 1.0.20'");
      const outside = mkdtempSync(join(base, 'outside-'));
      rmSync(join(root, path), { recursive: true, force: true });
      symlinkSync(outside, join(root, path));
      await expect(obtainImage(host, { rootfs: root })).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringContaining('No link in a userland is followed'),
      });
      expect(readdirSync(outside)).toEqual([]);
    },
  );

  const flipped = (path: string) => {
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  };

  it.each([
    ['record is empty', (image: Image) => truncateSync(join(folderOf(image), 'image.json'))],
    ['record is torn', (image: Image) => truncateSync(join(folderOf(image), 'image.json'), 9)],
    ['seal is gone', (image: Image) => rmSync(join(folderOf(image), 'seal.json'))],
    ['tarball is short', ({ tarball }: Image) => truncateSync(tarball, 1024 * 1024)],
    ['tarball is gone', ({ tarball }: Image) => rmSync(tarball)],
    ['tarball is altered', ({ tarball }: Image) => flipped(tarball)],
  ])('is packed again, which is said, where its %s', async (_, damage) => {
    makeTinyUserland(root, `echo 'sysbench 1.0.20' # ${root}`);
    const image = await obtainImage(host, { rootfs: root });
    damage(image);
    expect(await obtainImage(host, { rootfs: root })).toEqual(image);
    expect(warnings).toEqual([expect.stringMatching(/in the cache is damaged .* made again/)]);
    expect(await obtainImage(host, { rootfs: root })).toEqual(image);
    expect(warnings).toHaveLength(1);
  });

  it('is asked for the version of the sysbench that its trials will find, whatever PATH we have', async () => {
    makeTinyUserland(root, 'echo sysbench 1.0.19');
    mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
    const measured = join(root, 'usr/local/bin/sysbench');
    writeFileSync(measured, '#!/bin/sh\necho sysbench 1.0.20\n', { mode: 0o755 });
    const { PATH } = process.env;
    process.env.PATH = '/usr/sbin:/usr/bin:/sbin:/bin';
    try {
      expect(await obtainImage(host, { rootfs: root })).toMatchObject({ sysbench: 'sysbench 1.0.20' });
    } finally {
      process.env.PATH = PATH;
    }
  });

  it('gets the folders to mount on that it lacks, and keeps those that it has', async () => {
    makeTinyUserland(root, 'echo sysbench 1.0.20');
    mkdirSync(join(root, 'sys'), { mode: 0o555 });
    const { tarball } = await obtainImage(host, { rootfs: root });
    const listed = execFileSync('tar', ['-tvf', tarball], { encoding: 'utf8' });
    const points = listed.split('\n').filter((line) => /\.\/(?:proc|sys|dev)\/$/.test(line));
    expect(points.map((line) => [line.slice(0, 10), line.split(' ').at(-1)])).toEqual([
      ['dr-xr-xr-x', './sys/'],
      ['drwxr-xr-x', './proc/'],
      ['drwxr-xr-x', './dev/'],
    ]);
  });

  it('gets nothing but the tools of Tare where it lacks nothing, so its digest stays', async () => {
    makeTinyUserland(root, 'echo sysbench 1.0.20');
    for (const name of ['proc', 'sys', 'dev']) mkdirSync(join(root, name));
    const { tarball } = await obtainImage(host, { rootfs: root });
    const added = execFileSync('tar', ['-tf', tarball], { encoding: 'utf8' }).trim().split('\n').slice(-6);
    const tools = ['./tare/', './tare/agent', './tare/packages', './tare/probe', './tare/volume/'];
    expect(added).toEqual([...tools, './var/tmp/tare/']);
  });

  it('is called by the name that it has now, where it was kept under another', async () => {
    makeTinyUserland(root, `echo 'sysbench 1.0.20' # ${root}`);
    const first = await obtainImage(host, { rootfs: root });
    const renamed = `${root}-renamed`;
    renameSync(root, renamed);
    expect(await obtainImage(host, { rootfs: renamed })).toEqual({ ...first, recipe: renamed });
    expect(await obtainImage(host, { rootfs: renamed, name: './its/name' })).toMatchObject({ recipe: './its/name' });
  });
});
