import { describe, expect, it } from '@jest/globals';
import { endWithRunToRun, normalQuantile, normalTail, withRunToRun } from '../../../src/stats/across/run-to-run.js';

describe('the normal distribution', () => {
  // scipy 1.15: norm.sf and norm.isf.
  it.each([
    [0.5, 0.308_537_538_725_986_9],
    [1.644_853_626_951_472_2, 0.05],
    [3, 0.001_349_898_031_630_094_6],
    [5, 2.866_515_718_791_933e-7],
    [-2, 0.977_249_868_051_820_8],
  ])('has above %d a tail of %d, and that back', (z, tail) => {
    expect(Math.abs(normalTail(z) - tail)).toBeLessThan(1e-15);
    if (tail <= 0.5) expect(normalQuantile(tail)).toBeCloseTo(z, 8);
  });

  it('has a tail of 0 or 1 far out', () => {
    expect([normalTail(9), normalTail(-9), normalQuantile(0)]).toEqual([0, 1, 8]);
  });
});

const beyond = (sd: number, widening = 1) => ({ sd, widening });

describe('what another run adds', () => {
  it('adds its variance to that of the blocks', () => {
    const p = normalTail(4);
    // The blocks alone: 4 standard errors of 1 %. With a run's .75 %: 4 / 1.25 of them.
    expect(withRunToRun(p, 0.04, beyond(0.0075))).toBeCloseTo(normalTail(3.2), 12);
    const interval = { low: 0.04 - 0.02, high: 0.04 + 0.02 };
    expect(endWithRunToRun(interval, 'low', 0.04, normalTail(2), beyond(0.0075))).toBeCloseTo(0.04 - 0.025, 12);
    expect(endWithRunToRun(interval, 'high', 0.04, normalTail(2), beyond(0.0075))).toBeCloseTo(0.04 + 0.025, 12);
  });

  it('adds it to the error of correlated blocks, which is larger than their scatter says', () => {
    expect(withRunToRun(normalTail(4), 0.04, beyond(0, 2))).toBeCloseTo(normalTail(2), 12);
    // Twice the 1 %, and a run's 1.5 %: 4 / 2.5 standard errors of 1 %.
    expect(withRunToRun(normalTail(4), 0.04, beyond(0.015, 2))).toBeCloseTo(normalTail(1.6), 12);
    const interval = { low: 0.03, high: 0.05 };
    expect(endWithRunToRun(interval, 'low', 0.04, 0.05, beyond(0, 2))).toBeCloseTo(0.02, 12);
    expect(endWithRunToRun(interval, 'high', 0.04, 0.05, beyond(0, 2))).toBeCloseTo(0.06, 12);
  });

  it('adds all of its variance where the blocks do not scatter at all', () => {
    const point = { low: 0.04, high: 0.04 };
    expect(endWithRunToRun(point, 'low', 0.04, normalTail(2), beyond(0.0075))).toBeCloseTo(0.04 - 0.015, 12);
    expect(endWithRunToRun(point, 'high', 0.04, normalTail(2), beyond(0.0075))).toBeCloseTo(0.04 + 0.015, 12);
  });

  it('changes nothing where a run adds nothing, there is no bound, or there is no evidence of a change', () => {
    expect(withRunToRun(0.01, 0.04, beyond(0))).toBe(0.01);
    expect(withRunToRun(0.8, -0.01, beyond(0.01))).toBe(0.8);
    expect(endWithRunToRun({ low: null, high: 0.06 }, 'low', 0.04, 0.05, beyond(0.01))).toBeNull();
    expect(endWithRunToRun({ low: 0.01, high: null }, 'low', 0.04, 0.05, beyond(0))).toBe(0.01);
  });

  it('never makes p smaller, and makes no change of an estimate in the other direction', () => {
    expect(withRunToRun(0.01, 0.5, beyond(1e-9))).toBeGreaterThanOrEqual(0.01);
    expect(withRunToRun(0.4, -0.001, beyond(0.01))).toBe(0.5);
  });
});
