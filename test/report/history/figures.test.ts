/** How the dashboard writes figures and ticks. */
import { describe, expect, it } from '@jest/globals';
import {
  formatCost,
  innerRange,
  levelFormat,
  niceStep,
  timeTicks,
} from '../../../src/report/history/client/figures.js';
import type { SeriesData } from '../../../src/report/history/page-data.js';

const level = (unit: string, top: number, value: number, step: number) =>
  levelFormat({ unit } as SeriesData, top)(value, step);
const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
const labels = (from: string, to: string, most: number) => timeTicks(at(from), at(to), most).map(([, text]) => text);

describe('figures of the dashboard', () => {
  it('of cost have a sign, unless they are written as zero', () => {
    expect([12.34, -12.34, -0.04].map((cost) => formatCost(cost, 0.1))).toEqual([
      '+12.3\u00a0%',
      '-12.3\u00a0%',
      '0.0\u00a0%',
    ]);
  });

  it('of levels have the unit that suits the largest', () => {
    expect(level('ms', 800, 750, 10)).toBe('750 ms');
    expect(level('ms', 1500, 750, 10)).toBe('0.75 s');
    expect(level('MiB/s', 4096, 2048, 512)).toBe('2.0 GiB/s');
    expect(level('events/s', 2e6, 1.5e6, 1e5)).toBe('1.5 M events/s');
  });

  it('of a scale leave out the spikes', () => {
    expect(innerRange([...Array(98).keys(), 1e6, 1e7], 0.05)).toEqual([5, 94]);
  });
});

describe('ticks of the dashboard', () => {
  it('of values are one, two or five of a power of ten apart', () => {
    expect([7, 11, 30, 90].map((span) => niceStep(span, 8))).toEqual([1, 2, 5, 20]);
  });

  it('of time are days within two months, and the first days of months beyond', () => {
    expect(labels('2026-03-01', '2026-03-03', 5)).toEqual(['03-01', '03-02', '03-03']);
    expect(labels('2026-01-15', '2026-07-15', 3)).toEqual(['2026-03', '2026-05', '2026-07']);
  });
});
