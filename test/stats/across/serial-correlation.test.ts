import { describe, expect, it } from '@jest/globals';
import { serialCorrelation } from '../../../src/stats/across/serial-correlation.js';
import { normals } from '../../support/history-builder.js';

const normal = normals(3);

/** Each value is this part of the one before, and else new. */
function series(length: number, r: number): number[] {
  let last = normal();
  return Array.from({ length }, () => {
    last = r * last + Math.sqrt(1 - r * r) * normal();
    return last;
  });
}
const many = (count: number, length: number, r: number) => Array.from({ length: count }, () => series(length, r));

describe('the correlation of neighbouring blocks', () => {
  it('is about that of what they were drawn from, pooled over short series', () => {
    for (const r of [0, 0.3, 0.5]) {
      const found = serialCorrelation(many(100, 24, r)).r;
      expect(Math.abs(found - r)).toBeLessThan(0.07);
    }
  });

  it('does not widen the error of independent blocks, and widens that of others by sqrt((1 + r) / (1 - r))', () => {
    expect(serialCorrelation(many(12, 12, 0)).widening).toBe(1);
    const { r, widening } = serialCorrelation(many(12, 12, 0.5));
    expect(widening).toBeCloseTo(Math.sqrt((1 + r) / (1 - r)), 12);
    expect(widening).toBeGreaterThan(1.3);
  });

  it('is corrected for what few values show less', () => {
    // Residuals -2 to 2: products 2, 0, 0 and 2 of squares 10, so (5 * .4 + 1) / (5 - 3), and at most 1.
    expect(serialCorrelation([[1, 2, 3, 4, 5]]).r).toBe(1);
    // Residuals 1, -1, 1, -1 are -3 of 4 squares: -3 + 1, together 3 - 2, over 2 + 1.
    const both = [
      [1, 2, 3, 4, 5],
      [1, -1, 1, -1],
    ];
    expect(serialCorrelation(both).r).toBeCloseTo(1 / 3, 12);
  });

  it('takes what few blocks of one cell show for chance, as of two runs of five blocks that rise', () => {
    const { r, widening } = serialCorrelation([
      [1, 2, 3, 4, 5],
      [2, 3, 4, 5, 6],
    ]);
    expect({ r, widening }).toEqual({ r: 1, widening: 1 });
  });

  it('takes a correlation below its standard error for chance, as of one short series', () => {
    // Residuals -.2, .8, .3, -.7, -.2: products .01 of squares 1.3.
    const { r, widening } = serialCorrelation([[1, 2, 1.5, 0.5, 1]]);
    expect(r).toBeCloseTo((5 * 0.01) / 1.3 / 2 + 1 / 2, 12);
    expect(widening).toBe(1);
  });

  it('is nothing of series that are too short or do not scatter, and bounded in a steady drift', () => {
    expect(serialCorrelation([[1, 2, 3], [5, 5, 5, 5], []])).toEqual({ r: 0, widening: 1 });
    const drift = Array.from({ length: 200 }, (_, i) => i);
    expect(serialCorrelation([drift]).widening).toBeCloseTo(Math.sqrt(1.8 / 0.2), 6);
  });
});
