import { describe, expect, it } from '@jest/globals';
import { rankSumTest, shiftEstimate, shiftInterval } from '../../src/stats/rank-sum.js';
import { midranks } from '../../src/stats/ranks.js';
import { coarse, fine, integers, signPatterns } from './random.js';

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

  it('is its own mirror image', () => {
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

  it('reaches 1 in C(80, 40) without overflow', () => {
    const x = Array.from({ length: 40 }, (_, i) => i + 100);
    const y = Array.from({ length: 40 }, (_, i) => i);
    expect(rankSumTest(x, y).less / 9.3016e-24).toBeCloseTo(1, 4);
  });

  it('has nothing to say where all values are equal or a sample is empty', () => {
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

describe('shiftInterval', () => {
  it('takes the sorted differences that the table of U names: the third at 5 and 5, 95 %', () => {
    const [x, y] = [
      [0, 10, 20, 30, 40],
      [1, 13, 26, 38, 49],
    ];
    const differences = y.flatMap((to) => x.map((from) => to - from)).sort((p, q) => p - q);
    expect(shiftInterval(x, y, 0.025)).toEqual({ low: differences[2], high: differences[22] });
  });

  it('is unbounded where 1 in C(n + m, m) exceeds the tail', () => {
    expect(shiftInterval([1, 2, 3], [4, 5, 6], 0.025)).toEqual({ low: null, high: null });
  });

  it('mirrors its bounds', () => {
    const next = integers(24);
    const [x, y] = [fine(next, 11), fine(next, 14)];
    const [one, other] = [shiftInterval(x, y, 0.025), shiftInterval(y, x, 0.025)];
    expect([other.low, other.high]).toEqual([-(one.high ?? Number.NaN), -(one.low ?? Number.NaN)]);
  });

  it('is unbounded where a sample is empty', () => {
    expect(shiftInterval([], [4], 0.025)).toEqual({ low: null, high: null });
  });
});
