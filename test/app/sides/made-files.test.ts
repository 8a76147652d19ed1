/** What a build has made, as it is kept and put into another copy. */
import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BuildCache } from '../../../src/app/sides/build-cache.js';
import { madeSchema, putBack, storeMade } from '../../../src/app/sides/made-files.js';

let temp: string;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'tare-made-'));
  for (const name of ['copy', 'store', 'next']) mkdirSync(join(temp, name));
});
afterEach(() => rmSync(temp, { recursive: true, force: true }));

const at = (...names: string[]) => join(temp, ...names);

it('keeps its mode where it is put back, and in the store is what only its owner reads', () => {
  writeFileSync(at('copy/runc'), '#!/bin/sh\n');
  chmodSync(at('copy/runc'), 0o4755);
  const made = storeMade(at('copy'), [], at('store'));
  expect(lstatSync(at('store/0')).mode & 0o7777).toBe(0o600);
  putBack(made, at('store'), at('next'));
  expect(lstatSync(at('next/runc')).mode & 0o7777).toBe(0o4755);
});

describe('an entry of the cache', () => {
  it.each(['../outside', '/etc/outside', 'lib/../../outside', './inside', ''])(
    'that names %p is no entry: it would be put outside of the copy',
    (path) => {
      expect(madeSchema.safeParse([{ kind: 'folder', path, mode: 0o755 }]).success).toBe(false);
    },
  );

  it('that names a file beyond a link of its own is none', () => {
    const link = { kind: 'link', path: 'link', target: '/etc' };
    const beyond = { kind: 'folder', path: 'link/outside', mode: 0o755 };
    expect(madeSchema.safeParse([link]).success).toBe(true);
    expect(madeSchema.safeParse([link, beyond]).success).toBe(false);
  });
});

describe('an entry in whose place something else lies', () => {
  const built = { commit: 'a'.repeat(40), command: 'make', paths: ['runc'], prefix: '', environment: {} };

  it.each([
    ['a pipe for a file', (entry: string) => replace(join(entry, '0'), (path) => execFileSync('mkfifo', [path]))],
    ['a folder for a file', (entry: string) => replace(join(entry, '0'), mkdirSync)],
    ['a link for its list', (entry: string) => replace(join(entry, 'made.json'), (path) => symlinkSync('/etc', path))],
    ['a file for itself', (entry: string) => replace(entry, (path) => writeFileSync(path, ''))],
  ])('counts as none and goes, where there is %s', (_what, damage) => {
    const cache = new BuildCache(at('builds'));
    writeFileSync(at('copy/runc'), 'program');
    cache.keep(built, at('copy'), []);
    expect(cache.find(built)).toBeDefined();
    const [entry = ''] = readdirSync(at('builds'));
    damage(at('builds', entry));
    expect(cache.find(built)).toBeUndefined();
    expect(readdirSync(at('builds'))).toEqual([]);
  });
});

function replace(path: string, by: (path: string) => unknown): void {
  rmSync(path, { recursive: true });
  by(path);
}
