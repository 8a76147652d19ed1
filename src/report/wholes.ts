/**
 * Describes a runtime as a whole: its throughput benchmarks together and, apart from these, what is paid once a
 * launch.
 */
import type { Comparison, OverheadCell } from '../compare/comparison.js';
import { type WholeCost, wholeCosts } from '../compare/one-run/whole.js';
import { NATIVE } from '../results/document.js';
import { memoize } from '../results/memoize.js';
import { count } from '../units.js';
import type { ReportInput } from './input.js';
import { absoluteDifference, type Cost, type CostText, costOf, formatCost } from './numbers.js';

export interface WholeText extends CostText {
  readonly arm: string;
  readonly cost: Cost;
  /** It is, for example, `over 4 benchmarks together`. */
  readonly extent: string;
}

export function wholeText({ arm, time, benchmarks }: WholeCost): WholeText {
  const cost = costOf(time, 'lower');
  const extent = benchmarks === 1 ? 'in 1 benchmark' : `over ${count(benchmarks, 'benchmark')} together`;
  return { arm, cost, extent, ...formatCost(cost) };
}

/** Describes every runtime that was measured against native. */
export function wholesAgainstNative({ run }: Pick<ReportInput, 'run'>): WholeText[] {
  return wholeCosts(run)
    .filter(({ baselineArm }) => baselineArm === NATIVE)
    .map(wholeText);
}

/**
 * Returns, for example, `runc as a whole (4 benchmarks) +7.1 % [+3, +11], p 0.00002`, for every runtime. A single
 * benchmark is no whole, and has a verdict of its own.
 */
export function wholeChangeTexts({ wholes }: Pick<Comparison, 'wholes'>): string[] {
  const several = wholes.filter(({ benchmarks }) => benchmarks > 1);
  return several.map(({ arm, benchmarks, time, pSlower, pFaster }) => {
    const { estimate, interval } = formatCost(costOf(time, 'lower'));
    const p = Number(Math.min(1, 2 * Math.min(pSlower, pFaster)).toPrecision(2));
    return `${arm} as a whole (${count(benchmarks, 'benchmark')}) ${estimate} ${interval}, p ${p}`;
  });
}

const starts = memoize(
  (overheads: readonly OverheadCell[]) =>
    new Map(overheads.filter(({ benchmark }) => benchmark === 'lifecycle.startup').map((cell) => [cell.arm, cell])),
);

/** Returns the cell of an arm's start; undefined where it was not measured. */
export const startOf = (overheads: readonly OverheadCell[], armId: string): OverheadCell | undefined =>
  starts(overheads).get(armId);

/** Returns what a start costs against native's, with its interval; empty where it was not measured. */
export function startText(overheads: readonly OverheadCell[], armId: string): string {
  const cell = startOf(overheads, armId);
  if (!cell?.overhead) return '';
  const { estimate, interval } = formatCost(costOf(cell.overhead, cell.direction));
  return [estimate, interval, absoluteDifference(cell)].filter((part) => part !== '').join(' ');
}
