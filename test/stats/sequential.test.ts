import { describe, expect, it } from '@jest/globals';
import {
  DESIGN,
  minimumPairs,
  plannedLooks,
  type RunState,
  reachedLooks,
  thresholds,
} from '../../src/stats/sequential.js';

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
/** Probabilities in millionths, rounded, so that lists compare as a whole. */
const scaled = (values: number[]): number[] => values.map((value) => Number((1e6 * value).toFixed(6)));
const sizes = (pairs: number, state: RunState): number[] =>
  reachedLooks(DESIGN, 0.05, 60, pairs, state).map(({ n }) => n);

describe('DESIGN', () => {
  it('spends alpha and beta exactly once', () => {
    expect(sum(DESIGN.looks.map(({ alphaShare }) => alphaShare))).toBeCloseTo(1, 12);
    expect(sum(DESIGN.looks.map(({ betaShare }) => betaShare))).toBeCloseTo(1, 12);
  });

  it('lets every look accept a cell: its share of beta is at least 2^-n', () => {
    expect(DESIGN.looks.every(({ n, betaShare }) => betaShare * DESIGN.beta >= 2 ** -n)).toBe(true);
  });
});

describe('minimumPairs', () => {
  it('is 11 for 60 cells at .05', () => {
    expect(minimumPairs(60, 0.05)).toBe(11);
  });

  it('gives at most alpha / cells, and one pair fewer does not', () => {
    for (const cells of [1, 7, 60, 1000]) {
      const n = minimumPairs(cells, 0.05);
      expect(2 ** -n).toBeLessThanOrEqual(0.05 / cells);
      expect(2 ** -(n - 1)).toBeGreaterThan(0.05 / cells);
    }
  });
});

describe('thresholds', () => {
  it('divides the share of each look by the cells, and adds that of a look too small to reject to the next', () => {
    const expected = [0, 0, 0, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.3].map((share) => (share * 0.05) / 60);
    expect(scaled(thresholds(DESIGN, 0.05, 60))).toEqual(scaled(expected));
  });

  it('can reject early where the cells are few', () => {
    const expected = [0, 0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.3].map((share) => (share * 0.05) / 4);
    expect(scaled(thresholds(DESIGN, 0.05, 4))).toEqual(scaled(expected));
  });

  it('never spends more than alpha / cells', () => {
    for (const cells of [1, 60, 82, 500, 5000, 1e6]) {
      expect(sum(thresholds(DESIGN, 0.05, cells)) * cells).toBeLessThanOrEqual(0.05 * (1 + 1e-12));
    }
  });
});

describe('plannedLooks', () => {
  it('marks only the final look as the last', () => {
    expect(plannedLooks(DESIGN, 0.05, 60).map(({ last }) => last)).toEqual([...Array(9).fill(false), true]);
  });

  it('splits beta without dividing it by the cells', () => {
    expect(plannedLooks(DESIGN, 0.05, 60)[0]?.tail).toBeCloseTo(0.016, 15);
  });
});

describe('reachedLooks', () => {
  it('has the looks that the pairs allow while the run goes on', () => {
    expect([5, 6, 11, 12, 29, 30, 64, 65, 80].map((pairs) => sizes(pairs, 'running'))).toEqual([
      [],
      [6],
      [6, 9],
      [6, 9, 12],
      [6, 9, 12, 14, 18, 23],
      [6, 9, 12, 14, 18, 23, 30],
      [6, 9, 12, 14, 18, 23, 30, 39, 50],
      [6, 9, 12, 14, 18, 23, 30, 39, 50, 65],
      [6, 9, 12, 14, 18, 23, 30, 39, 50, 65],
    ]);
  });

  it('has a closing look at the last pair of a run that ended', () => {
    expect([5, 6, 11, 12, 20, 30, 80].map((pairs) => sizes(pairs, 'ended'))).toEqual([
      [],
      [6],
      [6, 9, 11],
      [6, 9, 12],
      [6, 9, 12, 14, 18, 20],
      [6, 9, 12, 14, 18, 23, 30],
      [6, 9, 12, 14, 18, 23, 30, 39, 50, 65],
    ]);
  });

  it('spends all remaining alpha at the closing look, and no more', () => {
    for (const pairs of [11, 12, 15, 20, 29, 30]) {
      const looks = reachedLooks(DESIGN, 0.05, 60, pairs, 'ended');
      expect(sum(looks.map(({ threshold }) => threshold)) * 60).toBeCloseTo(0.05, 12);
      expect(sum(looks.map(({ tail }) => tail))).toBeCloseTo(0.05, 12);
      expect(looks.at(-1)?.last).toBe(true);
    }
  });

  it('has a closing look that cannot reject where the pairs are too few', () => {
    expect(reachedLooks(DESIGN, 0.05, 60, 10, 'ended').at(-1)).toMatchObject({ n: 10, threshold: 0, last: true });
  });
});
