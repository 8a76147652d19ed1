import { describe, expect, it } from '@jest/globals';
import { midranks } from '../../src/stats/ranks.js';

describe('midranks', () => {
  it('doubles the rank of distinct values, in input order', () => {
    expect(midranks([30, 10, 20])).toEqual([6, 2, 4]);
  });

  it('gives tied values the mean of their places', () => {
    expect(midranks([5, 3, 5, 5, 9])).toEqual([6, 2, 6, 6, 10]);
  });

  it('gives negative zero and zero the same rank', () => {
    expect(midranks([-0, 0])).toEqual([3, 3]);
  });

  it('ranks infinities at the ends', () => {
    expect(midranks([Infinity, 0, -Infinity, Infinity])).toEqual([7, 4, 2, 7]);
  });

  it('refuses NaN', () => {
    expect(() => midranks([1, Number.NaN])).toThrow(RangeError);
  });
});
