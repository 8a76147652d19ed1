import { describe, expect, it } from '@jest/globals';
import { rankSumTest, shiftEstimate } from '../../../src/stats/inference/rank-sum.js';
import { midranks } from '../../../src/stats/ranks.js';
import { coarse, fine, integers, signPatterns } from '../random.js';

function bruteForce(x: number[], y: number[]): { less: number; greater: number } {
  const ranks = midranks([...x, ...y]);
  const total = (chosen: number[]): number =>
    ranks.reduce((sum, rank, i) => sum + ((chosen[i] ?? 0) > 0 ? rank : 0), 0);
  const observed = total(ranks.map((_, i) => (i < x.length ? -1 : 1)));
  const choices = signPatterns(ranks.length).filter((signs) => signs.filter((sign) => sign > 0).length === y.length);
  const share = (keep: (sum: number) => boolean): number => choices.map(total).filter(keep).length / choices.length;
  return { less: share((sum) => sum <= observed), greater: share((sum) => sum >= observed) };
}

describe('rankSumTest', () => {
  it('agrees with listing every choice, with and without ties', () => {
    const next = integers(21);
    for (let i = 0; i < 100; i++) {
      const draw = i % 2 === 0 ? coarse : fine;
      const [x, y] = [draw(next, next(1, 6)), draw(next, next(1, 6))];
      const [exact, listed] = [rankSumTest(x, y), bruteForce(x, y)];
      expect(Math.abs(exact.less - listed.less)).toBeLessThan(1e-12);
      expect(Math.abs(exact.greater - listed.greater)).toBeLessThan(1e-12);
    }
  });

  it('is small in `less` where y is lower', () => {
    expect(rankSumTest([7, 8, 9], [1, 2, 3])).toEqual({ less: 1 / 20, greater: 1 });
  });

  it('is symmetric: swapping the samples swaps the p values', () => {
    const next = integers(22);
    for (let i = 0; i < 50; i++) {
      const [x, y] = [coarse(next, next(1, 9)), coarse(next, next(1, 9))];
      const [one, other] = [rankSumTest(x, y), rankSumTest(y, x)];
      expect(Math.abs(one.less - other.greater)).toBeLessThan(1e-12);
      expect(Math.abs(one.greater - other.less)).toBeLessThan(1e-12);
    }
  });

  it('does not change under an increasing transformation', () => {
    const next = integers(23);
    const [x, y] = [fine(next, 12), fine(next, 9)];
    expect(rankSumTest(x.map(Math.exp), y.map(Math.exp))).toEqual(rankSumTest(x, y));
  });

  it('gives 1 / C(80, 40) without overflow', () => {
    const x = Array.from({ length: 40 }, (_, i) => i + 100);
    const y = Array.from({ length: 40 }, (_, i) => i);
    expect(rankSumTest(x, y).less / 9.3016e-24).toBeCloseTo(1, 4);
  });

  it('gives p = 1 where all values are equal or a sample is empty', () => {
    const nothing = { less: 1, greater: 1 };
    expect([rankSumTest([5, 5], [5, 5, 5]), rankSumTest([], [1]), rankSumTest([1], [])]).toEqual([
      nothing,
      nothing,
      nothing,
    ]);
  });
});

describe('shiftEstimate', () => {
  it('is the median of all differences', () => {
    expect(shiftEstimate([1, 2, 4], [3, 8])).toBe(3);
  });

  it('is NaN where a sample is empty', () => {
    expect(shiftEstimate([], [1])).toBeNaN();
  });
});
