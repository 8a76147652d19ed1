/** The chance of a wrong answer is spent once, however many comparisons there are. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { designFor, errorOfEnds, errorOfParent, errorOfStep, MOST_LAUNCHES } from '../../src/bisect/errors-spent.js';
import { thresholds } from '../../src/stats/sequential.js';
import { SEED } from '../support/property.js';

const alphas = fc.double({ min: 0.001, max: 0.5, noNaN: true });

describe('the errors of a search', () => {
  it('add up to no more than alpha for any number of steps', () => {
    fc.assert(
      fc.property(
        alphas,
        fc.integer({ min: 1, max: 14 }),
        fc.integer({ min: 0, max: 300 }),
        (alpha, planned, steps) => {
          const taken = Array.from({ length: steps }, (_, at) => errorOfStep(alpha, planned, at));
          const sum = taken.reduce((all, one) => all + one, errorOfEnds(alpha) + errorOfParent(alpha));
          expect(sum).toBeLessThanOrEqual(alpha * (1 + 1e-12));
        },
      ),
      { seed: SEED },
    );
  });
});

describe('the looks of a comparison', () => {
  it('come later each time, spend each error once, and the first can reject', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.25, noNaN: true }), (error) => {
        const { looks, beta } = designFor(error);
        const ns = looks.map(({ n }) => n);
        expect(ns).toEqual([...new Set(ns)].sort((a, b) => a - b));
        expect(ns.at(-1)).toBe(MOST_LAUNCHES);
        for (const share of ['alphaShare', 'betaShare'] as const)
          expect(looks.reduce((sum, look) => sum + look[share], 0)).toBeCloseTo(1, 9);
        expect(beta).toBe(error);
        const limits = thresholds(designFor(error), error, 1);
        expect(limits[0]).toBeGreaterThanOrEqual(2 ** -(ns[0] ?? 0));
        expect(limits.reduce((sum, limit) => sum + limit, 0)).toBeLessThanOrEqual(error * (1 + 1e-12));
      }),
      { seed: SEED },
    );
  });
});
