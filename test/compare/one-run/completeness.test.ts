import { describe, expect, it } from '@jest/globals';
import { exitCodeOf } from '../../../src/app/exit-code.js';
import { gapsOf } from '../../../src/compare/one-run/completeness.js';
import type { GateOutcome } from '../../../src/report/input.js';
import type { RunDocument } from '../../../src/results/document.js';
import { buildRun, CPU, MEMORY, SHUTDOWN, type Sketch, STARTUP } from '../../support/run-builder.js';

/** The candidate fails in the last `count` of the blocks. */
const failing = (count: number, sketch: Sketch = {}): RunDocument => {
  const first = (sketch.blocks ?? 12) - count;
  return buildRun({
    figure: ({ arm, block }, usual) => (arm !== 'native' && block >= first ? 'lost' : usual),
    ...sketch,
  });
};

const sides = (sketch: Sketch): Sketch => ({
  arms: ['runc', 'runc=./bin/runc'],
  contrasts: [{ baseline: 'runc', candidate: 'runc=./bin/runc' }],
  ...sketch,
});

const exitCode = (run: RunDocument) => exitCodeOf(run, undefined);
const gaps = (run: RunDocument) => gapsOf(run).map(({ benchmark, what }) => `${benchmark}: ${what}`);

describe('a run against native', () => {
  it('is complete where every launch has a figure, however few were asked for or fitted into the budget', () => {
    for (const blocks of [1, 2, 12]) expect(exitCode(buildRun({ blocks }))).toBe(0);
  });

  it('is incomplete where most launches failed, though one pair is good', () => {
    const run = failing(7, { blocks: 8 });
    expect([gaps(run), exitCode(run)]).toEqual([['cpu.prime: 1 launch with a figure, of at least 6'], 4]);
  });

  it('accepts less than a fifth of failed launches once there are enough', () => {
    expect([failing(2), failing(3)].map(exitCode)).toEqual([0, 4]);
    expect(gaps(failing(3))).toEqual(['cpu.prime: 3 of 12 launches failed, or a trial in them']);
  });

  it('is complete where the run was stopped before it reached a cell, and resumed', () => {
    const run = buildRun({ blocks: 4 });
    const [first, ...rest] = run.blocks;
    const cut = { ...(first as (typeof run.blocks)[number]), complete: false, pairs: [] };
    const resumed = { ...run, blocks: [cut, ...rest] };
    expect([gaps(resumed), exitCode(resumed)]).toEqual([[], 0]);
  });

  it('is not complete where it ended without figures of a whole block', () => {
    const run = buildRun({ blocks: 4 });
    const [first, ...rest] = run.blocks;
    const ended = { ...run, blocks: [{ ...(first as (typeof run.blocks)[number]), pairs: [] }, ...rest] };
    expect([gaps(ended), exitCode(ended)]).toEqual([['cpu.prime: 3 launches with a figure, of at least 4'], 4]);
  });

  it('counts launches in which only a trial failed', () => {
    const run = buildRun({ figure: ({ k, arm }, usual) => (k === 1 && arm === 'runc' ? 'exit' : usual) });
    expect([gaps(run), exitCode(run)]).toEqual([['cpu.prime: 12 of 12 launches failed, or a trial in them'], 4]);
  });

  it('counts launches that failed where nothing but starts is measured', () => {
    const times = (arm: string, block: number) =>
      arm === 'runc' && block > 0 ? { startupMs: null, shutdownMs: null } : { startupMs: 100, shutdownMs: 50 };
    const run = buildRun({ benchmarks: [STARTUP], times });
    expect([gaps(run), exitCode(run)]).toEqual([['lifecycle.startup: 1 launch with a figure, of at least 6'], 4]);
  });

  it('accepts figures that a host cannot give, and a start that was made again', () => {
    const times = () => ({ startupMs: 100, shutdownMs: null, retries: 1 });
    expect(gaps(buildRun({ benchmarks: [STARTUP, SHUTDOWN], times }))).toEqual([]);
  });
});

describe('what could not be undone', () => {
  const failed: GateOutcome = { pass: false, reasons: ['runc cpu.prime is regressed.'] };

  it('wins over a gate that failed and a run in part, since 0, 1 and 4 stand for a host that was put back', () => {
    const left = ['the link tare0'];
    expect([exitCodeOf(buildRun({}), failed), exitCodeOf(buildRun({}), failed, left)]).toEqual([1, 3]);
    expect([exitCodeOf(failing(7, { blocks: 8 }), undefined, left), exitCodeOf(buildRun({}), undefined, left)]).toEqual(
      [3, 3],
    );
  });

  it('leaves a cancelled run its own code', () => {
    const stopped = { reason: 'cancelled', detail: '' } as const;
    expect(exitCodeOf({ ...buildRun({}), stopped }, failed, ['the link tare0'])).toBe(130);
  });
});

describe('a run of two sides', () => {
  it('is incomplete where fewer launches fitted into its budget than can decide', () => {
    expect(gaps(buildRun(sides({ blocks: 5 })))).toEqual(['cpu.prime: 5 launches with a figure, of at least 6']);
  });

  it('is complete where no more launches were asked for, and where its first look has decided', () => {
    expect(gaps(buildRun(sides({ blocks: 2, plan: { blocks: { min: 2, max: 2 } } })))).toEqual([]);
    const levels = { runc: 1000, 'runc=./bin/runc': 500 };
    expect(gaps(buildRun(sides({ blocks: 9, benchmarks: [CPU, MEMORY], levels })))).toEqual([]);
  });

  it('is incomplete where a block that was cut short left it with fewer launches than can decide', () => {
    const run = buildRun(sides({ blocks: 6, plan: { blocks: { min: 6, max: 6 } } }));
    const blocks = run.blocks.map((block, at) => (at === 2 ? { ...block, complete: false, pairs: [] } : block));
    expect(gaps({ ...run, blocks })).toEqual(['cpu.prime: 5 launches with a figure, of at least 6']);
  });

  it('is incomplete where neither side ever gave a figure', () => {
    expect(gaps(buildRun(sides({ figure: () => 'exit' })))).toEqual([
      'cpu.prime: 0 launches with a figure, of at least 6',
    ]);
  });
});
