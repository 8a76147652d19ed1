/**
 * Compares runtimes as a whole between the two sides of one run. It informs beside the cells; no gate depends on it.
 */
import { keyOf } from '../../results/cells.js';
import { NATIVE, type RunDocument } from '../../results/document.js';
import { groupBy } from '../../results/group.js';
import type { PairedTrials } from '../../stats/inference/launch-scores.js';
import { shiftOfLaunches } from '../../stats/inference/launch-shift.js';
import { launchTest } from '../../stats/inference/swap-test.js';
import type { WholeChange } from '../comparison.js';
import { effectOf } from '../levels.js';
import type { BlockObservation, Series } from '../observations.js';
import { isOfFiles } from './side-settings.js';
import { throughputSeries, wholeBlocks } from './whole.js';

/** The tail on each side of the interval, which is one of 95 %. */
const TAIL = 0.025;

/**
 * Returns a row for every contrast of two sides, over its throughput benchmarks. Files are left out: the copies of the
 * two sides differ for no reason in the code, which no number of launches shows.
 * @throws InputError for a document edited by hand.
 */
export function wholeSides(run: RunDocument): WholeChange[] {
  const tested = throughputSeries(run).filter((one) => one.baselineArm !== NATIVE && !isOfFiles(one));
  return [...groupBy(tested, ({ baselineArm, arm }) => keyOf(baselineArm, arm)).values()].flatMap(
    (series) => wholeSide(series) ?? [],
  );
}

/**
 * Applies the cells' launch test to one pair a block: the times of all benchmarks together, on either side. Blocks
 * without all of them, such as those after a look has decided a cell, do not count.
 */
function wholeSide(series: readonly Series[]): WholeChange | undefined {
  const times = { baseline: sideTimes(series, 'baseline'), candidate: sideTimes(series, 'candidate') };
  if (times.baseline.length === 0) return undefined;
  const { estimate, interval } = shiftOfLaunches(times);
  const { low, high } = interval(TAIL);
  const time = effectOf({ ratio: Math.exp(estimate), low: ratioOf(low), high: ratioOf(high) });
  if (time === null) return undefined;
  // The test takes larger for better, and here larger is more time.
  const { better: pSlower, worse: pFaster } = launchTest(times);
  return { arm: series[0]?.arm ?? '', benchmarks: series.length, time, pSlower, pFaster };
}

const ratioOf = (shift: number | null): number | null => (shift === null ? null : Math.exp(shift));

/** Returns the time for the same work, the geometric mean over the benchmarks, for each block that has them all. */
function sideTimes(series: readonly Series[], side: keyof PairedTrials): number[][] {
  const all = series.map((one) => new Map(one.observations.map((seen) => [seen.block, timeOf(one, seen, side)])));
  return wholeBlocks(series).map((block) => {
    const sum = all.reduce((total, times) => total + (times.get(block) ?? Number.NaN), 0);
    return [Math.exp(sum / all.length)];
  });
}

/** The logarithm of the time for the same work. */
const timeOf = ({ direction }: Series, seen: BlockObservation, side: keyof PairedTrials): number =>
  direction === 'higher' ? -Math.log(seen[side]) : Math.log(seen[side]);
