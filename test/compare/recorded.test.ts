/** Both rules on recorded data: identical code, and the same with a slowdown put in. */
import { describe, expect, it } from '@jest/globals';
import type { ComparedCell, Comparison, Verdict } from '../../src/compare/comparison.js';
import { overheads } from '../../src/compare/one-run/overhead.js';
import { compareSides } from '../../src/compare/one-run/within-run.js';
import { compareRuns } from '../../src/compare/two-runs/between-runs.js';
import { recordedRuns, recordedSides } from '../support/aa-runs.js';

const known = new Map<number, Comparison[]>();

/** Every ordered pair of different runs, the later of them `slowdown` slower in every arm but native. */
function comparisons(slowdown: number): Comparison[] {
  const all = known.get(slowdown) ?? compared(slowdown);
  known.set(slowdown, all);
  return all;
}

function compared(slowdown: number): Comparison[] {
  const baselines = recordedRuns();
  const candidates = recordedRuns((figure) => figure * (1 - slowdown));
  return baselines.flatMap((baseline) =>
    candidates.filter((one) => one.id !== baseline.id).map((candidate) => compareRuns(baseline, candidate)),
  );
}

const share = (cells: readonly ComparedCell[], verdict: Verdict): number =>
  cells.filter((cell) => cell.verdict === verdict).length / cells.length;

const cellsAt = (slowdown: number, arms: readonly string[]): ComparedCell[] =>
  comparisons(slowdown).flatMap(({ cells }) => cells.filter((cell) => arms.includes(cell.arm)));

const QUIET = ['runc', 'docker'];

describe('compareRuns on eight recorded runs of the same code', () => {
  const identical = comparisons(0);

  it('raises no false alarm in any of the 56 comparisons of 9 cells', () => {
    expect(identical.map((one) => one.settings.cells)).toEqual(Array(56).fill(9));
    expect(identical.flatMap((one) => one.cells.filter((cell) => cell.verdict === 'regressed'))).toEqual([]);
  });

  it('finds no improvement and passes most cells', () => {
    const cells = identical.flatMap((one) => one.cells);
    expect(share(cells, 'improved')).toBe(0);
    expect(share(cells, 'not-slower')).toBeGreaterThan(0.85);
  });

  it.each([
    [0.02, 0.7, QUIET],
    [0.03, 0.85, QUIET],
    [0.05, 0.9, QUIET],
    [0.05, 0.8, ['runsc']],
    [0.1, 0.97, [...QUIET, 'runsc']],
  ])('detects a slowdown of %d in at least %d of the cells of %j', (slowdown, least, arms) => {
    expect(share(cellsAt(slowdown, arms), 'regressed')).toBeGreaterThanOrEqual(least);
  });

  it('passes a slowdown of the margin itself in at most one of twenty cells', () => {
    expect(share(cellsAt(0.03, [...QUIET, 'runsc']), 'not-slower')).toBeLessThanOrEqual(0.05);
  });

  it('gives every arm an overhead with an interval', () => {
    const [run] = recordedRuns();
    const rows = run === undefined ? [] : overheads(run).filter((row) => row.arm !== 'native');
    expect(rows).toHaveLength(9);
    expect(rows.every((row) => row.blocks === 6 && typeof row.overhead?.low === 'number')).toBe(true);
  });
});

describe('compareSides on recorded launches of the same code', () => {
  const verdictsAt = (slowdown: number): string[] =>
    compareSides(recordedSides((figure) => figure * (1 - slowdown))).cells.map(
      (cell) => `${cell.arm} ${cell.benchmark} ${cell.verdict}`,
    );

  it('raises no false alarm', () => {
    const verdicts = verdictsAt(0);
    expect(verdicts).toHaveLength(9);
    expect(verdicts.filter((text) => /regressed|improved/.test(text))).toEqual([]);
  });

  it('detects 2 % in every cell of runc and docker', () => {
    const quiet = verdictsAt(0.02).filter((text) => !text.startsWith('runsc'));
    expect(quiet.filter((text) => text.endsWith('regressed'))).toHaveLength(6);
  });
});
