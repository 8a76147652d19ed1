import { describe, expect, it } from '@jest/globals';
import { boundary, tailBoundary } from '../../../src/stats/inference/boundary.js';

const TAIL = 0.025;

/** Falls by half for each .05 of shift, in steps as an exact test has them; below the tail from `end` on. */
const exactTo = (end: number) => (shift: number) => {
  const p = TAIL * 2 ** ((end - shift) / 0.05);
  return Math.round(p * 1e9) / 1e9;
};

function counted(p: (shift: number) => number) {
  const asked = { times: 0 };
  return {
    asked,
    exact: (shift: number) => {
      asked.times++;
      return p(shift);
    },
  };
}

describe('tailBoundary', () => {
  it.each([
    ['is right', 1],
    ['is a hundredth too small', 0.99],
    ['is a tenth too large', 1.1],
    ['is half of it', 0.5],
    ['is a thousandth of it', 0.001],
    ['is a thousand times as large', 1000],
  ])('ends where the exact p alone would end it, where the near one %s', (_, factor) => {
    const p = exactTo(0.37);
    const found = tailBoundary(0, 0.1, { exact: p, near: (shift) => factor * p(shift) }, TAIL);
    expect(found).toBeCloseTo(boundary(0, 0.1, (shift) => p(shift) > TAIL) ?? Number.NaN, 4);
  });

  it.each([
    ['is never below the tail', () => 1],
    ['is nothing', () => 0],
    ['is no number', () => Number.NaN],
    ['falls the wrong way', (shift: number) => TAIL * 2 ** ((shift - 0.37) / 0.05)],
  ])('ends there where the near one %s', (_, near) => {
    expect(tailBoundary(0, 0.1, { exact: exactTo(0.37), near }, TAIL)).toBeCloseTo(0.37, 3);
  });

  it('is null where the exact p never falls below the tail', () => {
    expect(tailBoundary(0, 0.1, { exact: () => 1, near: exactTo(0.37) }, TAIL)).toBeNull();
  });

  it('asks for the exact p three times where the near one errs by a constant factor', () => {
    const { asked, exact } = counted(exactTo(0.37));
    tailBoundary(0, 0.1, { exact, near: (shift) => 0.9 * exactTo(0.37)(shift) }, TAIL);
    expect(asked.times).toBeLessThanOrEqual(3);
  });
});
