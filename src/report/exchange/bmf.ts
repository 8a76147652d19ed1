/** Writes the Bencher Metric Format: https://bencher.dev/docs/reference/bencher-metric-format */
import type { Effect, OverheadCell } from '../../compare/comparison.js';
import { printable, printableJson } from '../../printable.js';
import { groupBy } from '../../results/group.js';
import type { ReportInput } from '../input.js';
import { timeRatio } from '../numbers.js';

interface Metric {
  readonly value: number;
  readonly lower_value?: number;
  readonly upper_value?: number;
}

/** These are Bencher's limits in characters. */
const LONGEST_BENCHMARK = 1024;
const LONGEST_MEASURE = 64;

/**
 * Writes a Bencher benchmark for each arm and benchmark (`runc cpu.prime`), with two measures: the metric by its own
 * name, in its own unit, and `cost`, how many times as long as native it takes for the same work in the same blocks,
 * with its 95 % interval. More is worse in every benchmark, so that one threshold serves all.
 */
export function renderBmf({ overheads }: ReportInput): string {
  const benchmarks = [...groupBy(overheads, ({ arm, benchmark }) => `${arm} ${benchmark}`)].flatMap(([name, cells]) => {
    const measures = cells.flatMap(measuresOf);
    return measures.length === 0
      ? []
      : [[printable(name, LONGEST_BENCHMARK - 1), Object.fromEntries(measures)] as const];
  });
  return `${printableJson(Object.fromEntries(benchmarks))}\n`;
}

function measuresOf({ metric, level, overhead, direction }: OverheadCell): [string, Metric][] {
  return [
    ...(level === null ? [] : [[printable(metric, LONGEST_MEASURE - 1), { value: level }] as [string, Metric]]),
    ...(overhead === null ? [] : [['cost', ratioOf(timeRatio(overhead, direction))] as [string, Metric]]),
  ];
}

function ratioOf({ ratio, low, high }: Effect): Metric {
  return {
    value: ratio,
    ...(low !== null && { lower_value: low }),
    ...(high !== null && { upper_value: high }),
  };
}
