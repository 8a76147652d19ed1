/** The cells of a comparison. The plans fix them before any figure is looked at. */
import { cellKey } from '../results/cells.js';
import { NATIVE, type Narrowing, type RunDocument } from '../results/document.js';
import type { Cell } from './comparison.js';
import { observations, type Series } from './observations.js';

/** One runtime's benchmark in both runs; undefined on a side that does not plan it. */
export interface PlannedCell {
  readonly cell: Cell;
  readonly baseline: Series | undefined;
  readonly candidate: Series | undefined;
}

/** Returns the primary series of arms measured against native, by arm and benchmark. */
export function againstNative(run: RunDocument): Map<string, Series> {
  const series = observations(run).filter((one) => one.baselineArm === NATIVE);
  return new Map(series.map((one) => [cellKey(one), one]));
}

/**
 * Returns the union of both plans, in the candidate's order first: every cell that either run planned is a row,
 * whatever became of it. Alpha is divided by their number.
 */
export function plannedCells(
  baseline: ReadonlyMap<string, Series>,
  candidate: ReadonlyMap<string, Series>,
): PlannedCell[] {
  return [...new Map([...candidate, ...baseline])].map(([key, series]) => {
    const [before, now] = [baseline.get(key), candidate.get(key)];
    const { arm, benchmark, metric, unit, direction } = now ?? series;
    return { cell: { arm, benchmark, metric, unit, direction }, baseline: before, candidate: now };
  });
}

/** Whether nobody asked the candidate for it: it was asked, by hand, for other runtimes or other benchmarks. */
export function isLeftOut({ cell, candidate }: PlannedCell, { plan }: RunDocument, by: readonly Narrowing[]): boolean {
  if (candidate !== undefined) return false;
  const hasArm = plan.contrasts.some((one) => one.candidate === cell.arm);
  const hasBenchmark = plan.benchmarks.some(({ id }) => id === cell.benchmark);
  return (!hasArm && by.includes('runtimes')) || (!hasBenchmark && by.some((input) => input !== 'runtimes'));
}
