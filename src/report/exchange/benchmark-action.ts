/** Writes what github-action-benchmark reads as `customSmallerIsBetter` and `customBiggerIsBetter`. */
import type { OverheadCell } from '../../compare/comparison.js';
import { printable, printableJson } from '../../printable.js';
import { count } from '../../units.js';
import type { ReportInput } from '../input.js';
import { costOf, formatNumber } from '../numbers.js';

/** It is that tool's `BenchmarkResult`: README, "Custom benchmarks". */
interface BenchmarkEntry {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** It is shown beside the value and not parsed. */
  readonly range?: string;
  readonly extra?: string;
}

const nameOf = ({ arm, benchmark }: OverheadCell): string => printable(`${arm} ${benchmark}`);

/**
 * Writes times, and for every runtime how many times as long as native it takes for the same work. These are ratios,
 * since that tool compares a value with the last one as a quotient, which says nothing about a cost near 0 %.
 */
export function renderSmallerIsBetter({ overheads }: ReportInput): string {
  return text([
    ...overheads.flatMap(slowdown),
    ...overheads.filter(({ direction }) => direction === 'lower').flatMap(level),
  ]);
}

/** Writes throughputs and rates as they were measured. */
export function renderBiggerIsBetter({ overheads }: ReportInput): string {
  return text(overheads.filter(({ direction }) => direction === 'higher').flatMap(level));
}

const text = (entries: readonly BenchmarkEntry[]): string => `${printableJson(entries)}\n`;

function slowdown(cell: OverheadCell): BenchmarkEntry[] {
  if (cell.overhead === null) return [];
  const { percent, low, high } = costOf(cell.overhead, cell.direction);
  const times = (value: number): number => 1 + value / 100;
  return [
    {
      name: `${nameOf(cell)}: time against native`,
      unit: 'times',
      value: times(percent),
      ...(low !== null &&
        high !== null && { range: `${formatNumber(times(low), 0)} to ${formatNumber(times(high), 0)}` }),
      extra: count(cell.blocks, 'block'),
    },
  ];
}

function level(cell: OverheadCell): BenchmarkEntry[] {
  if (cell.level === null) return [];
  return [
    {
      name: nameOf(cell),
      unit: printable(cell.unit),
      value: cell.level,
      ...(cell.noisePercent !== null && { range: `± ${cell.noisePercent.toFixed(1)} %` }),
      extra: count(cell.blocks, 'block'),
    },
  ];
}
