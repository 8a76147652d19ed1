import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { baselineOf, judgeMeasured, readyBaseline, refuseBaseline } from '../../src/app/judge.js';
import { InputError } from '../../src/errors.js';
import type { RunDocument } from '../../src/results/document.js';
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

const SIDES = [undefined, 'baseline', 'candidate'];

describe('a baseline that cannot serve', () => {
  const RULE = { alpha: 0.05, minEffectPercent: 1, marginPercent: 3 };
  const begun = { ...buildRun({ id: 'now', blocks: 0 }), stopped: null };
  const against = (baseline: RunDocument) => {
    return { baseline: { kind: 'read' as const, run: baseline, source: 'a file' }, rule: RULE, failOn: [] };
  };
  const elsewhere = buildRun({ fingerprint: { hardwareKey: 'hardware-2' } });
  const native = buildRun({ arms: [] });
  const sides = buildRun({ arms: ['a', 'b'], contrasts: [{ baseline: 'a', candidate: 'b' }] });

  it('is refused before the measurement where it was edited', () => {
    const path = join(folder, 'edited.json');
    writeRun(path, { ...run, plan: { ...run.plan, benchmarks: [CPU, CPU] } });
    expect(() => readyBaseline({ kind: 'file', path })).toThrow('plans the benchmark cpu.prime twice');
  });

  it.each([
    ['of other hardware', begun, elsewhere, 'not of the same hardware: hardwareKey'],
    ['the run itself, which is resumed', begun, begun, 'are the same run, now'],
    ['of native, as this run is', { ...native, id: 'now', blocks: [] }, native, 'neither run measures a runtime'],
    ['of two sides', begun, sides, 'the baseline, run run-1, measures two sides against each other'],
    ['of other runtimes', begun, buildRun({ arms: ['crun'] }), 'has no figure of what this run measures'],
    [
      'one that failed in all of it',
      begun,
      buildRun({ figure: () => 'exit' }),
      'has no figure of what this run measures',
    ],
    ['one without a block', begun, buildRun({ blocks: 0 }), 'has no figure of what this run measures'],
  ])('is refused before the measurement where it is %s', (_, wanted, baseline, why) => {
    expect(() => refuseBaseline(wanted, against(baseline))).toThrow(InputError);
    expect(() => refuseBaseline(wanted, against(baseline))).toThrow(why);
  });

  it('is any but those, and what no run of both sides asks for', () => {
    const plan = { ...sides.plan, arms: sides.plan.arms.map((arm, at) => ({ ...arm, side: SIDES[at] })) };
    expect(() => refuseBaseline(begun, against(buildRun()))).not.toThrow();
    expect(() => refuseBaseline({ ...sides, plan, blocks: [] } as RunDocument, against(elsewhere))).not.toThrow();
    expect(() => refuseBaseline(begun, { ...against(run), baseline: { kind: 'auto' } })).not.toThrow();
  });

  it('takes the verdict after the measurement, and not the figures', () => {
    const { input, refusal } = judgeMeasured(buildRun({ id: 'now' }), against(elsewhere), folder);
    expect([input.run.id, input.overheads.length > 0, input.comparison]).toEqual(['now', true, undefined]);
    expect(refusal?.message).toContain('not of the same hardware');
    expect(judgeMeasured(buildRun({ id: 'now' }), against(buildRun()), folder).refusal).toBeUndefined();
  });
});

describe('another baseline', () => {
  it('is looked for after the measurement, and refused before it where only the action has it', () => {
    expect(readyBaseline({ kind: 'none' })).toEqual({ kind: 'none' });
    expect(() => readyBaseline({ kind: 'artifact' })).toThrow('can be had by the action only');
  });
});
