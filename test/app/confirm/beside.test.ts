import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { confirmingPath, confirmingRun, readWithSecondLook } from '../../../src/app/confirm/beside.js';
import type { RunDocument } from '../../../src/results/document.js';
import { readRun, writeRun } from '../../../src/results/store.js';
import { zipOf } from '../../support/github/zip.js';
import { buildRun } from '../../support/run-builder.js';

const alarmed: RunDocument = {
  ...buildRun({ id: 'alarmed' }),
  confirmation: { baseline: 'before', run: 'both', refused: [] },
};
const both = buildRun({ id: 'both' });
const packed = (run: RunDocument): Buffer => gzipSync(JSON.stringify(run));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-beside-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What either way of reading gives as the run of both sides: of one call, and of a document that is read before. */
function found(name: string): (string | undefined)[] {
  const path = join(folder, name);
  return [readWithSecondLook(path).ab?.id, confirmingRun(path, readRun(path))?.id];
}

describe('the run of both sides', () => {
  it('is that beside the document', () => {
    const path = join(folder, 'run.json');
    writeRun(path, alarmed);
    expect(found('run.json')).toEqual([undefined, undefined]);
    writeRun(confirmingPath(path, alarmed), both);
    expect(found('run.json')).toEqual(['both', 'both']);
  });

  it('is that in the same artifact, also where it was unpacked', () => {
    const files = { 'run.json.gz': packed(alarmed), 'confirmation.json.gz': packed(both) };
    writeFileSync(join(folder, 'artifact.zip'), zipOf(files));
    expect(found('artifact.zip')).toEqual(['both', 'both']);
    writeFileSync(join(folder, 'confirmation.json.gz'), packed(buildRun({ id: 'another' })));
    expect(found('artifact.zip')).toEqual(['both', 'both']);
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    expect(found('run.json.gz')).toEqual(['both', 'both']);
  });

  it.each([
    ['of another run', packed(buildRun({ id: 'another' }))],
    ['that is damaged', packed(both).subarray(0, 50)],
  ])('is none %s, and the document is read all the same', (_, beside) => {
    writeFileSync(join(folder, 'a.zip'), zipOf({ 'run.json.gz': packed(alarmed), 'confirmation.json.gz': beside }));
    expect(found('a.zip')).toEqual([undefined, undefined]);
    expect(readWithSecondLook(join(folder, 'a.zip')).run.id).toBe('alarmed');
  });

  it('is none for a run that had no second look', () => {
    const files = { 'run.json.gz': packed(buildRun()), 'confirmation.json.gz': packed(both) };
    writeFileSync(join(folder, 'artifact.zip'), zipOf(files));
    expect(found('artifact.zip')).toEqual([undefined, undefined]);
  });
});
