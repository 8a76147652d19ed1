import { describe, expect, it } from '@jest/globals';
import { trimmedTTest } from '../../../src/stats/inference/trimmed-t.js';

/** Launches of one value each. */
const single = (values: readonly number[]) => trimmedTTest(values.map((value) => [value]));

describe('trimmedTTest', () => {
  it('is the t test where nothing is trimmed', () => {
    // mean 2.5, sd 1.2910, t = 3.873 with 3 degrees of freedom: R 4.2, t.test(1:4, alternative = "greater"), p 0.01523.
    expect(single([1, 2, 3, 4]).better).toBeCloseTo(0.01523, 5);
  });

  it('is symmetric: negating all values swaps the p values', () => {
    const values = [-3, 1, 4, 1, -5, 9, 2, 6];
    const [one, other] = [single(values), single(values.map((value) => -value))];
    expect(other.worse).toBeCloseTo(one.better, 14);
    expect(one.worse + one.better).toBeCloseTo(1, 14);
  });

  it('is the same where a fifth of the values are extreme', () => {
    const steady = [1, 1.1, 0.9, 1.05, 0.95, 1.02, 0.98, 1.07];
    const [calm, upset] = [single([...steady, 1.2, 0.8]), single([...steady, 1e6, -1e6])];
    expect(upset.better).toBe(calm.better);
  });

  it('gives p = 0 to one side where the remaining values do not scatter, and p = 1 where they are zero', () => {
    expect(single([-2, -2, -2, -2])).toEqual({ worse: 0, better: 1 });
    expect(single([0, 0, 0, 0, 0.5])).toEqual({ worse: 1, better: 1 });
  });

  it.each([[[]], [[1]]])('gives p = 1 for %j', (values) => {
    expect(single(values)).toEqual({ worse: 1, better: 1 });
  });

  it('counts values that are alike within their launch as the launches that they are', () => {
    const values = [0.3, -0.1, 0.4, 0.2, -0.2, 0.5, 0.1, 0.6, 0.05, 0.35];
    const alike = values.map((value) => [value, value, value, value]);
    // 24 of 40 values are left, four of each launch: t is half of that of 24 values, with 24 / 4 - 1 degrees.
    // scipy: yuen-like t of the 40 values 4.48.., halved; t.sf(t, 5).
    expect(trimmedTTest(alike).better).toBeGreaterThan(single(values).better / 2);
    expect(trimmedTTest(alike).better).toBeLessThan(single(values).better * 2);
    expect(single(alike.flat()).better).toBeLessThan(single(values).better / 100);
  });

  it('counts values as they are where launches are not alike, also where some have more', () => {
    const unlike = [
      [1, -1, 2],
      [2, 1],
      [-1, 2, 1],
      [0.5, 1.5],
      [1, 2, -1],
    ];
    expect(trimmedTTest(unlike)).toEqual(single(unlike.flat()));
  });
});
