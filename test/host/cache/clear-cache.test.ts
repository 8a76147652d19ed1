import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { beyond, boundCache, useCached } from '../../../src/host/cache/cache-bounds.js';
import { clearCache, sweepLocks } from '../../../src/host/cache/clear-cache.js';
import { seal } from '../../../src/host/cache/seal.js';
import { acquireLock } from '../../../src/host/lock.js';
import { silentLog } from '../../../src/log.js';

let cache = '';
const inCache = (...names: string[]) => join(cache, ...names);

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'tare-cache-'));
});

afterEach(() => rmSync(cache, { recursive: true, force: true }));

function write(path: string, text = 'x'): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** As a run leaves it: sealed files, also in a folder below. */
async function sealed(shelf: string, name: string): Promise<string> {
  write(inCache(shelf, name, 'rootfs.tar'));
  write(inCache(shelf, name, 'below', 'image.json'));
  await seal(inCache(shelf, name));
  return inCache(shelf, name);
}

const DEAD = JSON.stringify({ pid: 1, pidNamespace: 'pid:[1]', since: 'then', purpose: 'a test' });

describe('clearCache', () => {
  it('removes the files of Tare, and the folder', async () => {
    await sealed('userland', 'abc');
    await sealed('guest', 'kernel-1');
    await sealed('youki', 'v0.5.4-amd64');
    write(inCache('userland', 'abc.lock'), DEAD);
    const hex = createHash('sha256').update('a program').digest('hex');
    write(inCache('downloads', `sha256-${hex}`, 'runc.amd64'), 'a program');
    write(inCache('downloads', `sha256-${hex}`, 'runc.amd64.accepted'), 'https://publisher.example/runc.amd64');
    write(inCache('downloads', `sha256-${'0'.repeat(64)}`, 'runc.amd64.part'), 'a pro');
    for (const part of ['pkgcache.bin', 'srcpkgcache.bin', 'pkgcache.bin.aB3_9z']) write(inCache('apt-index', part));
    for (const finding of ['kvm-probe.json', 'kvm-proof.json']) write(inCache(finding), '{}');
    expect(await clearCache(cache)).toEqual([]);
    expect(existsSync(cache)).toBe(false);
  });

  (process.getuid?.() === 0 ? it : it.skip)('empties one that is a file system of its own, which stays', async () => {
    execFileSync('mount', ['-t', 'tmpfs', 'none', cache]);
    try {
      await sealed('userland', 'abc');
      expect(await clearCache(cache)).toEqual([]);
      expect(readdirSync(cache)).toEqual([]);
    } finally {
      execFileSync('umount', [cache]);
    }
  });

  it('leaves files of the user in any place, and names them', async () => {
    const theirs = [
      write(inCache('thesis')),
      write(inCache('userland', 'my distribution', 'rootfs.tar')),
      write(inCache('downloads', 'holiday', 'photo.jpg')),
      write(inCache('downloads', `sha256-${'0'.repeat(64)}`, 'not of that digest')),
      write(inCache('guest', 'notes.lock'), 'not a lock of ours'),
      write(inCache('apt-index', 'pkgcache.bin.notes')),
    ];
    const entry = await sealed('userland', 'abc');
    theirs.push(write(join(entry, 'added later')), write(join(entry, 'below', 'added later')));
    const stays = await clearCache(cache);
    expect(theirs.filter((path) => !existsSync(path))).toEqual([]);
    expect(readdirSync(entry).sort()).toEqual(['added later', 'below']);
    const sentence = `${inCache('thesis')} stays: nothing shows that tare made it.`;
    expect(stays).toContainEqual({ sentence, whose: 'the user' });
    expect(stays).toHaveLength(8);
  });

  it('follows no link and no path out of a folder of Tare', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'tare-outside-'));
    write(join(outside, 'rootfs.tar'));
    const entry = await sealed('userland', 'abc');
    rmSync(join(entry, 'below'), { recursive: true });
    symlinkSync(outside, join(entry, 'below'));
    const text = readFileSync(join(entry, 'seal.json'), 'utf8');
    writeFileSync(join(entry, 'seal.json'), text.replace('below/image.json', 'below/rootfs.tar'));
    symlinkSync(outside, inCache('guest'));
    await clearCache(cache);
    expect(existsSync(join(outside, 'rootfs.tar'))).toBe(true);
    rmSync(outside, { recursive: true });
  });

  it('leaves what a run uses', async () => {
    const entry = await sealed('userland', 'abc');
    useCached(entry);
    expect(await clearCache(cache)).toEqual([{ sentence: `${entry} stays: a run uses it.`, whose: 'tare' }]);
    expect(existsSync(join(entry, 'rootfs.tar'))).toBe(true);
  });
});

describe('sweepLocks', () => {
  it('removes the locks of processes that were killed, and no others', async () => {
    write(inCache('userland', 'dead.lock'), DEAD);
    write(inCache('userland', 'theirs.lock'), 'not ours');
    const lock = await acquireLock(inCache('userland', 'held.lock'), 'a test', silentLog);
    sweepLocks(cache);
    expect(readdirSync(inCache('userland')).sort()).toEqual(['held.lock', 'theirs.lock']);
    lock.release();
  });

  it('removes the empty lock of a process that was killed before it wrote its name, where only Tare has such names', () => {
    const ours = [
      inCache('userland', `${'a'.repeat(32)}-0f4ff675.lock`),
      inCache('downloads', `sha256-${'a'.repeat(64)}`, 'runc.lock'),
    ];
    for (const path of [...ours, inCache('userland', 'theirs.lock')]) write(path, '');
    write(inCache('userland', `${'b'.repeat(32)}-0f4ff675.lock`), 'of a user');
    sweepLocks(cache);
    expect(readdirSync(inCache('userland')).sort()).toEqual([`${'b'.repeat(32)}-0f4ff675.lock`, 'theirs.lock']);
    expect(ours.filter((path) => existsSync(path))).toEqual([]);
  });
});

describe('boundCache', () => {
  it('keeps the six that were used last and any in use, and says what it removed', async () => {
    const entries: string[] = [];
    for (let n = 0; n < 9; n += 1) entries.push(await sealed('userland', `entry-${n}`));
    useCached(entries[0] ?? '');
    const told: string[] = [];
    boundCache(entries[8] ?? '', { ...silentLog, step: (text) => void told.push(text) });
    const left = readdirSync(inCache('userland')).sort();
    expect(left).toHaveLength(6);
    expect(left).toContain('entry-0');
    expect(told[0]).toMatch(/^removed from the cache, unused for longest: entry-/);
  });

  it('limits the bytes too, and always keeps the newest', () => {
    const large = (usedAt: number) => ({ usedAt, bytes: 1.5 * 1024 ** 3 });
    expect(beyond([large(1), large(3), large(2)])).toEqual([large(2), large(1)]);
    expect(beyond([{ usedAt: 1, bytes: 3 * 1024 ** 3 }])).toEqual([]);
  });
});
