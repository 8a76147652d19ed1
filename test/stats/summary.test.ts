import { describe, expect, it } from '@jest/globals';
import { hasTwoModes, isTooCoarse, median, robustSd } from '../../src/stats/summary.js';
import { fine, integers } from './random.js';

describe('median', () => {
  it('is the middle value', () => {
    expect(median([9, 1, 4])).toBe(4);
  });

  it('is null of no values', () => {
    expect(median([])).toBeNull();
  });
});

describe('robustSd', () => {
  it('is 1.4826 times the median absolute deviation, whatever one outlier does', () => {
    expect(robustSd([1, 2, 3, 4, 1000])).toBeCloseTo(1.4826, 12);
  });

  it('is null of one value', () => {
    expect(robustSd([3])).toBeNull();
  });
});

describe('isTooCoarse', () => {
  it('asks for ten distinct values', () => {
    const nine = Array.from({ length: 40 }, (_, i) => i % 9);
    expect([isTooCoarse(nine), isTooCoarse([...nine, 9])]).toEqual([true, false]);
  });
});

describe('hasTwoModes', () => {
  const one = fine(integers(31), 24);

  it('finds two groups far apart', () => {
    expect(hasTwoModes(one.map((value, i) => value + (i % 3 === 0 ? 12 : 0)))).toBe(true);
  });

  it('is false for one group', () => {
    expect(hasTwoModes(one)).toBe(false);
  });

  it('does not count outliers as a group', () => {
    expect(hasTwoModes(one.map((value, i) => value + (i < 3 ? 12 : 0)))).toBe(false);
  });

  it('is false for fewer than twelve values', () => {
    expect(hasTwoModes([1, 2, 3, 4, 5, 101, 102, 103, 104, 105, 106])).toBe(false);
  });

  it('does not count quantised values as groups', () => {
    expect(hasTwoModes(Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? 0.52 : 0.53)))).toBe(false);
  });

  it('does not depend on the order', () => {
    const groups = [...one.slice(0, 12), ...one.slice(12).map((value) => value + 12)];
    expect(hasTwoModes(groups.toReversed())).toBe(hasTwoModes(groups));
  });
});
