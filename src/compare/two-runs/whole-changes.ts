/** Compares runtimes as a whole between two runs of one boot. It informs beside the cells; no gate depends on it. */

import { cellKey } from '../../results/cells.js';
import { NATIVE, type RunDocument } from '../../results/document.js';
import { groupBy } from '../../results/group.js';
import { benchmarkOf } from '../../results/named.js';
import { runTest, shiftOfRuns } from '../../stats/across/run-test.js';
import { type BeyondBlocks, endWithRunToRun, withRunToRun } from '../../stats/across/run-to-run.js';
import type { Interval } from '../../stats/inference/signed-rank.js';
import type { WholeChange } from '../comparison.js';
import { planDifferences } from '../documents/plan-differences.js';
import { betweenRuns } from '../host/run-to-run.js';
import type { Series } from '../observations.js';
import { throughputSeries, wholeTimes } from '../one-run/whole.js';
import { MOST_BLOCKS } from './same-boot.js';

/** The tail on each side of the interval, which is one of 95 %. */
const TAIL = 0.025;

/**
 * Returns a row for every runtime that both runs measured against native, over the benchmarks that they did alike.
 * @param widening of the error that blocks show, as for the cells.
 */
export function wholeChanges(baseline: RunDocument, candidate: RunDocument, widening: number): WholeChange[] {
  const [before, now] = [baseline, candidate].map((run) =>
    throughputSeries(run).filter(({ baselineArm }) => baselineArm === NATIVE),
  ) as [Series[], Series[]];
  const earlier = new Map(before.map((one) => [cellKey(one), one]));
  const alike = now.flatMap((one) => {
    const then = earlier.get(cellKey(one));
    return then !== undefined && planDifferences(baseline, candidate, one).length === 0 ? [{ then, one }] : [];
  });
  return [...groupBy(alike, ({ one }) => one.arm)].flatMap(
    ([arm, own]) =>
      wholeChange(
        arm,
        own.map(({ then }) => then),
        own.map(({ one }) => one),
        { sd: runToRunOf(own, candidate), widening },
      ) ?? [],
  );
}

/** The bound as a ratio; null where there is none, or none that JSON can hold. */
function boundOf(bound: number | null): number | null {
  const ratio = bound === null ? Number.NaN : Math.exp(bound);
  return Number.isFinite(ratio) ? ratio : null;
}

/** Of the mean over benchmarks whose runs differ independently. */
const runToRunOf = (series: readonly { readonly one: Series }[], run: RunDocument): number =>
  Math.hypot(...series.map(({ one }) => betweenRuns(benchmarkOf(run, one.benchmark)).likely)) / series.length;

/** Applies the cells' block test to one figure a block: the times of all benchmarks together. */
function wholeChange(
  armId: string,
  before: readonly Series[],
  now: readonly Series[],
  beyond: BeyondBlocks,
): WholeChange | undefined {
  const [x, y] = [before, now].map((series) =>
    wholeTimes(series)
      .slice(0, MOST_BLOCKS)
      .map((time) => [time]),
  ) as [number[][], number[][]];
  if (x.length === 0 || y.length === 0) return undefined;
  const shift = shiftOfRuns(x, y);
  const interval = shift.interval(TAIL);
  const { less, greater } = runTest(x, y);
  const { estimate } = shift;
  const ratio = Math.exp(estimate);
  if (!Number.isFinite(ratio)) return undefined;
  const end = (side: keyof Interval): number | null => boundOf(endWithRunToRun(interval, side, estimate, TAIL, beyond));
  return {
    arm: armId,
    benchmarks: now.length,
    time: { ratio, low: end('low'), high: end('high') },
    pSlower: withRunToRun(greater, estimate, beyond),
    pFaster: withRunToRun(less, -estimate, beyond),
  };
}
