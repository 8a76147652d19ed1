import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { renderBiggerIsBetter, renderSmallerIsBetter } from '../../../src/report/exchange/benchmark-action.js';
import { buildRun } from '../../support/run-builder.js';
import { nativeCell, overhead } from '../support/cells.js';

/** `BenchmarkResult` of github-action-benchmark, src/extract.ts. */
const RESULTS = z.array(
  z.strictObject({
    name: z.string().min(1),
    value: z.number(),
    unit: z.string().min(1),
    range: z.string().optional(),
    extra: z.string().optional(),
  }),
);

const startup = overhead({
  benchmark: 'lifecycle.startup',
  metric: 'startup',
  unit: 'ms',
  direction: 'lower',
  level: 70,
  nativeLevel: 10,
  overhead: { ratio: 7, low: 6, high: 8 },
});
const input = {
  run: buildRun(),
  overheads: [nativeCell(), overhead({ overhead: { ratio: 0.8, low: 0.75, high: 1 } }), startup],
};
const smaller = RESULTS.parse(JSON.parse(renderSmallerIsBetter(input)));
const bigger = RESULTS.parse(JSON.parse(renderBiggerIsBetter(input)));

describe('customSmallerIsBetter', () => {
  it('holds how many times as long each runtime takes, with throughput inverted', () => {
    expect(smaller.map(({ name, value, unit }) => [name, value, unit])).toEqual([
      ['runc cpu.prime: time against native', 1.25, 'times'],
      ['runc lifecycle.startup: time against native', 7, 'times'],
      ['runc lifecycle.startup', 70, 'ms'],
    ]);
  });

  it('reports the interval', () => {
    expect(smaller[0]?.range).toBe('1.000 to 1.333');
  });
});

describe('customBiggerIsBetter', () => {
  it('holds throughputs only', () => {
    expect(bigger.map(({ name, value, unit }) => [name, value, unit])).toEqual([
      ['native cpu.prime', 1000, 'events/s'],
      ['runc cpu.prime', 980, 'events/s'],
    ]);
  });
});

it('names are unique, since that tool finds a series by its name', () => {
  const names = smaller.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
