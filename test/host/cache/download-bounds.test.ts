import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { boundDownloads } from '../../../src/host/cache/download-bounds.js';
import { shareExisting } from '../../../src/host/files/held-file.js';
import { acquireLock } from '../../../src/host/lock.js';
import { silentLog } from '../../../src/log.js';

let downloads = '';
beforeEach(() => {
  downloads = mkdtempSync(join(tmpdir(), 'tare-downloads-'));
});
afterEach(() => rmSync(downloads, { recursive: true, force: true }));

/** A file of this content, in the folder of `named`'s digest, last used so many hours ago. */
function keep(content: string, hours: number, named = content): string {
  const hex = createHash('sha256').update(named).digest('hex');
  const path = join(downloads, `sha256-${hex}`, 'runc.amd64');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return aged(path, hours);
}

function write(path: string): string {
  writeFileSync(path, '');
  return path;
}

function aged(path: string, hours: number): string {
  const then = new Date(Date.now() - hours * 3_600_000);
  utimesSync(path, then, then);
  return path;
}

const fill = () => Array.from({ length: 50 }, (_, n) => keep(`program ${n}`, n));

it('the 50 downloads that were used last are kept, and it is said which were removed', async () => {
  const old = keep('old', 100);
  const note = aged(write(`${old}.accepted`), 200);
  const part = write(`${keep('broken off', 102)}.part`);
  aged(part, 101);
  const recent = fill();
  const told: string[] = [];
  await boundDownloads(downloads, { ...silentLog, step: (text) => void told.push(text) });
  expect([old, note, part].filter((path) => existsSync(path))).toEqual([]);
  expect(recent.every((path) => existsSync(path))).toBe(true);
  expect(readdirSync(downloads)).toHaveLength(50);
  expect(told).toEqual([expect.stringMatching(/^removed from the cache, unused for longest: runc\.amd64/)]);
});

it("what is used, run, being downloaded or another's is never removed", async () => {
  const used = keep('used', 200);
  shareExisting(used);
  const theirs = keep('of a user', 201, 'a program');
  const busy = keep('busy', 202);
  const lock = await acquireLock(`${busy}.lock`, 'downloading', silentLog);
  fill();
  await boundDownloads(downloads, silentLog);
  lock.release();
  expect([used, theirs, busy].map((path) => existsSync(path))).toEqual([true, true, true]);
});

it('a program that runs stays', async () => {
  const hex = createHash('sha256').update(readFileSync('/bin/sleep')).digest('hex');
  const path = join(downloads, `sha256-${hex}`, 'sleep');
  mkdirSync(dirname(path));
  copyFileSync('/bin/sleep', path);
  const child = spawn(path, ['60']);
  await once(child, 'spawn');
  aged(path, 300);
  fill();
  await boundDownloads(downloads, silentLog);
  expect(existsSync(path)).toBe(true);
  child.kill('SIGKILL');
});
