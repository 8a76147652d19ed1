import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  hodgesLehmann,
  hodgesLehmannInterval,
  intervalFromEnds,
  medianOfSorted,
  signedRankCdf,
  walshAverages,
} from '../../../src/stats/inference/signed-rank.js';
import { midranks } from '../../../src/stats/ranks.js';
import { coarse, fine, integers, signPatterns } from '../random.js';
import { signedRankTest } from './reference-tests.js';

interface Case {
  readonly n: number;
  readonly d: number[];
  readonly p: number;
  readonly est: number;
  readonly hi: number | null;
}

const cases: Case[] = JSON.parse(readFileSync('test/fixtures/stats/signed-rank-cases.json', 'utf8'));
const named = cases.map((each, i) => ({ ...each, name: `${i} (n = ${each.n})` }));

function bruteForce(d: number[]): { less: number; greater: number } {
  const kept = d.filter((value) => value !== 0);
  const ranks = midranks(kept.map(Math.abs));
  const total = (signs: number[]): number => ranks.reduce((sum, rank, i) => sum + ((signs[i] ?? 0) > 0 ? rank : 0), 0);
  const observed = total(kept);
  const sums = signPatterns(kept.length).map(total);
  const share = (keep: (sum: number) => boolean): number => sums.filter(keep).length / sums.length;
  return { less: share((sum) => sum <= observed), greater: share((sum) => sum >= observed) };
}

describe('signedRankTest', () => {
  it.each(named)('agrees with the p of vector $name', ({ d, p }) => {
    expect(Math.abs(signedRankTest(d).less - p)).toBeLessThan(1e-12);
  });

  it('agrees with listing every sign, with ties and zeros', () => {
    const next = integers(11);
    for (let i = 0; i < 200; i++) {
      const d = (i % 2 === 0 ? coarse : fine)(next, next(1, 10));
      const [exact, listed] = [signedRankTest(d), bruteForce(d)];
      expect(Math.abs(exact.less - listed.less)).toBeLessThan(1e-12);
      expect(Math.abs(exact.greater - listed.greater)).toBeLessThan(1e-12);
    }
  });

  it('is symmetric: negating all values swaps the p values', () => {
    const next = integers(12);
    for (let i = 0; i < 50; i++) {
      const d = coarse(next, next(1, 20));
      const { less, greater } = signedRankTest(d);
      expect(signedRankTest(d.map((value) => -value))).toEqual({ less: greater, greater: less });
    }
  });

  it('gives p = 1 for zeros', () => {
    expect(signedRankTest([0, -0, 0])).toEqual({ less: 1, greater: 1 });
  });
});

describe('hodgesLehmann', () => {
  it.each(named)('agrees with the estimate of vector $name', ({ d, est }) => {
    expect(Math.abs(hodgesLehmann(d) - est)).toBeLessThan(1e-12);
  });

  it('follows a shift', () => {
    const d = fine(integers(13), 41);
    expect(hodgesLehmann(d.map((value) => value + 7))).toBeCloseTo(hodgesLehmann(d) + 7, 12);
  });

  it('is NaN of no values', () => {
    expect(hodgesLehmann([])).toBeNaN();
  });
});

describe('many values', () => {
  it.each([65, 66, 150, 301])('have exactly the estimate and bounds of all averages of %s values', (n) => {
    for (const values of [fine(integers(n), n), coarse(integers(n), n), fine(integers(n + 1), n).map(Math.exp)]) {
      const all = walshAverages(values);
      expect(hodgesLehmann(values)).toBe(medianOfSorted(all));
      expect(hodgesLehmannInterval(values, 0.025)).toEqual(intervalFromEnds(all, signedRankCdf(n), 0.025));
    }
  });

  it('are all the same', () => {
    expect(hodgesLehmann(Array(100).fill(0.1))).toBe(0.1);
  });
});

describe('hodgesLehmannInterval', () => {
  it.each(named)('agrees with the upper 97.5 % bound of vector $name', ({ d, hi }) => {
    const { high } = hodgesLehmannInterval(d, 0.025);
    if (hi === null || high === null) expect(high).toBe(hi);
    else expect(Math.abs(high - hi)).toBeLessThan(1e-12);
  });

  it('swaps its bounds where all values change their sign', () => {
    for (const { d } of cases.filter((each) => each.hi !== null)) {
      const { low, high } = hodgesLehmannInterval(d, 0.025);
      const mirror = hodgesLehmannInterval(
        d.map((value) => -value),
        0.025,
      );
      expect([mirror.low, mirror.high]).toEqual([0 - (high ?? Number.NaN), 0 - (low ?? Number.NaN)]);
    }
  });

  it('is bounded exactly where 2^-n fits into the tail', () => {
    const bounds = [5, 6].map((n) => hodgesLehmannInterval(fine(integers(14), n), 0.025).low);
    expect(bounds.map((bound) => bound === null)).toEqual([true, false]);
  });

  it('has the extreme value as its bound where the tail is exactly 2^-n', () => {
    expect(hodgesLehmannInterval([3, 1, 4, 1.5, 9, 2.6], 2 ** -6)).toEqual({ low: 1, high: 9 });
  });

  it('has an error of at most its tail over all assignments of signs', () => {
    const magnitudes = [0.31, 0.57, 0.93, 1.41, 2.03, 2.99, 4.01, 5.6, 7.7, 9.2];
    const misses = signPatterns(10).filter((signs) => {
      const { low } = hodgesLehmannInterval(
        magnitudes.map((value, i) => value * (signs[i] ?? 0)),
        0.025,
      );
      return low !== null && low > 0;
    });
    expect(misses.length / 1024).toBeLessThanOrEqual(0.025);
    expect(misses.length / 1024).toBeGreaterThan(0.02);
  });

  it('has no bounds for no values', () => {
    expect(hodgesLehmannInterval([], 0.025)).toEqual({ low: null, high: null });
  });
});

describe('signedRankCdf', () => {
  it('counts subsets of ranks at n = 4', () => {
    expect([...signedRankCdf(4)]).toEqual([1, 2, 3, 5, 7, 9].map((count) => count / 16));
  });
});

describe('walshAverages', () => {
  it('lists every mean of two, ascending', () => {
    expect([...walshAverages([4, 0, 1])]).toEqual([0, 0.5, 1, 2, 2.5, 4]);
  });

  it('has n (n + 1) / 2 of them', () => {
    expect(walshAverages(fine(integers(15), 200))).toHaveLength(20_100);
  });
});

describe('medianOfSorted', () => {
  it('is the middle of the two middle values where there are two', () => {
    expect(medianOfSorted([1, 2, 4, 9])).toBe(3);
  });
});
