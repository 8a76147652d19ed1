/** Cells and comparisons by hand: what a test does not name has a sensible value. */
import type { ComparedCell, Comparison, OverheadCell, WholeChange } from '../../../src/compare/comparison.js';

const CELL = { arm: 'runc', benchmark: 'cpu.prime', metric: 'events_per_second', unit: 'events/s' } as const;

export function overhead(cell: Partial<OverheadCell> = {}): OverheadCell {
  return {
    ...CELL,
    direction: 'higher',
    level: 980,
    nativeLevel: 1000,
    overhead: { ratio: 0.98, low: 0.97, high: 0.99 },
    noisePercent: 1.5,
    blocks: 12,
    failures: 0,
    notes: [],
    ...cell,
  };
}

/** Native's own row. */
export function nativeCell(cell: Partial<OverheadCell> = {}): OverheadCell {
  return overhead({ arm: 'native', level: 1000, overhead: null, noisePercent: null, ...cell });
}

export function compared(cell: Partial<ComparedCell> = {}): ComparedCell {
  return {
    ...CELL,
    direction: 'higher',
    verdict: 'not-slower',
    reason: `the reason of ${cell.arm ?? CELL.arm} ${cell.benchmark ?? CELL.benchmark}.`,
    effect: { ratio: 0.999, low: 0.99, high: 1.01 },
    limit: 0.992,
    p: 0.4,
    threshold: 0.001,
    overall: cell.effect ?? { ratio: 0.999, low: 0.99, high: 1.01 },
    seenPercent: 3,
    baselineLevel: 1000,
    candidateLevel: 999,
    baselineBlocks: 12,
    candidateBlocks: 12,
    noisePercent: 0.8,
    ...cell,
  };
}

/** A slowdown by `percent`: so much more time for the same work, give or take 1. */
export function regressed(percent: number, cell: Partial<ComparedCell> = {}): ComparedCell {
  const slower = (by: number): number => 1 / (1 + by / 100);
  const effect = { ratio: slower(percent), low: slower(percent + 1), high: slower(percent - 1) };
  return compared({ verdict: 'regressed', effect, ...cell });
}

export function comparison(cells: readonly ComparedCell[], rest: Partial<Comparison> = {}): Comparison {
  return {
    mode: 'across',
    baseline: { id: 'run-0', startedAt: '2026-10-31T03:10:00.000Z', source: 'the last comparable run on this host' },
    candidate: { id: 'run-1', startedAt: '2026-11-01T03:10:00.000Z' },
    settings: { alpha: 0.05, minEffectPercent: 1, thetaPercent: 1, marginPercent: 3, cells: cells.length },
    differences: [],
    cells,
    provable: true,
    wholes: [],
    host: [],
    notes: [],
    ...rest,
  };
}

/** A runtime that is slower as a whole. */
export const WHOLE: WholeChange = {
  arm: 'runc',
  benchmarks: 4,
  time: { ratio: 1.071, low: 1.03, high: 1.11 },
  pSlower: 0.00001,
  pFaster: 1,
};
