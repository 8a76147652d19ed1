import { describe, expect, it } from '@jest/globals';
import { timeScale, timeTick } from '../../../src/report/chart/scale.js';
import { costOf } from '../../../src/report/numbers.js';

describe('costOf', () => {
  it('is that of a time as it is', () => {
    expect(costOf({ ratio: 1.25, low: 1.2, high: 1.5 }, 'lower')).toEqual({
      percent: 25,
      low: expect.closeTo(20),
      high: 50,
    });
  });

  it('converts a throughput to time, with its bounds swapped', () => {
    expect(costOf({ ratio: 0.8, low: 0.5, high: 1 }, 'higher')).toEqual({ percent: 25, low: 0, high: 100 });
  });

  it('leaves out a missing bound on its side', () => {
    expect(costOf({ ratio: 0.8, low: null, high: 1 }, 'higher')).toMatchObject({ low: 0, high: null });
  });
});

describe('timeScale', () => {
  it('is linear for small costs and holds them all', () => {
    const { type, domain, ticks } = timeScale([-0.4, 3.2], 600, 46);
    expect(type).toBe('linear');
    expect([domain[0] < -0.4, domain[1] > 3.2]).toEqual([true, true]);
    expect(ticks).toContain(0);
  });

  it('is partly logarithmic where there are small and large costs', () => {
    const { type, ticks } = timeScale([0.5, 1900], 600, 46);
    expect(type).toBe('symlog');
    expect(ticks).toEqual(expect.arrayContaining([0, 2, 900]));
  });

  it('has fewer ticks on less room', () => {
    const [wide, narrow] = [600, 200].map((length) => timeScale([-50, 1900], length, 46).ticks.length);
    expect(narrow).toBeLessThan(wide ?? 0);
  });

  it('never goes below a time of zero', () => {
    expect(timeScale([-99.8, 100], 600, 46).domain[0]).toBeGreaterThan(-100);
  });

  it('has an axis where nothing differs', () => {
    const { domain, ticks } = timeScale([0, 0], 600, 46);
    expect(domain[1]).toBeGreaterThan(domain[0]);
    expect(ticks).toContain(0);
  });
});

describe('timeTick', () => {
  it.each([
    [0, 'same'],
    [5, '+5 %'],
    [-20, '-20 %'],
    [0.6000000000000001, '+0.6 %'],
    [100, '×2'],
    [1900, '×20'],
  ])('writes %d as %s', (percent, text) => {
    expect(timeTick(percent)).toBe(text);
  });
});
