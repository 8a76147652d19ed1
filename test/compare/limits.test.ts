import { describe, expect, it } from '@jest/globals';
import { judgeLimits } from '../../src/compare/limits.js';
import { readLimit } from '../../src/config/kinds/limits.js';
import type { RunDocument } from '../../src/results/document.js';
import { buildRun, MEMORY, type Sketch, STARTUP } from '../support/run-builder.js';

const ALPHA = 0.05;

function judged(rows: readonly string[], sketch: Sketch = {}) {
  const limits = rows.flatMap((row) => readLimit(row) ?? []);
  expect(limits).toHaveLength(rows.length);
  return judgeLimits(buildRun(sketch), limits, ALPHA);
}
const outcomes = (rows: readonly string[], sketch: Sketch = {}) =>
  judged(rows, sketch).cells.map(({ outcome }) => outcome);

/** Levels of 1000 events/s or ms, within .4 %. */
describe('a limit of a level', () => {
  it('is judged by the end of the interval that is nearer to it', () => {
    expect(outcomes(['runc cpu.prime > 900 events/s'])).toEqual(['within']);
    expect(outcomes(['runc cpu.prime > 1000 events/s'])).toEqual(['cannot tell']);
    expect(outcomes(['runc cpu.prime > 1100 events/s'])).toEqual(['beyond']);
    const starts = { benchmarks: [STARTUP] };
    expect(outcomes(['runc lifecycle.startup < 1100ms'], starts)).toEqual(['within']);
    expect(outcomes(['runc lifecycle.startup < 1s'], starts)).toEqual(['cannot tell']);
    expect(outcomes(['runc lifecycle.startup < 900000 µs'], starts)).toEqual(['beyond']);
  });

  it('in another unit is the same limit', () => {
    const [cell] = judged(['runc memory.write.1k > 0.5 GiB/s'], { benchmarks: [MEMORY] }).cells;
    expect(cell).toMatchObject({ bound: 512, outcome: 'within' });
  });

  it('cannot be decided by few launches, and says how many are needed', () => {
    const [cell] = judged(['runc cpu.prime > 1 events/s'], { blocks: 4 }).cells;
    expect(cell).toMatchObject({ outcome: 'cannot tell', reason: expect.stringContaining('4 launches are too few') });
    expect(cell?.reason).toContain('5 are needed');
  });

  it('shares its chance of error with the others', () => {
    const rows = ['runc cpu.prime > 1 events/s', 'runc cpu.prime > 2 events/s'];
    expect(outcomes(rows, { blocks: 5 })).toEqual(['cannot tell', 'cannot tell']);
    expect(outcomes(rows, { blocks: 6 })).toEqual(['within', 'within']);
  });

  it('is missing where the change no longer measures what it is about, and left to other jobs else', () => {
    const limit = readLimit('runc lifecycle.startup < 80ms');
    const row = { benchmark: 'lifecycle.startup', metric: 'startup', unit: 'ms', direction: 'lower' } as const;
    const run = buildRun({});
    const of = (arm: string) => judgeLimits({ ...run, withdrawn: [{ arm, ...row }] }, limit ? [limit] : [], ALPHA);
    expect(of('runc@1.1.5')).toMatchObject({ cells: [{ arm: 'runc@1.1.5', outcome: 'missing' }], unplanned: [] });
    expect(of('runc')).toMatchObject({ cells: [{ arm: 'runc', outcome: 'missing' }], unplanned: [] });
    expect(of('runcx')).toMatchObject({ cells: [], unplanned: [{ text: limit?.text }] });
  });

  it('is missing where the runtime failed, never kept by having no figure', () => {
    const figure = ({ arm }: { arm: string }, usual: number) => (arm === 'runc' ? 'exit code' : usual);
    expect(outcomes(['runc cpu.prime > 1 events/s'], { figure })).toEqual(['missing']);
  });
});

describe('a limit of a cost', () => {
  it('is time for the same work, also of a rate', () => {
    const levels = { runc: 1000 / 1.2 };
    expect(outcomes(['runc cpu.prime cost < 10%'], { levels })).toEqual(['beyond']);
    expect(outcomes(['runc cpu.prime cost < 20%'], { levels })).toEqual(['cannot tell']);
    expect(outcomes(['runc cpu.prime cost < 30%'], { levels })).toEqual(['within']);
    const starts = { benchmarks: [STARTUP], levels: { runc: 1200 } };
    expect(outcomes(['runc lifecycle.startup cost < 10%'], starts)).toEqual(['beyond']);
    expect(outcomes(['runc lifecycle.startup cost < 30%'], starts)).toEqual(['within']);
  });

  it('is broken by a cost that no double holds, of which no figure is told', () => {
    const figure = ({ arm }: { arm: string }, usual: number) => (arm === 'runc' ? usual / 1e300 : usual * 1e300);
    expect(judged(['runc cpu.prime cost < 10%'], { figure }).cells).toMatchObject([
      { outcome: 'beyond', figure: null },
    ]);
  });

  it('needs no more launches than a level', () => {
    const rows = ['runc cpu.prime cost < 10%'];
    const [cell] = judged(rows, { blocks: 4 }).cells;
    expect(cell?.reason).toContain('4 launches are too few for an interval: 5 are needed');
    expect(outcomes(rows, { blocks: 5 })).toEqual(['within']);
  });
});

/** In the last four of ten blocks all pairs are busy. */
function disturbed(runc: number): RunDocument {
  const plan = { quiet: { margin: 0.25, history: 3, share: 0.3 } };
  const run = buildRun({ blocks: 10, levels: { runc }, plan });
  const blocks = run.blocks.map((block) => ({
    ...block,
    pairs: block.pairs.map((pair) => ({ ...pair, busyCpus: block.index < 6 ? 1 : 1.6 })),
  }));
  return { ...run, blocks };
}

describe('a limit of a cost in a run that other work disturbed', () => {
  const outcomesOf = (limits: number, runc = 1000 / 1.5) => {
    const rows = Array.from({ length: limits }, (_, i) => `runc cpu.prime cost < ${5 + i}%`);
    return judgeLimits(
      disturbed(runc),
      rows.flatMap((row) => readLimit(row) ?? []),
      ALPHA,
    ).cells.map(({ outcome }) => outcome);
  };

  it('keeps disturbed pairs where the others are too few for its share of the chance of error', () => {
    // Six quiet blocks are enough for one limit, five limits need seven.
    expect(outcomesOf(1)).toEqual(['beyond']);
    expect(outcomesOf(5)).toEqual(Array(5).fill('beyond'));
    expect(outcomesOf(5, 1000)).toEqual(Array(5).fill('within'));
  });
});

describe('which cells a limit is about', () => {
  it('are all arms of a runtime, or the one that is written in full', () => {
    const arms = ['runc', 'runc@1.1.5', 'crun'];
    const of = (row: string) => judged([row], { arms }).cells.map(({ arm }) => arm);
    expect(of('runc cpu.prime > 1 events/s')).toEqual(['runc', 'runc@1.1.5']);
    expect(of('runc@1.1.5 cpu.prime > 1 events/s')).toEqual(['runc@1.1.5']);
  });

  it('are reported separately where the run does not plan them', () => {
    const { cells, unplanned } = judged(['runc cpu.prime > 1 events/s', 'docker cpu.prime > 1 events/s']);
    expect(cells).toHaveLength(1);
    expect(unplanned.map(({ arm }) => arm)).toEqual(['docker']);
  });

  it('are those of the candidate alone where there are two sides, whose cost was not measured', () => {
    const run = buildRun({
      arms: ['runc (baseline)', 'runc'],
      contrasts: [{ baseline: 'runc (baseline)', candidate: 'runc' }],
      levels: { runc: 500 },
    });
    const arms = run.plan.arms.map((arm) => ({
      ...arm,
      runtime: arm.id.replace(' (baseline)', ''),
      ...(arm.id !== 'native' && { side: arm.id.endsWith(')') ? ('baseline' as const) : ('candidate' as const) }),
    }));
    const rows = ['runc cpu.prime > 700 events/s', 'runc cpu.prime cost < 10%'];
    const limits = rows.flatMap((row) => readLimit(row) ?? []);
    const { cells } = judgeLimits({ ...run, plan: { ...run.plan, arms } }, limits, ALPHA);
    expect(cells).toMatchObject([
      { arm: 'runc', outcome: 'beyond' },
      { arm: 'runc', outcome: 'cannot tell', reason: expect.stringContaining('neither against native') },
    ]);
  });
});

describe('a limit of launches that follow each other', () => {
  /** The level wanders about 1000 by 1 %, in both directions for some launches, and ends above it. */
  const levels = [1, 1, 2, 2, 1, -1, -2, -1, 1, 2, 3, 3, 2, 1, 1, 2, 3, 2, 2, 1];
  const wave = ({ arm, block }: { arm: string; block: number }, usual: number) =>
    arm === 'native' ? usual : 1000 + 10 * (levels[block] ?? 0) + 0.01 * usual;

  it('is judged by a wider interval, and says so', () => {
    const [cell] = judged(['runc cpu.prime > 1013 events/s'], { blocks: 20, figure: wave }).cells;
    expect(cell).toMatchObject({
      outcome: 'cannot tell',
      reason: expect.stringMatching(/95 %, [123]\.\d times as wide since neighbours are alike/),
    });
  });
});

describe('the confidence of a limit', () => {
  it('is never told as certainty', () => {
    const limits = [readLimit('runc cpu.prime > 900 events/s')].flatMap((limit) => limit ?? []);
    const { cells } = judgeLimits(buildRun({ blocks: 30 }), limits, 1e-6);
    expect(cells[0]?.reason).toContain('(one-sided 99.9999 %');
  });
});
