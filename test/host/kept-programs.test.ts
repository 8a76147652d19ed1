import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeptPrograms, LARGEST_PROGRAM } from '../../src/host/kept-programs.js';

let folder: string;
let kept: KeptPrograms;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-kept-'));
  kept = new KeptPrograms(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

function program(text: string, name = 'runc'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('a program that was measured', () => {
  it('is found by its digest with its name, and can be run, after its file has changed', () => {
    const path = program('old');
    kept.keep(path, digest('old'));
    writeFileSync(path, 'new');
    const found = kept.find(digest('old')) ?? '';
    expect(found.endsWith('/runc')).toBe(true);
    expect(readFileSync(found, 'utf8')).toBe('old');
    expect(statSync(found).mode & 0o777).toBe(0o755);
    expect(statSync(join(folder, 'programs')).mode & 0o777).toBe(0o700);
  });

  it('is not kept under a digest that is not its own, nor where it is no file or too large', () => {
    expect(() => kept.keep(program('new'), digest('old'))).toThrow('is not the program');
    mkdirSync(join(folder, 'd'));
    expect(() => kept.keep(join(folder, 'd'), digest('old'))).toThrow('is not a file');
    const large = program('');
    truncateSync(large, LARGEST_PROGRAM + 1);
    expect(() => kept.keep(large, digest('old'))).toThrow('too large');
    expect(kept.find(digest('old'))).toBeUndefined();
    expect(existsSync(join(folder, 'programs'))).toBe(false);
  });

  it('is not found any more once its copy has changed, or by what is no digest', () => {
    kept.keep(program('old'), digest('old'));
    writeFileSync(kept.find(digest('old')) ?? '', 'evil');
    expect(kept.find(digest('old'))).toBeUndefined();
    expect(readdirSync(join(folder, 'programs'))).toEqual([]);
    expect(kept.find('../runs')).toBeUndefined();
  });

  it('is removed when eight newer ones were kept', () => {
    for (let at = 0; at < 9; at++) kept.keep(program(String(at)), digest(String(at)));
    expect(readdirSync(join(folder, 'programs'))).toHaveLength(8);
    expect(kept.find(digest('8'))).toBeDefined();
  });

  it('stays where it was used lately, in place of one that was not', () => {
    for (let at = 0; at < 8; at++) {
      kept.keep(program(String(at)), digest(String(at)));
      utimesSync(join(folder, 'programs', digest(String(at))), 1000 + at, 1000 + at);
    }
    expect(kept.find(digest('0'))).toBeDefined();
    kept.keep(program('8'), digest('8'));
    const left = [...'0123456789'].filter((at) => kept.find(digest(at)) !== undefined);
    expect(left).toEqual([...'02345678']);
  });
});
