/**
 * Computes the cost of a runtime as a whole, over its throughput benchmarks. It informs beside the cells; no gate
 * depends on it.
 */
import { isCrowd, keyOf } from '../../results/cells.js';
import type { PlannedBenchmark, RunDocument } from '../../results/document.js';
import { groupBy } from '../../results/group.js';
import { hodgesLehmann, hodgesLehmannInterval } from '../../stats/inference/signed-rank.js';
import type { Effect } from '../comparison.js';
import { observations, type Series } from '../observations.js';

export interface WholeCost {
  readonly arm: string;
  /** The arm it is measured against: native, or the other side. */
  readonly baselineArm: string;
  /** Number of throughput benchmarks that count. */
  readonly benchmarks: number;
  /** Number of blocks that have a figure for each of them. */
  readonly blocks: number;
  /**
   * The ratio arm / baseline of the time for the same work, the geometric mean over the benchmarks: 1.02 is 2 % more
   * time.
   */
  readonly time: Effect;
}

/** The tail on each side of the interval, which is one of 95 %. */
const TAIL = 0.025;

/**
 * Returns the cost of every contrast that has a block with all figures. Costs that are paid once a launch (start-up,
 * shutdown, memory) are left out: they are of another size, and a mean over both would describe neither.
 * @throws InputError for a document edited by hand.
 */
export function wholeCosts(run: RunDocument): WholeCost[] {
  const series = groupBy(throughputSeries(run), ({ baselineArm, arm }) => keyOf(baselineArm, arm));
  return run.plan.contrasts.flatMap(
    ({ baseline, candidate }) => wholeCost(candidate, baseline, series.get(keyOf(baseline, candidate)) ?? []) ?? [],
  );
}

/**
 * Series of benchmarks that do work, with at least a figure. A crowd tells of starts and memory, too, and a benchmark
 * that no gate judges scatters more than is known: either would drown the others.
 */
export function throughputSeries(run: RunDocument): Series[] {
  const doesWork = (one: PlannedBenchmark) => one.work.kind !== 'observed' && !isCrowd(one) && !one.ungated;
  const working = new Set(run.plan.benchmarks.filter(doesWork).map(({ id }) => id));
  return observations(run).filter((one) => working.has(one.benchmark) && one.observations.length > 0);
}

/** Returns the blocks in which every series has a figure, in order. */
export function wholeBlocks(series: readonly Series[]): number[] {
  const [first, ...others] = series.map((one) => one.observations.map(({ block }) => block));
  const seen = others.map((blocks) => new Set(blocks));
  return (first ?? []).filter((block) => seen.every((blocks) => blocks.has(block)));
}

/**
 * Returns the logarithm of the time for the same work, the mean over the benchmarks, for each block that has them
 * all.
 */
export function wholeTimes(series: readonly Series[]): number[] {
  const costs = series.map(
    (one) => new Map(one.observations.map((seen) => [seen.block, timeOf(one, seen.difference)])),
  );
  return wholeBlocks(series).map(
    (block) => costs.reduce((sum, cost) => sum + (cost.get(block) ?? Number.NaN), 0) / costs.length,
  );
}

function wholeCost(armId: string, baselineArm: string, series: readonly Series[]): WholeCost | undefined {
  const means = wholeTimes(series);
  if (means.length === 0) return undefined;
  const { low, high } = hodgesLehmannInterval(means, TAIL);
  const exp = (bound: number | null): number | null => (bound === null ? null : Math.exp(bound));
  const time = { ratio: Math.exp(hodgesLehmann(means)), low: exp(low), high: exp(high) };
  return { arm: armId, baselineArm, benchmarks: series.length, blocks: means.length, time };
}

/** The logarithm of the time for the same work. */
const timeOf = ({ direction }: Series, difference: number): number =>
  direction === 'higher' ? -difference : difference;
