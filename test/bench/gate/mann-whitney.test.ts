import { describe, expect, it } from '@jest/globals';
import { mannWhitneyP } from '../../../bench/gate/rules/mann-whitney.js';

/** Makes values by a fixed recipe, so that the library's p values below can be reproduced with it. */
function sample(seed: number, size: number, modulus: number, shift: number): number[] {
  return Array.from({ length: size }, (_, i) => (((i + 1) * 7919 * (seed + 3) + seed * 104729) % modulus) + shift);
}

/**
 * Seeds, sizes, modulus, shift of y, and the two-sided p of aclements/go-moremath, which benchstat uses (August 2026).
 */
const FROM_THE_LIBRARY: [string, number, number, number, number, number, number, number][] = [
  ['exact, n 5 and 5', 1, 2, 5, 5, 10007, 0, 0.30952380952381],
  ['exact, n 8 and 6', 3, 4, 8, 6, 10007, 900, 1],
  ['exact, n 20 and 20', 5, 6, 20, 20, 10007, 2500, 0.429081640577506],
  ['exact, n 50 and 50', 7, 8, 50, 50, 10007, 1200, 0.0448804061959019],
  ['normal beyond 50', 2, 9, 60, 60, 10007, 900, 0.676483280188564],
  ['exact with ties, n 10', 1, 2, 10, 10, 13, 3, 0.100197016605685],
  ['exact with ties, n 25', 3, 4, 25, 25, 29, 5, 0.132103186932653],
  ['normal with ties beyond 25', 5, 6, 26, 26, 29, 5, 0.0469747996318987],
  ['normal with ties, n 40 and 70', 2, 3, 40, 70, 101, 12, 0.154733099245374],
];

describe('benchstat: Mann-Whitney p', () => {
  it.each(FROM_THE_LIBRARY)('agrees with the library: %s', (_, seedX, seedY, n, m, modulus, shift, p) => {
    expect(mannWhitneyP(sample(seedX, n, modulus, 0), sample(seedY, m, modulus, shift))).toBeCloseTo(p, 12);
  });

  it('has no difference where all values are equal', () => {
    expect(mannWhitneyP([3, 3, 3], [3, 3])).toBe(1);
  });

  it('keeps its precision far out in the normal tail', () => {
    const x = Array.from({ length: 60 }, (_, i) => i);
    expect(
      mannWhitneyP(
        x,
        x.map((value) => value + 100),
      ) / 3.6e-21,
    ).toBeCloseTo(1, 1);
  });
});
