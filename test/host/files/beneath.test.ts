import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { emptyBeneath, fileBeneath, linkBeneath, readBeneath, removeTree } from '../../../src/host/files/beneath.js';
import { findCommand } from '../../../src/runtimes/install/binaries.js';

let base: string;
/** What a sandbox could write to. */
let root: string;
/** What is the user's. */
let outside: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tare-beneath-'));
  root = join(base, 'root');
  outside = join(base, 'outside');
  for (const folder of [join(root, 'var/tmp'), outside]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(outside, 'thesis'), 'secret');
});

afterEach(() => removeTree(base));

const untouched = () => expect(readdirSync(outside)).toEqual(['thesis']);

describe('a folder that is emptied below a root', () => {
  it('is made where it is missing, and is the same folder where it exists', async () => {
    await emptyBeneath(root, '/var/tmp/tare');
    const { ino } = statSync(join(root, 'var/tmp/tare'));
    mkdirSync(join(root, 'var/tmp/tare/.a/b'), { recursive: true });
    writeFileSync(join(root, 'var/tmp/tare/-rf *'), '');
    await emptyBeneath(root, '/var/tmp/tare');
    expect(readdirSync(join(root, 'var/tmp/tare'))).toEqual([]);
    expect(statSync(join(root, 'var/tmp/tare')).ino).toBe(ino);
  });

  it.each(['var/tmp/tare', 'var/tmp', 'var'])('is refused where %s has become a link', async (path) => {
    mkdirSync(join(outside, 'tmp/tare'), { recursive: true });
    writeFileSync(join(outside, 'tmp/tare/kept'), '');
    rmSync(join(root, path), { recursive: true, force: true });
    symlinkSync(path === 'var' ? outside : join(outside, 'tmp', path === 'var/tmp' ? '' : 'tare'), join(root, path));
    await expect(emptyBeneath(root, '/var/tmp/tare')).rejects.toThrow(/is no folder of that root itself/);
    expect(existsSync(join(outside, 'tmp/tare/kept'))).toBe(true);
  });

  it('loses the links in it, and not their targets', async () => {
    mkdirSync(join(root, 'var/tmp/tare/deep'), { recursive: true });
    symlinkSync(outside, join(root, 'var/tmp/tare/link'));
    symlinkSync(`${outside}/`, join(root, 'var/tmp/tare/deep/link'));
    await emptyBeneath(root, '/var/tmp/tare');
    expect(readdirSync(join(root, 'var/tmp/tare'))).toEqual([]);
    untouched();
  });

  it('may hold FIFOs, and names of any bytes', async () => {
    mkdirSync(join(root, 'var/tmp/tare'));
    execFileSync('mkfifo', [join(root, 'var/tmp/tare/fifo')]);
    execFileSync('/bin/sh', ['-c', `: >"$1/$(printf '\\377\\n')"`, 'sh', join(root, 'var/tmp/tare')]);
    await emptyBeneath(root, '/var/tmp/tare');
    expect(readdirSync(join(root, 'var/tmp/tare'))).toEqual([]);
  });

  it('is refused without waiting where it has become a FIFO', async () => {
    execFileSync('mkfifo', [join(root, 'var/tmp/tare')]);
    await expect(emptyBeneath(root, '/var/tmp/tare')).rejects.toThrow(/is no folder/);
  });
});

describe('a file that is read below a root', () => {
  it('is read from its beginning or its end, up to a limit', () => {
    writeFileSync(join(root, 'log'), '0123456789');
    expect(String(readBeneath(root, 'log', 4))).toBe('0123');
    expect(String(readBeneath(root, '/log', 4, 'end'))).toBe('6789');
    expect(String(readBeneath(root, 'log', 99, 'end'))).toBe('0123456789');
    expect(readBeneath(root, 'none', 4)).toBeUndefined();
    expect(readBeneath(root, 'none/either', 4)).toBeUndefined();
  });

  it('is refused where it or a folder above it is a link, a folder, a FIFO or a device', () => {
    symlinkSync(join(outside, 'thesis'), join(root, 'link'));
    symlinkSync(outside, join(root, 'folder'));
    execFileSync('mkfifo', [join(root, 'fifo')]);
    for (const path of ['link', 'folder/thesis', 'fifo', 'var'])
      expect(() => readBeneath(root, path, 99)).toThrow(/is no (file|folder) of that root itself/);
    expect(() => readBeneath('/dev', 'zero', 99)).toThrow(/is no file/);
  });

  it('cannot be above the root by its path', () => {
    expect(() => readBeneath(root, '../outside/thesis', 99)).toThrow(/leads upwards/);
  });
});

describe('a link that is made below a root', () => {
  it('is made with the folders above it, and replaces no file', () => {
    linkBeneath(root, 'etc/systemd/system/a.timer', '/dev/null');
    expect(readlinkSync(join(root, 'etc/systemd/system/a.timer'))).toBe('/dev/null');
    writeFileSync(join(root, 'etc/own'), 'own');
    linkBeneath(root, 'etc/own', '/dev/null');
    expect(readFileSync(join(root, 'etc/own'), 'utf8')).toBe('own');
  });

  it('is not made outside the root', () => {
    symlinkSync(outside, join(root, 'etc'));
    expect(() => linkBeneath(root, 'etc/a.timer', '/dev/null')).toThrow(/is no folder/);
    untouched();
  });
});

describe('a file that is made in a root', () => {
  it('can be read by all, and leaves what has its name', () => {
    fileBeneath(root, 'etc/systemd/network/a.network', 'text');
    const made = join(root, 'etc/systemd/network/a.network');
    expect(readFileSync(made, 'utf8')).toBe('text');
    expect(statSync(made).mode & 0o444).toBe(0o444);
    fileBeneath(root, 'etc/systemd/network/a.network', 'other');
    expect(readFileSync(made, 'utf8')).toBe('text');
  });

  it('is not made outside the root, by its folder or by its name', () => {
    symlinkSync(outside, join(root, 'etc'));
    expect(() => fileBeneath(root, 'etc/a.network', 'text')).toThrow(/is no folder/);
    symlinkSync(join(outside, 'new'), join(root, 'a.network'));
    fileBeneath(root, 'a.network', 'text');
    expect(existsSync(join(outside, 'new'))).toBe(false);
    untouched();
  });
});

describe('a tree that is removed', () => {
  it('may be deeper than a path can be long', async () => {
    const deeper = "fs.mkdirSync('abcdef'); process.chdir('abcdef')";
    execFileSync(process.execPath, ['-e', `for (let level = 0; level < 1500; level += 1) { ${deeper} }`], {
      cwd: root,
    });
    await removeTree(root);
    expect(existsSync(root)).toBe(false);
  });

  it('loses the links in it, and not their targets', async () => {
    symlinkSync(outside, join(root, 'link'));
    await removeTree(root);
    await removeTree(root);
    untouched();
  });

  it('may hold files with the immutable attribute', async () => {
    const chattr = findCommand('chattr');
    writeFileSync(join(root, 'stuck'), '');
    // Only root, on a file system that has such marks: elsewhere there is nothing to lift.
    if (chattr && process.getuid?.() === 0)
      execFileSync('/bin/sh', ['-c', `${chattr} +i "$1" || :`, 'sh', join(root, 'stuck')]);
    await removeTree(root);
    expect(existsSync(root)).toBe(false);
  });
});
