import { describe, expect, it } from '@jest/globals';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { generatorOf } from '../../src/stats/random.js';
import { upperDecile } from '../../src/stats/upper-decile.js';

const upTo = (n: number) => Array.from({ length: n }, (_, at) => n - at);

describe('upperDecile', () => {
  it('is undefined for fewer than ten', () => {
    expect(upperDecile(upTo(9))).toBeUndefined();
  });

  // Ranks from the exact sums of binomial probabilities, computed apart in Python.
  it.each([
    [10, 9, 7, null],
    [12, 11, 8, null],
    [30, 27, 23, null],
    [35, 32, 28, null],
    [36, 33, 29, 36],
    [100, 90, 84, 96],
    [1000, 900, 881, 919],
  ])('is for %i values the %ith, from the %ith to the %s', (n, value, low, high) => {
    expect(upperDecile(upTo(n))).toEqual({ value, low, high });
  });

  it('has an interval that contains the true one in at least 95 % of samples', () => {
    const random = generatorOf(7);
    const covered = Array.from({ length: 2_000 }, () => {
      const found = upperDecile(Array.from({ length: 60 }, () => uniformFloat64(random)));
      return found && (found.low ?? 0) <= 0.9 && (found.high ?? 1) >= 0.9;
    });
    expect(covered.filter(Boolean).length / covered.length).toBeGreaterThan(0.94);
  });
});
