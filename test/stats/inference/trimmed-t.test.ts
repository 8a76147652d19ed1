import { describe, expect, it } from '@jest/globals';
import { trimmedTTest } from '../../../src/stats/inference/trimmed-t.js';

describe('trimmedTTest', () => {
  it('is the t test where nothing is trimmed', () => {
    // mean 2.5, sd 1.2910, t = 3.873 with 3 degrees of freedom: R 4.2, t.test(1:4, alternative = "greater"), p 0.01523.
    expect(trimmedTTest([1, 2, 3, 4]).better).toBeCloseTo(0.01523, 5);
  });

  it('is symmetric: negating all values swaps the p values', () => {
    const values = [-3, 1, 4, 1, -5, 9, 2, 6];
    const [one, other] = [trimmedTTest(values), trimmedTTest(values.map((value) => -value))];
    expect(other.worse).toBeCloseTo(one.better, 14);
    expect(one.worse + one.better).toBeCloseTo(1, 14);
  });

  it('is the same where a fifth of the values are extreme', () => {
    const steady = [1, 1.1, 0.9, 1.05, 0.95, 1.02, 0.98, 1.07];
    const [calm, upset] = [trimmedTTest([...steady, 1.2, 0.8]), trimmedTTest([...steady, 1e6, -1e6])];
    expect(upset.better).toBe(calm.better);
  });

  it('gives p = 0 to one side where the remaining values do not scatter, and p = 1 where they are zero', () => {
    expect(trimmedTTest([-2, -2, -2, -2])).toEqual({ worse: 0, better: 1 });
    expect(trimmedTTest([0, 0, 0, 0, 0.5])).toEqual({ worse: 1, better: 1 });
  });

  it.each([[[]], [[1]]])('gives p = 1 for %j', (values) => {
    expect(trimmedTTest(values)).toEqual({ worse: 1, better: 1 });
  });
});
