import { describe, expect, it } from '@jest/globals';
import { trimmedWelch } from '../../../src/stats/across/trimmed-welch.js';

const x = [0.31, -0.12, 0.44, 0.2, -0.25, 0.5, 0.11, 0.6, 0.05, 0.35];
const y = [1.1, 0.9, 0.4, 2.2, 1.4];

describe('trimmedWelch', () => {
  it('is the t test of trimmed means with Welch degrees, rounded down', () => {
    // scipy 1.10: ttest_ind(y, x, equal_var=False, trim=.2) has t 3.9492 and 2.87 degrees; t.sf(t, 2).
    const { centre, less, greater } = trimmedWelch(x, y);
    expect(centre).toBeCloseTo(0.89, 6);
    expect(greater()).toBeCloseTo(0.02927207, 6);
    expect(less() + greater()).toBeCloseTo(1, 14);
  });

  it('is the t test of Welch where nothing is trimmed', () => {
    // scipy 1.17: ttest_ind(y, x, equal_var=False) has t 3.1581 and 4.687 degrees; t.sf(t, floor).
    const { centre, greater } = trimmedWelch(x, y, 0);
    expect(centre).toBeCloseTo(0.981, 6);
    expect(greater()).toBeCloseTo(0.01712297, 7);
  });

  it('has an interval that its p inverts', () => {
    const { centre, less, greater, halfWidth } = trimmedWelch(x, y);
    const half = halfWidth(0.025) ?? Number.NaN;
    expect(greater(centre - half)).toBeCloseTo(0.025, 12);
    expect(less(centre + half)).toBeCloseTo(0.025, 12);
  });

  it('says nothing where a sample has fewer than two values, or nothing scatters or differs', () => {
    expect(trimmedWelch(x, [9]).less()).toBe(1);
    expect(trimmedWelch(x, [9]).greater()).toBe(1);
    expect(trimmedWelch(x, [9]).halfWidth(0.05)).toBeNull();
    expect(trimmedWelch([1, 1, 1], [1, 1]).less()).toBe(1);
  });

  it('is sure where nothing scatters and there is a difference', () => {
    const still = trimmedWelch([1, 1, 1], [2, 2]);
    expect([still.less(), still.greater(), still.halfWidth(0.05)]).toEqual([1, 0, 0]);
  });
});
