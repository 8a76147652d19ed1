/** Where apt has its index while Tare asks it: real apt, on a host of its own. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { indexOptions } from '../../../src/host/packages/apt-index.js';
import { PackageDriver } from '../../support/package-driver-bundle.js';
import { noWorld, PackageWorld } from '../../support/package-world.js';

const PARTS = ['pkgcache.bin', 'srcpkgcache.bin'];
const reason = noWorld();

(reason ? describe.skip : describe)(`the index of packages${reason ? `: skipped, ${reason}` : ''}`, () => {
  let bundle: PackageDriver;
  let world: PackageWorld;
  const folder = () => join(world.folder, 'cache/apt-index');
  const kept = () => (existsSync(folder()) ? readdirSync(folder()).sort() : []);
  const offered = () => world.must(...bundle.argv, 'offered', 'runc');
  beforeAll(() => {
    bundle = new PackageDriver();
  });
  afterAll(() => bundle.remove());
  beforeEach(() => {
    world = new PackageWorld();
    world.write('/etc/apt/apt.conf.d/docker-clean', 'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n');
    world.offer({ name: 'runc', version: '1.1.5' });
    world.must('apt-get', 'update');
  });
  afterEach(() => world.remove());

  it('is in the cache where the apt of the host keeps none, and knows of new lists and packages', () => {
    expect(offered()).toBe('runc 1.1.5\n');
    expect(kept()).toEqual(PARTS);
    world.offer({ name: 'runc', version: '1.1.6' });
    world.must(...bundle.argv, 'refresh', 'once');
    expect(offered()).toBe('runc 1.1.6\nrunc 1.1.5\n');
    world.must(...bundle.argv, 'ensure', 'runc');
    expect(world.installed()).toEqual(['runc 1.1.6']);
    expect(kept()).toEqual(PARTS);
    expect(world.must('sh', '-c', 'ls /var/cache/apt')).toBe('archives\n');
  });

  it('is where the apt of the host keeps it', () => {
    world.write('/etc/apt/apt.conf.d/docker-clean', '');
    expect(offered()).toBe('runc 1.1.5\n');
    expect(kept()).toEqual([]);
    expect(world.must('sh', '-c', 'ls /var/cache/apt')).toMatch(/^pkgcache.bin$/m);
  });

  it.each<[string, (path: string) => void]>([
    ['others may write to', (path) => chmodSync(path, 0o777)],
    ['belongs to another user', (path) => chownSync(path, 65534, 65534)],
  ])('is not in a folder that %s', (_, spoil) => {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    spoil(folder());
    expect(offered()).toBe('runc 1.1.5\n');
    expect(kept()).toEqual([]);
  });

  it("leaves files of the user's alone, also in a folder that is only linked to", () => {
    const theirs = join(world.folder, 'theirs');
    mkdirSync(theirs, { mode: 0o700 });
    for (const name of ['disk.bin.backup', 'pkgcache.bin.aB3x9z', 'rom.bin.sha256']) {
      writeFileSync(join(theirs, name), 'theirs');
      utimesSync(join(theirs, name), 1, 1);
    }
    mkdirSync(join(world.folder, 'cache'));
    symlinkSync(theirs, folder());
    expect(offered()).toBe('runc 1.1.5\n');
    expect(readdirSync(theirs)).toHaveLength(3);
    rmSync(join(theirs, 'pkgcache.bin.aB3x9z'));
    rmSync(folder());
    renameSync(theirs, folder());
    offered();
    expect(kept()).toEqual(['disk.bin.backup', ...PARTS.slice(0, 1), 'rom.bin.sha256', ...PARTS.slice(1)]);
  });

  it('is in no file, and in no link to nothing', () => {
    mkdirSync(join(world.folder, 'cache'));
    writeFileSync(folder(), 'theirs');
    expect(offered()).toBe('runc 1.1.5\n');
    rmSync(folder());
    symlinkSync('nowhere', folder());
    expect(offered()).toBe('runc 1.1.5\n');
  });

  it('loses what a killed apt left, once its writer must be gone', () => {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    const [old, young] = ['pkgcache.bin.aB3x9z', 'pkgcache.bin.zzzzzz'].map((name) => join(folder(), name));
    for (const path of [old, young]) writeFileSync(path ?? '', 'half');
    utimesSync(old ?? '', 1, 1);
    offered();
    expect(kept()).toEqual(['pkgcache.bin', 'pkgcache.bin.zzzzzz', 'srcpkgcache.bin']);
  });
});

const isRoot = process.getuid?.() === 0;

(isRoot ? describe : describe.skip)(`the options for apt${isRoot ? '' : ': skipped, not root'}`, () => {
  const before = process.env.TARE_CACHE_DIR;
  const cache = mkdtempSync(join(tmpdir(), 'tare-index-'));
  beforeAll(() => {
    process.env.TARE_CACHE_DIR = cache;
  });
  afterAll(() => {
    if (before === undefined) delete process.env.TARE_CACHE_DIR;
    else process.env.TARE_CACHE_DIR = before;
    rmSync(cache, { recursive: true });
  });

  it('are none without a folder, and none on a disk without room, where apt would fail', () => {
    expect(indexOptions()).toEqual([]);
    const folder = join(cache, 'apt-index');
    mkdirSync(folder, { mode: 0o700 });
    expect(indexOptions()).toEqual(
      PARTS.flatMap((part) => ['-o', `Dir::Cache::${part.slice(0, -4)}=${join(folder, part)}`]),
    );
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'none', folder]);
    try {
      expect(indexOptions()).toEqual([]);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});
