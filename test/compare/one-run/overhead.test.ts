import { describe, expect, it } from '@jest/globals';
import type { OverheadCell } from '../../../src/compare/comparison.js';
import { overheads } from '../../../src/compare/one-run/overhead.js';
import type { RunDocument } from '../../../src/results/document.js';
import { buildRun, CPU, MEMORY, STARTUP } from '../../support/run-builder.js';

function rowOf(run: RunDocument, arm: string): OverheadCell {
  const row = overheads(run).find((one) => one.arm === arm);
  if (row === undefined) throw new Error(`no row of ${arm}`);
  return row;
}

describe('overheads', () => {
  it('has a row for every arm and benchmark, native included, in the order of the plan', () => {
    const rows = overheads(buildRun({ arms: ['runc', 'docker'], benchmarks: [CPU, MEMORY] }));
    expect(rows.map((row) => `${row.arm} ${row.benchmark}`)).toEqual([
      'native cpu.prime',
      'native memory.write.1k',
      'runc cpu.prime',
      'runc memory.write.1k',
      'docker cpu.prime',
      'docker memory.write.1k',
    ]);
  });

  it('gives level, overhead with its interval and noise of an arm', () => {
    const row = rowOf(buildRun({ blocks: 12, levels: { native: 1000, runc: 900 } }), 'runc');
    expect(row).toMatchObject({ blocks: 12, failures: 0, notes: [] });
    expect(row.level).toBeCloseTo(900, -1);
    expect(row.nativeLevel).toBeCloseTo(1000, -1);
    expect(row.overhead?.ratio).toBeCloseTo(0.9, 2);
    expect(row.overhead?.low).toBeLessThan(row.overhead?.ratio ?? 0);
    expect(row.overhead?.high).toBeGreaterThan(row.overhead?.ratio ?? 1);
    expect(row.noisePercent).toBeGreaterThan(0);
    expect(row.noisePercent).toBeLessThan(1);
  });

  it('gives native a level and no overhead', () => {
    const row = rowOf(buildRun({ blocks: 6 }), 'native');
    expect(row).toMatchObject({ overhead: null, noisePercent: null, blocks: 6, notes: [] });
    expect(row.level).toBeCloseTo(1000, -1);
    expect(row.nativeLevel).toBe(row.level);
  });

  it('shows an arm that was measured against another arm without an overhead', () => {
    const run = buildRun({ arms: ['runc', 'crun'], contrasts: [{ baseline: 'runc', candidate: 'crun' }] });
    expect(rowOf(run, 'runc')).toMatchObject({ overhead: null, nativeLevel: null, blocks: 12 });
    expect([rowOf(run, 'runc').notes, rowOf(run, 'native').notes]).toEqual([[], []]);
  });

  it('has an unbounded interval and says so where blocks are few', () => {
    const row = rowOf(buildRun({ blocks: 5 }), 'runc');
    expect(row.overhead).toMatchObject({ low: null, high: null });
    expect(row.notes).toEqual(['Too few blocks for an interval: 6 are needed.']);
    expect(rowOf(buildRun({ blocks: 6 }), 'runc').overhead?.low).not.toBeNull();
  });

  it('counts failures and leaves the row without figures where nothing was measured', () => {
    const row = rowOf(
      buildRun({ blocks: 3, pairs: 1, figure: ({ arm }, usual) => (arm === 'runc' ? 'timeout' : usual) }),
      'runc',
    );
    expect(row).toMatchObject({ level: null, overhead: null, noisePercent: null, blocks: 0, failures: 6 });
    expect(row.notes).toEqual(['Nothing was measured.']);
  });

  it('warns of two modes', () => {
    const run = buildRun({
      blocks: 24,
      figure: ({ arm, block }, usual) => (arm === 'runc' && block % 2 ? usual / 3 : usual),
    });
    expect(rowOf(run, 'runc').notes).toEqual([expect.stringContaining('two groups')]);
  });

  it('proves no cost where the figures of both are equal', () => {
    for (const blocks of [12, 40]) {
      const { overhead } = rowOf(buildRun({ blocks, figure: () => 1000 }), 'runc');
      expect(overhead).toEqual({ ratio: 1, low: 1, high: 1 });
    }
  });

  it('warns of figures in coarse steps', () => {
    const run = buildRun({ figure: ({ arm, block }, usual) => (arm === 'runc' ? 0.05 + 0.01 * (block % 2) : usual) });
    expect(rowOf(run, 'runc').notes).toContain(
      'The figures take only a few different values: too coarse to be judged.',
    );
  });

  it('names figures that were left out', () => {
    const run = buildRun({ figure: ({ arm, block }, usual) => (arm === 'runc' && block === 0 ? 0 : usual) });
    expect(rowOf(run, 'runc')).toMatchObject({ blocks: 11, failures: 4 });
    expect(rowOf(run, 'runc').notes).toEqual(['Left out, not a positive number (runc).']);
  });

  it('gives no ratio for extreme figures', () => {
    const run = buildRun({ figure: ({ arm }) => (arm === 'runc' ? 1e308 : 1e-308) });
    expect(rowOf(run, 'runc').overhead).toBeNull();
  });

  it('reads start-up from launches, where more is worse', () => {
    const run = buildRun({
      benchmarks: [STARTUP],
      times: (arm) => ({ startupMs: arm === 'runc' ? 30 : 10, shutdownMs: 1 }),
    });
    expect(rowOf(run, 'runc')).toMatchObject({ unit: 'ms', direction: 'lower', level: 30, nativeLevel: 10 });
  });

  it('includes all metrics when asked', () => {
    expect(overheads(buildRun(), 'all').map((row) => row.metric)).toHaveLength(4);
  });
});

describe('pairs that other work disturbed', () => {
  const quiet = { margin: 0.25, history: 3, share: 0.3 };
  const plain = buildRun({ seed: 5, blocks: 12, pairs: 3, spread: 0.004, levels: { runc: 970 }, plan: { quiet } });
  /** From block 2 on two of three pairs are busy, and their candidate slow. */
  const disturbed: RunDocument = {
    ...plain,
    blocks: plain.blocks.map((block) => ({
      ...block,
      pairs: block.pairs.map((pair) => {
        const isBusy = !pair.warmup && pair.k >= 1 && block.index >= 2;
        const trials = pair.trials.map((trial) =>
          isBusy && trial.arm === 'runc'
            ? { ...trial, metrics: { events_per_second: (trial.metrics.events_per_second ?? 0) * 0.8 } }
            : trial,
        );
        return { ...pair, trials, busyCpus: isBusy ? 1.6 : 1 };
      }),
    })),
  };
  const costOf = (run: RunDocument) => overheads(run).find(({ arm }) => arm === 'runc')?.overhead;
  const widthOf = (run: RunDocument) => Math.log((costOf(run)?.high ?? 9) / (costOf(run)?.low ?? 1));

  it('are left out of the cost that is shown', () => {
    const { quiet: _, ...ruleless } = disturbed.plan;
    expect(costOf(disturbed)?.ratio).toBeCloseTo(costOf(plain)?.ratio ?? 0, 2);
    expect(widthOf(disturbed)).toBeLessThan(0.85 * widthOf({ ...disturbed, plan: ruleless }));
  });

  it('stay where too few blocks have other pairs', () => {
    const few = { ...disturbed, blocks: disturbed.blocks.slice(0, 5) };
    expect(costOf(few)?.ratio).toBeLessThan(0.97);
  });
});
