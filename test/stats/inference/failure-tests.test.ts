import { describe, expect, it } from '@jest/globals';
import { fisherTest, signTest } from '../../../src/stats/inference/failure-tests.js';

describe('sign test', () => {
  it.each([
    [0, 0, 1],
    [11, 0, 2 ** -11],
    [0, 11, 1],
    [9, 1, 11 / 1024],
  ])('of %d against %d', (candidate, baseline, p) => {
    expect(signTest(candidate, baseline)).toBeCloseTo(p, 13);
  });
});

describe("Fisher's test", () => {
  it('gives the p value of the tea-tasting experiment', () => {
    expect(fisherTest({ failed: 1, of: 4 }, { failed: 3, of: 4 })).toBeCloseTo(17 / 70, 13);
  });

  it.each([
    ['no failures', { failed: 0, of: 9 }, { failed: 0, of: 9 }, 1],
    ['nothing but failures', { failed: 9, of: 9 }, { failed: 9, of: 9 }, 1],
    ['failures of the baseline alone', { failed: 3, of: 9 }, { failed: 0, of: 9 }, 1],
    ['no launch of the baseline', { failed: 0, of: 0 }, { failed: 4, of: 9 }, 1],
  ])('gives p = 1 with %s', (_, baseline, candidate, p) => {
    expect(fisherTest(baseline, candidate)).toBeCloseTo(p, 12);
  });

  it('refuses more failures than launches', () => {
    expect(() => fisherTest({ failed: 2, of: 1 }, { failed: 0, of: 1 })).toThrow(RangeError);
  });
});
