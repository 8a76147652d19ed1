import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { baselineOf, readyBaseline } from '../../src/app/judge.js';
import { InputError } from '../../src/errors.js';
import { writeRun } from '../../src/results/store.js';
import { buildRun, CPU } from '../support/run-builder.js';

const folder = mkdtempSync(join(tmpdir(), 'tare-baseline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = buildRun({ arms: ['runc'], benchmarks: [CPU], blocks: 2, pairs: 1 });

describe('a baseline that is a file', () => {
  it('is the one that was there before the measurement, whatever becomes of the file', () => {
    const path = join(folder, 'run.json');
    writeRun(path, run);
    const baseline = readyBaseline({ kind: 'file', path });
    rmSync(path);
    expect(baselineOf(run, baseline, [])).toEqual({ run, source: `file ${path}` });
  });

  it('is refused before it where it cannot be read', () => {
    expect(() => readyBaseline({ kind: 'file', path: join(folder, 'none.json') })).toThrow(InputError);
  });
});

describe('another baseline', () => {
  it('is looked for after the measurement, and refused before it where only the action has it', () => {
    expect(readyBaseline({ kind: 'none' })).toEqual({ kind: 'none' });
    expect(() => readyBaseline({ kind: 'artifact' })).toThrow('can be had by the action only');
  });
});
