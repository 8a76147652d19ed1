import { describe, expect, it } from '@jest/globals';
import {
  absoluteDifference,
  costOf,
  costWord,
  formatClock,
  formatCost,
  formatLevel,
  formatNoise,
  formatPercent,
  scaleFor,
} from '../../src/report/numbers.js';
import { overhead } from './support/cells.js';

const cost = (ratio: number, low: number | null, high: number | null, direction: 'higher' | 'lower' = 'lower') =>
  formatCost(costOf({ ratio, low, high }, direction));

describe('costOf', () => {
  it('is positive where a time grew', () => {
    expect(costOf({ ratio: 1.02, low: 1.01, high: 1.04 }, 'lower').percent).toBeCloseTo(2);
  });

  it('is positive where a throughput fell, and its bounds change places', () => {
    const fallen = costOf({ ratio: 0.98, low: 0.97, high: 0.995 }, 'higher');
    expect([fallen.low, fallen.percent, fallen.high].map((value) => value?.toFixed(1))).toEqual(['0.5', '2.0', '3.1']);
  });

  it('keeps a missing bound on its own side', () => {
    expect(costOf({ ratio: 0.98, low: null, high: 0.99 }, 'higher')).toMatchObject({ high: null });
    expect(costOf({ ratio: 1.02, low: null, high: 1.03 }, 'lower')).toMatchObject({ low: null });
  });
});

describe('formatCost', () => {
  it('shows a proven cost with its sign and interval', () => {
    expect(cost(1.018, 1.009, 1.026)).toEqual({ estimate: '+1.8 %', interval: '[+0.9, +2.6]', evidence: 'worse' });
  });

  it('never shows the nearer end of a proven cost as zero', () => {
    expect(cost(1.06, 1.0017, 1.21)).toMatchObject({ estimate: '+6.0 %', interval: '[+0.2, +21.0]' });
    expect(cost(1.06, 0.9983, 1.21).interval).toBe('[0, +21]');
  });

  it('never shows a bound as zero times', () => {
    expect(cost(5, 0.28, 16).interval).toBe('[×0.3, ×16]');
  });

  it('shows a proven gain as negative', () => {
    expect(cost(1.018, 1.009, 1.026, 'higher')).toEqual({
      estimate: '-1.8 %',
      interval: '[-2.5, -0.9]',
      evidence: 'better',
    });
  });

  it('shows ~ where the interval includes zero change', () => {
    expect(cost(1.003, 0.994, 1.011)).toEqual({ estimate: '~', interval: '[-0.6, +1.1]', evidence: 'none' });
  });

  it('counts a bound at zero change as no evidence', () => {
    expect(cost(1.003, 1, 1.011).evidence).toBe('none');
  });

  it('shows the figure as unproven where there is no interval', () => {
    expect(cost(1.018, null, null)).toMatchObject({ estimate: '~ +1.8 %', interval: '[?]' });
  });

  it('says which side is unbounded', () => {
    expect(cost(1.018, 1.009, null).interval).toBe('[+0.9, +∞]');
    expect(cost(0.9, null, 0.94).interval).toBe('[-∞, -6.0]');
  });

  it('takes its digits from the width of the interval', () => {
    expect(cost(1.2, 1.1, 1.3).estimate).toBe('+20 %');
    expect(cost(1.0123, 1.0121, 1.0125)).toMatchObject({ estimate: '+1.23 %', interval: '[+1.21, +1.25]' });
  });

  it('shows several times the time as times', () => {
    expect(cost(25, 23, 27)).toMatchObject({ estimate: '×25.0', interval: '[×23.0, ×27.0]' });
  });

  it('shows a small part of the throughput as times as slow', () => {
    expect(cost(1 / 25, 1 / 40, 1 / 20, 'higher')).toMatchObject({ estimate: '×25', interval: '[×20, ×40]' });
  });

  it('has no cost below -100 %, and one scale for gains and losses of a rate and of a time', () => {
    expect(cost(2.09, 1.9, 2.3, 'higher')).toMatchObject({ estimate: '-52.2 %', interval: '[-56.5, -47.4]' });
    expect(cost(100, 90, 110, 'higher')).toMatchObject({ estimate: '-99.0 %' });
    expect(costOf({ ratio: 1 / 2.5, low: null, high: null }, 'higher').percent).toBeCloseTo(150, 10);
    expect(costOf({ ratio: 2.5, low: null, high: null }, 'lower').percent).toBeCloseTo(150, 10);
  });

  it('never shows a tested verdict as unproven', () => {
    const change = costOf({ ratio: 1.03, low: 0.99, high: 1.07 }, 'lower');
    expect(formatCost(change, 'worse').estimate).toBe('+3.0 %');
  });

  it('has no negative zero', () => {
    expect(cost(0.99999, 0.98, 1.01).interval).toBe('[-2.0, +1.0]');
    expect(formatPercent(-0.001)).toBe('0.0 %');
  });
});

describe('costWord', () => {
  it.each([
    ['worse', 'ms', 'slower'],
    ['better', 'MiB/s', 'faster'],
    ['worse', 'MiB', 'worse'],
    ['better', 'constructor', 'better'],
    ['none', 'ms', ''],
  ] as const)('names %s in %s %j', (evidence, unit, word) => {
    expect(costWord(evidence, unit)).toBe(word);
  });
});

describe('formatLevel', () => {
  it.each([
    [0.00000042, 's', '420 ns'],
    [0.0121, 'ms', '12.1 µs'],
    [128, 'ms', '128 ms'],
    [2500, 'ms', '2.50 s'],
    [0.5, 'MiB/s', '512 KiB/s'],
    [14210, 'MiB/s', '13.9 GiB/s'],
    [1234.5, 'events/s', '1235 events/s'],
    [12345, 'events/s', '12.3 k events/s'],
    [4_560_000, 'ops/s', '4.56 M ops/s'],
    [3_145_728, 'B', '3.00 MiB'],
    [12, 'apples', '12.0 apples'],
    [12, 'constructor', '12.0 constructor'],
    [0, 'ms', '0 ms'],
  ])('shows %d %s as %s', (level, unit, text) => {
    expect(formatLevel(level, unit)).toBe(text);
  });

  it('shows - where nothing was measured', () => {
    expect(formatLevel(null, 'ms')).toBe('-');
  });

  it('shows fewer digits of a noisier level', () => {
    expect([0.5, 3, 20].map((noise) => formatLevel(12.3456, 'ms', noise))).toEqual(['12.35 ms', '12.3 ms', '12 ms']);
  });

  it('counts digits after rounding', () => {
    expect(formatLevel(9.999, 'ms')).toBe('10.0 ms');
  });
});

describe('scaleFor', () => {
  it('gives the factor that goes with the unit', () => {
    const { factor, unit } = scaleFor(2048, 'MiB/s');
    expect([2048 * factor, unit]).toEqual([2, 'GiB/s']);
  });
});

describe('absoluteDifference', () => {
  const startup = { benchmark: 'lifecycle.startup', unit: 'ms', direction: 'lower', nativeLevel: 5 } as const;

  it('accompanies a time that grew to several times', () => {
    const cell = overhead({ ...startup, level: 123, overhead: { ratio: 25, low: 24, high: 26 } });
    expect(absoluteDifference(cell)).toBe('+118 ms');
  });

  it('is left out for small costs and for rates', () => {
    expect(absoluteDifference(overhead({ ...startup, overhead: { ratio: 1.1, low: 1, high: 1.2 } }))).toBe('');
    expect(absoluteDifference(overhead({ overhead: { ratio: 0.1, low: 0.09, high: 0.11 } }))).toBe('');
  });
});

describe('formatNoise', () => {
  it('shows a decimal below 10 %', () => {
    expect([0.82, 12.6, null].map(formatNoise)).toEqual(['0.8 %', '13 %', '-']);
  });
});

describe('formatClock', () => {
  it.each([
    [7.4, '0:07'],
    [750, '12:30'],
    [3723, '1:02:03'],
    [-3, '0:00'],
  ])('shows %d s as %s', (seconds, text) => {
    expect(formatClock(seconds)).toBe(text);
  });
});
