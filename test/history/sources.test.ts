import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { passedOver, runsIn } from '../../src/history/sources.js';
import { zipOf } from '../support/github/zip.js';
import { buildRun } from '../support/run-builder.js';

const folder = mkdtempSync('/var/tmp/tare-sources-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (id: string) => JSON.stringify(buildRun({ id, blocks: 1 }));
const write = (path: string, content: string | Buffer) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};
const ids = (path: string) => [...runsIn(join(folder, path))].map(({ id }) => id);

write('results/run-a.json', text('a'));
write('results/report-a.md', 'text');
write('results/other.json', '{"kind": "something"}');
write('branch/runs/nightly%20main/0123456789ab/b.json.gz', gzipSync(text('b')));
write('branch/runs/nightly%20main/0123456789ab/c.json.gz', gzipSync(text('c')));
write('branch/.git/runs/x/d.json.gz', 'no');
write('damaged/run-x.json', text('x').slice(0, 400));
write('damaged-gz/run-x.json.gz', gzipSync(text('x')).subarray(0, 100));
write('nothing/readme.txt', 'text');

describe('runsIn', () => {
  it('reads a document, packed or not', () => {
    expect(ids('results/run-a.json')).toEqual(['a']);
    expect(ids('branch/runs/nightly%20main/0123456789ab/b.json.gz')).toEqual(['b']);
  });

  it('reads the runs of a folder of results, and leaves other files alone', () => {
    expect(ids('results')).toEqual(['a']);
  });

  it('counts what may be a document by another name', () => {
    write('results/confirmation-a.json', text('a'));
    expect([passedOver(join(folder, 'results')), passedOver(join(folder, 'branch'))]).toEqual([1, 0]);
    expect(passedOver(join(folder, 'results/run-a.json'))).toBe(0);
  });

  it('reads a checkout of the branch of baselines, or its folder runs', () => {
    expect(ids('branch')).toEqual(['b', 'c']);
    expect(ids('branch/runs')).toEqual(['b', 'c']);
  });

  it('reads one leg of it, by the folder of the leg or of its hardware', () => {
    expect(ids('branch/runs/nightly%20main')).toEqual(['b', 'c']);
    expect(ids('branch/runs/nightly%20main/0123456789ab')).toEqual(['b', 'c']);
    expect(passedOver(join(folder, 'branch/runs/nightly%20main'))).toBe(0);
  });

  it('refuses several legs at once, and takes those whose folders are given', () => {
    write('legs/runs/n.yml%20a%20main/0123456789ab/d.json.gz', gzipSync(text('d')));
    write('legs/runs/n.yml%20a%20feature/0123456789ab/e.json.gz', gzipSync(text('e')));
    for (const path of ['legs', 'legs/runs']) {
      expect(() => ids(path)).toThrow(
        /runs of 2 legs, .*: n\.yml a feature, n\.yml a main\.\n.*'\/.*\/runs\/n\.yml%20a%20/,
      );
    }
    expect(ids('legs/runs/n.yml%20a%20main')).toEqual(['d']);
    expect(ids('legs/runs/n.yml%20a%20feature')).toEqual(['e']);
  });

  it('reads artifacts as they are downloaded', () => {
    write('artifacts/one.zip', zipOf({ 'run.json.gz': gzipSync(text('z')) }));
    expect(ids('artifacts')).toEqual(['z']);
  });

  it.each([
    ['damaged', /run-x\.json is not JSON/],
    ['damaged-gz', /run-x\.json\.gz cannot be unpacked/],
    ['results/other.json', /other\.json is not a run document of tare/],
    ['nothing', /There is no run document in .*nothing/],
    ['none', /none does not exist/],
  ])('refuses %s and names it', (path, says) => {
    expect(() => ids(path)).toThrow(says);
  });
});
