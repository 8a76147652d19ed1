import { spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chooseBaseline } from '../../src/compare/two-runs/choose-baseline.js';
import { draftOf, parseRun, RunStore, readRun, writeRun } from '../../src/results/store.js';
import { buildRun, type Sketch } from '../support/run-builder.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-store-'));
});

/** Returns false where it cannot be done: only some file systems can, and root. */
function mark(path: string, how: '+a' | '-a'): boolean {
  return spawnSync('chattr', [how, path]).status === 0;
}

/** Tries it on a folder that is removed again. */
function canMark(): boolean {
  const tried = mkdtempSync(join(tmpdir(), 'tare-mark-'));
  const isMarked = mark(tried, '+a');
  if (isMarked) mark(tried, '-a');
  rmSync(tried, { recursive: true });
  return isMarked;
}

const marks = canMark();
if (!marks) process.stderr.write('skipped: folders that lose no file: chattr +a does nothing here\n');

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('writeRun and readRun', () => {
  it('give back what was written, and leave no draft', () => {
    const run = buildRun();
    writeRun(join(folder, 'deep', 'run.json'), run);
    expect(readRun(join(folder, 'deep', 'run.json'))).toEqual(run);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['run.json']);
  });

  it.each(['the draft', 'the file'])('follow no link that another user has put in the place of %s', (place) => {
    const [path, theirs] = [join(folder, 'run.json'), join(folder, 'theirs')];
    writeFileSync(theirs, 'as it was');
    symlinkSync(theirs, place === 'the draft' ? draftOf(path) : path);
    writeRun(path, buildRun());
    expect(readFileSync(theirs, 'utf8')).toBe('as it was');
    expect(lstatSync(path).isFile()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['run.json', 'theirs']);
  });

  it('leave no draft where the name is taken by a folder, and say that', () => {
    mkdirSync(join(folder, 'run.json', 'of a user'), { recursive: true });
    expect(() => writeRun(join(folder, 'run.json'), buildRun())).toThrow(expect.objectContaining({ code: 'EISDIR' }));
    expect(readdirSync(folder)).toEqual(['run.json']);
  });

  (marks ? it : it.skip)('say why nothing can be written, where the draft cannot be removed either', () => {
    const marked = join(folder, 'marked');
    mkdirSync(marked);
    expect(mark(marked, '+a')).toBe(true);
    try {
      expect(() => writeRun(join(marked, 'run.json'), buildRun())).toThrow(expect.objectContaining({ code: 'EPERM' }));
    } finally {
      mark(marked, '-a');
    }
  });

  it('keep fields that this version does not know', () => {
    const run = { ...buildRun(), later: { version: true } };
    writeRun(join(folder, 'run.json'), run);
    expect(readRun(join(folder, 'run.json'))).toEqual(run);
  });

  it('refuse figures that JSON cannot hold', () => {
    const text = JSON.stringify(buildRun()).replace('"wallSeconds":', '"wallSeconds":1e999,"was":');
    expect(() => parseRun(text, 'edited.json')).toThrow(/edited\.json is damaged[\s\S]*wallSeconds/);
  });
});

describe('RunStore', () => {
  const dated = (day: number) => ({ ...buildRun(), id: `202611${String(day).padStart(2, '0')}T000000Z-0000` });

  const atSecond = (n: number, sketch: Sketch = {}) => {
    const small = { blocks: 1, pairs: 1, ...sketch };
    return { ...buildRun(small), id: `20261101T0000${String(n).padStart(2, '0')}Z-0000` };
  };

  it('gives the recent runs, newest first, and ignores files that it cannot read', () => {
    const store = new RunStore(folder);
    for (const day of [3, 1, 2]) store.keep(dated(day));
    writeFileSync(join(folder, 'runs', '20261199T000000Z-0000.json'), 'rubbish');
    expect(store.recent().map(({ id }) => id.slice(6, 8))).toEqual(['03', '02', '01']);
  });

  it('gives no more than can be held at once, and the newest in any case', () => {
    for (const day of [1, 2, 3]) new RunStore(folder).keep(dated(day));
    const bytes = statSync(join(folder, 'runs', '20261103T000000Z-0000.json')).size;
    const daysOf = (most: number) => new RunStore(folder, most).recent().map(({ id }) => id.slice(6, 8));
    expect([daysOf(2.5 * bytes), daysOf(bytes), daysOf(1)]).toEqual([['03', '02'], ['03'], ['03']]);
  });

  it('keeps fifty runs of a kind, and removes the drafts of killed writers and no other file', () => {
    const store = new RunStore(folder);
    mkdirSync(join(folder, 'runs'));
    const theirs = ['0-thesis.json', '20261101T000000Z-0000.json.old', 'notes.1.draft'];
    for (const name of theirs) writeFileSync(join(folder, 'runs', name), '');
    writeFileSync(join(folder, 'runs', '20261101T000000Z-0000.json.4194303.draft'), '{"half');
    for (let n = 1; n <= 51; n += 1) store.keep(atSecond(n));
    const left = readdirSync(join(folder, 'runs'));
    expect(left).toHaveLength(50 + theirs.length);
    expect(left).toEqual(expect.arrayContaining(theirs));
  });

  it('keeps a baseline however many runs follow that can be none', () => {
    const store = new RunStore(folder);
    store.keep(atSecond(0));
    const sides: Sketch = { arms: ['crun', 'runc'], contrasts: [{ baseline: 'crun', candidate: 'runc' }] };
    const push = { repository: 'o/r', event: 'push', ref: 'refs/heads/main', sha: 'a', baseBranch: '', workflow: 'w' };
    for (let n = 1; n <= 57; n += 3) {
      store.keep(atSecond(n, sides));
      store.keep({ ...atSecond(n + 1), origin: { ...push, event: 'pull_request' } });
      store.keep({ ...atSecond(n + 2), stopped: { reason: 'cancelled', detail: 'ctrl-c' } });
    }
    const left = store.recent();
    expect(left).toHaveLength(21);
    expect(chooseBaseline(atSecond(59), left)?.run.id).toBe(atSecond(0).id);
  });

  it('takes a run that a wrong clock has dated ahead for the oldest', () => {
    const store = new RunStore(folder);
    const ahead = { ...buildRun(), id: '29990101T000000Z-0000' };
    store.keep(ahead);
    store.keep(atSecond(0));
    expect(store.recent().map(({ id }) => id)).toEqual([atSecond(0).id, ahead.id]);
    for (let n = 1; n <= 49; n += 1) store.keep(atSecond(n));
    const left = store.recent().map(({ id }) => id);
    expect([left.length, left.includes(ahead.id), left.at(-1)]).toEqual([50, false, atSecond(0).id]);
  });

  it('is empty where nothing was measured yet', () => {
    expect(new RunStore(join(folder, 'none')).recent()).toEqual([]);
  });
});
