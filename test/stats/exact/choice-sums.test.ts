import { describe, expect, it } from '@jest/globals';
import { choiceTails, nearChoiceTails } from '../../../src/stats/exact/choice-sums.js';
import { integers, signPatterns } from '../random.js';

/** Both tails by listing every choice. */
function listed(numbers: number[], left: number): { lower: number; upper: number } {
  const size = numbers.length - left;
  const observed = numbers.slice(left).reduce((sum, number) => sum + number, 0);
  const sums = signPatterns(numbers.length)
    .filter((signs) => signs.filter((sign) => sign > 0).length === size)
    .map((signs) => numbers.reduce((sum, number, i) => sum + ((signs[i] ?? 0) > 0 ? number : 0), 0));
  const share = (keep: (sum: number) => boolean): number => sums.filter(keep).length / sums.length;
  return { lower: share((sum) => sum <= observed), upper: share((sum) => sum >= observed) };
}

describe('choiceTails', () => {
  it('counts every choice, whichever side is smaller', () => {
    // Of 3 of {1, 2, 3, 5}, the sums are 6, 8, 9, 10; the last three chosen here are 2 + 3 + 5.
    expect(choiceTails([1, 2, 3, 5], 1)).toEqual({ lower: 1, upper: 0.25 });
    // Of one of them: 5 is the highest of four.
    expect(choiceTails([1, 2, 3, 5], 3)).toEqual({ lower: 1, upper: 0.25 });
  });

  it('agrees with listing them, ties and negative numbers included', () => {
    const next = integers(31);
    for (let i = 0; i < 200; i++) {
      const numbers = Array.from({ length: next(1, 10) }, () => next(-9, 9) * (i % 3 === 0 ? 4 : 1));
      const left = next(0, numbers.length);
      const [counted, all] = [choiceTails(numbers, left), listed(numbers, left)];
      expect(counted.lower).toBeCloseTo(all.lower, 12);
      expect(counted.upper).toBeCloseTo(all.upper, 12);
    }
  });

  it('gives p = 1 where all are equal', () => {
    expect(choiceTails([4, 4, 4], 1)).toEqual({ lower: 1, upper: 1 });
  });
});

describe('nearChoiceTails', () => {
  it('is within a twentieth of the exact tails, at both ends and for sides of any size', () => {
    const next = integers(32);
    for (let i = 0; i < 60; i++) {
      const numbers = Array.from({ length: next(24, 60) }, () => next(0, 99) + (i % 2) * next(0, 99));
      const left = next(8, numbers.length - 8);
      const moved = numbers.map((number, at) => number + (at < left ? 0 : next(-12, 12)));
      const [near, exact] = [nearChoiceTails(moved, left), choiceTails(moved, left)];
      for (const side of ['lower', 'upper'] as const) {
        if (exact[side] < 1e-3) continue;
        expect(Math.abs(near[side] / exact[side] - 1)).toBeLessThan(0.05);
      }
    }
  });
});
