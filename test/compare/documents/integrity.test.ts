import { describe, expect, it } from '@jest/globals';
import { checkRun, clockNotes } from '../../../src/compare/documents/integrity.js';
import { InputError } from '../../../src/errors.js';
import type { Block, RunDocument } from '../../../src/results/document.js';
import { buildRun, CPU } from '../../support/run-builder.js';

/** A run of two blocks after `edit`; what the edit needs is always there. */
function edited(edit: (run: RunDocument, first: Block) => void): RunDocument {
  const run = structuredClone(buildRun({ blocks: 2 }));
  edit(run, run.blocks[0] as Block);
  return run;
}

describe('checkRun', () => {
  it('accepts what a run writes', () => {
    expect(() => checkRun(buildRun({ arms: ['runc', 'runsc{platform: kvm}'] }))).not.toThrow();
  });

  it.each<[string, RegExp, (run: RunDocument, first: Block) => void]>([
    ['a benchmark twice', /plans the benchmark cpu.prime twice/, (run) => run.plan.benchmarks.push(CPU)],
    [
      'an arm twice',
      /plans the arm runc twice/,
      (run) => run.plan.arms.push({ id: 'runc', runtime: 'runc', options: {} }),
    ],
    [
      'a contrast twice',
      /plans the contrast native and runc twice/,
      (run) => run.plan.contrasts.push({ baseline: 'native', candidate: 'runc' }),
    ],
    [
      'a contrast with an unplanned arm',
      /pairs the arm crun, which/,
      (run) => run.plan.contrasts.push({ baseline: 'native', candidate: 'crun' }),
    ],
    [
      'a contrast with itself',
      /pairs the arm runc with itself/,
      (run) => run.plan.contrasts.push({ baseline: 'runc', candidate: 'runc' }),
    ],
    [
      'a metric twice',
      /the metric latency_p95 of cpu.prime twice/,
      (run) => {
        run.plan.benchmarks = [{ ...CPU, metrics: [...CPU.metrics, ...CPU.metrics.slice(1)] }];
      },
    ],
    [
      'a gate that is no metric',
      /gates cpu.prime on speed/,
      (run) => {
        run.plan.benchmarks = [{ ...CPU, gate: 'speed' }];
      },
    ],
    ['a block twice', /has block 0 twice/, (run, first) => run.blocks.push(first)],
    [
      'a pair twice',
      /has pair 0 of cpu.prime, native and runc, twice in block 0/,
      (_, first) => first.pairs.push(...first.pairs.slice(1, 2)),
    ],
    [
      'a pair of an unplanned benchmark',
      /a pair of x.y in block 0/,
      (_, first) => Object.assign(first.pairs[0] ?? {}, { benchmark: 'x.y' }),
    ],
    [
      'a pair of an unplanned contrast',
      /pairs runc and native in block 0, against its plan/,
      (_, first) => Object.assign(first.pairs[0] ?? {}, { baseline: 'runc', candidate: 'native' }),
    ],
    [
      'a pair of one arm with itself',
      /trials of other arms in pair 0/,
      (_, first) => Object.assign(first.pairs[0]?.trials[0] ?? {}, { arm: 'runc' }),
    ],
    [
      'a pair set aside that was not taken again',
      /sets pair 1 of cpu.prime aside in block 0 without its repeat/,
      (_, first) => Object.assign(first.pairs[2] ?? {}, { setAside: true }),
    ],
    [
      'a trial of a third arm',
      /trials of other arms in pair 0/,
      (_, first) => Object.assign(first.pairs[0]?.trials[0] ?? {}, { arm: 'crun' }),
    ],
  ])('refuses %s', (_, message, edit) => {
    const run = edited(edit);
    expect(() => checkRun(run)).toThrow(InputError);
    expect(() => checkRun(run)).toThrow(message);
  });

  it('says how many more faults there are', () => {
    const run = edited(({ plan }) =>
      plan.benchmarks.push(CPU, { ...CPU, id: 'b' }, { ...CPU, id: 'b', gate: 'speed' }),
    );
    expect(() => checkRun(run)).toThrow(/, and 1 more of the kind/);
  });
});

describe('clockNotes', () => {
  it('is empty while time moves forwards', () => {
    expect(clockNotes(buildRun({ blocks: 3 }))).toEqual([]);
  });

  it.each([
    ['back', '2020-01-01T00:00:00.000Z'],
    ['to a date that is none', 'yesterday'],
  ])('names the block before which the clock jumped %s', (_, startedAt) => {
    const run = edited(({ blocks }) => Object.assign(blocks[1] ?? {}, { startedAt }));
    expect(clockNotes(run)).toEqual([expect.stringContaining('jumped before block 1')]);
  });
});
