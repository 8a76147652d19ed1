import { describe, expect, it } from '@jest/globals';
import { leastForMedian, medianInterval } from '../../../src/stats/inference/median-interval.js';

const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

describe('the interval of a median', () => {
  // Conover, Practical Nonparametric Statistics (1999), table A3: P(Binomial(n, 1/2) <= k).
  it.each([
    [4, 0.05, null, null],
    [5, 0.05, 1, 5],
    [8, 0.05, 2, 7],
    [10, 0.05, 2, 9],
    [11, 0.05, 3, 9],
    [16, 0.025, 4, 13],
    [20, 0.025, 6, 15],
  ])('of %d values with %d on each side is from %s to %s', (n, tail, low, high) => {
    expect(medianInterval(upTo(n).toReversed(), tail)).toEqual({ low, high });
  });

  it('needs exactly the minimum number of values', () => {
    for (const tail of [0.05, 0.025, 0.01, 0.0005]) {
      const least = leastForMedian(tail);
      expect(medianInterval(upTo(least), tail).low).toBe(1);
      expect(medianInterval(upTo(least - 1), tail).low).toBeNull();
    }
  });

  it('is computed for as many values as a document may have', () => {
    const { low, high } = medianInterval(upTo(1000), 0.025);
    expect([low, high]).toEqual([469, 532]);
  });
});
