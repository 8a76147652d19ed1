import { describe, expect, it } from '@jest/globals';
import {
  LEAST_HISTORY,
  minimumHistory,
  predictionInterval,
  predictionTest,
  studentQuantile,
  studentUpperTail,
} from '../../../src/stats/inference/prediction.js';

describe('studentUpperTail', () => {
  it('is the Cauchy tail at one degree of freedom', () => {
    for (const t of [-3, 0, 0.5, 1, 20]) expect(studentUpperTail(t, 1)).toBeCloseTo(0.5 - Math.atan(t) / Math.PI, 15);
  });

  it('is (1 - t / sqrt(2 + t²)) / 2 at two', () => {
    for (const t of [-3, 0, 0.5, 1, 20])
      expect(studentUpperTail(t, 2)).toBeCloseTo((1 - t / Math.sqrt(2 + t * t)) / 2, 15);
  });

  it.each([
    [3, 2, 0.06966298427942155],
    [7, 2, 0.04280966428148798],
    [30, 2, 0.02731252248149155],
    [99, 2, 0.024119846686316487],
  ])('is that of scipy at %d degrees', (degrees, t, tail) => {
    expect(Math.abs(studentUpperTail(t, degrees) - tail)).toBeLessThan(1e-13);
  });

  it('refuses degrees of freedom that are no count', () => {
    expect(() => studentUpperTail(1, 0)).toThrow(RangeError);
    expect(() => studentUpperTail(1, 2.5)).toThrow(RangeError);
  });
});

describe('studentQuantile', () => {
  it.each([
    [0.25, 1, 1],
    [0.025, 1, 12.706204736174698],
    [0.05, 10, 1.8124611228107341],
    [0.025, 29, 2.0452296421327034],
  ])('of tail %d at %d degrees is %d', (tail, degrees, t) => {
    expect(Math.abs(studentQuantile(tail, degrees) / t - 1)).toBeLessThan(1e-9);
  });

  it('is the inverse of the tail', () => {
    for (const tail of [0.4, 0.05, 0.05 / 60, 1e-6])
      expect(studentUpperTail(studentQuantile(tail, 7), 7)).toBeCloseTo(tail, 14);
  });

  it('refuses what is no tail, and takes one below its resolution for that', () => {
    expect(studentQuantile(1e-300, 7)).toBe(studentQuantile(1e-13, 7));
    expect(() => studentQuantile(0, 7)).toThrow(RangeError);
    expect(() => studentQuantile(0.7, 7)).toThrow(RangeError);
  });
});

describe('predictionInterval', () => {
  it('is mean ± t s sqrt(1 + 1/n)', () => {
    const { low, high } = predictionInterval([1, 2, 3, 4], 0.025);
    const half = 3.182446305284263 * Math.sqrt(5 / 3) * Math.sqrt(1.25);
    expect(low).toBeCloseTo(2.5 - half, 9);
    expect(high).toBeCloseTo(2.5 + half, 9);
  });

  it('needs two runs', () => {
    expect(predictionInterval([1], 0.025)).toEqual({ low: null, high: null });
  });
});

describe('predictionTest', () => {
  it('agrees with the interval: at a bound, p is its tail', () => {
    const history = [1, 2, 3, 4, 6];
    const { low, high } = predictionInterval(history, 0.01);
    expect(predictionTest(history, low ?? Number.NaN).less).toBeCloseTo(0.01, 12);
    expect(predictionTest(history, high ?? Number.NaN).greater).toBeCloseTo(0.01, 12);
  });

  it('gives no p below the share of runs that lie as far out', () => {
    const history = [...Array.from({ length: 48 }, (_, i) => i / 100), -9, -10];
    expect(predictionTest(history, -9).less).toBe(0.04);
    expect(predictionTest(history, -11).less).toBeLessThan(1e-4);
    const mirrored = history.map((one) => -one);
    expect(predictionTest(mirrored, 9).greater).toBe(0.04);
  });

  it('gives p = 1 without scatter', () => {
    expect(predictionTest([2, 2, 2], 5)).toEqual({ less: 1, greater: 1 });
  });

  it('gives p = 1 for one run', () => {
    expect(predictionTest([2], 5)).toEqual({ less: 1, greater: 1 });
  });
});

describe('minimumHistory', () => {
  it('is never below the least history', () => {
    expect(minimumHistory(0.05)).toBe(LEAST_HISTORY);
  });

  it('is 8 runs for 60 cells and 9 for 200', () => {
    expect([60, 200].map((cells) => minimumHistory(0.05 / cells))).toEqual([8, 9]);
  });
});

describe('a tail far out', () => {
  it('is one of a chance of error of one in a million, divided over thousands of cells', () => {
    expect(minimumHistory(1e-6 / 5000)).toBeGreaterThan(minimumHistory(1e-6));
    expect(() => minimumHistory(1e-300)).not.toThrow();
  });
});
