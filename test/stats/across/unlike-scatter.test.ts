import { describe, expect, it } from '@jest/globals';
import { scatterUnlike } from '../../../src/stats/across/unlike-scatter.js';

const x = [0.31, -0.12, 0.44, 0.2, -0.25, 0.5, 0.11, 0.6, 0.05, 0.35];

describe('scatterUnlike', () => {
  it('is the p of the test of Levene about medians', () => {
    // scipy 1.17: levene(x, y, center='median').pvalue
    expect(scatterUnlike(x, [1.1, 0.9, 0.4, 2.2, 1.4])).toBeCloseTo(0.1342985034, 8);
    expect(scatterUnlike(x, [0.5, 0.1, 0.2, 0.4])).toBeCloseTo(0.3806583672, 8);
  });

  it('says nothing where neither scatters, nor of two runs of one block', () => {
    expect(scatterUnlike([1, 1, 1], [2, 2])).toBe(1);
    expect(scatterUnlike([1], [2])).toBe(1);
  });

  it('is sure where one scatters by the same everywhere and the other does not at all', () => {
    expect(scatterUnlike([1, 3], [2, 2, 2])).toBe(0);
  });
});
