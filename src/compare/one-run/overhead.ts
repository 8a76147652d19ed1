/** Computes what every arm costs relative to native, within one run. */
import { keyOf } from '../../results/cells.js';
import { NATIVE, type RunDocument } from '../../results/document.js';
import { groupBy } from '../../results/group.js';
import { shiftOfLaunches } from '../../stats/inference/launch-shift.js';
import { leastForMedian } from '../../stats/inference/median-interval.js';
import { hasTwoModes, median } from '../../stats/summary.js';
import { isCoarse } from '../comparability.js';
import type { Cell, Effect, OverheadCell } from '../comparison.js';
import { effectOf, levelOf, noiseOf } from '../levels.js';
import {
  type BlockObservation,
  countFailures,
  geometricMean,
  type MetricChoice,
  observations,
  type Series,
} from '../observations.js';

/** The tail on each side of the interval, which is one of 95 %. */
const TAIL = 0.025;

/** Fewest blocks with a 95 % interval: the smallest tail of n blocks is 2^-n, as for a median. */
const LEAST_FOR_INTERVAL = leastForMedian(TAIL);

/** Steps between figures from which a warning is given, as a fraction. */
const COARSE_STEP = 0.01;

/**
 * A row for every arm, benchmark and chosen metric, in the order of the plan; an arm that was not paired with native
 * has a level and no overhead.
 * @throws InputError for a document edited by hand.
 */
export function overheads(run: RunDocument, choice: MetricChoice = 'gate'): OverheadCell[] {
  const rows = groupBy(observations(run, choice), ({ benchmark, metric }) => keyOf(benchmark, metric));
  const byArm = [...rows.values()].map(rowOf);
  return run.plan.arms.flatMap(({ id }) => byArm.map((row) => overheadCell(id, row)));
}

/** All of one benchmark and metric. */
interface Row {
  readonly cell: Omit<Cell, 'arm'>;
  /** Those that an arm has a part in, whichever. */
  readonly byArm: ReadonlyMap<string, readonly Series[]>;
}

/** @param series one for each contrast; at least one. */
function rowOf(series: readonly Series[]): Row {
  const { benchmark, metric, unit, direction } = series[0] as Series;
  const parts = series.flatMap((one) => [one.arm, one.baselineArm].map((arm) => ({ arm, one })));
  const byArm = [...groupBy(parts, ({ arm }) => arm)].map(([arm, own]) => [arm, own.map(({ one }) => one)] as const);
  return { cell: { benchmark, metric, unit, direction }, byArm: new Map(byArm) };
}

function overheadCell(armId: string, { cell, byArm }: Row): OverheadCell {
  const own = byArm.get(armId) ?? [];
  const paired = own.find((one) => one.arm === armId && one.baselineArm === NATIVE);
  return paired === undefined ? unpairedCell({ arm: armId, ...cell }, own) : pairedCell(paired);
}

function pairedCell(series: Series): OverheadCell {
  const { arm, benchmark, metric, unit, direction, observations: blocks, drops } = series;
  const differences = blocks.map((one) => one.difference);
  return {
    ...{ arm, benchmark, metric, unit, direction },
    level: levelOf(series, 'candidate'),
    nativeLevel: levelOf(series, 'baseline'),
    overhead: blocks.length === 0 ? null : effectOf(costRatio(series, TAIL)),
    noisePercent: noiseOf(blocks),
    blocks: blocks.length,
    failures: countFailures(drops.filter((one) => one.arm === arm)),
    notes: notesOf(series, differences),
  };
}

/** Leaves out the pairs that other work disturbed, where enough blocks for an interval of this tail have others. */
function quietBlocks({ observations: blocks }: Series, tail: number): readonly Pick<BlockObservation, 'pairs'>[] {
  const quiet = blocks.map(({ pairs }) => ({ pairs: pairs.filter(({ busy }) => !busy) }));
  const left = quiet.filter(({ pairs }) => pairs.length > 0);
  return left.length >= leastForMedian(tail) ? left : blocks;
}

/**
 * Arm / baseline: the interval holds the ratios that the launch test does not reject (docs/statistics.md).
 * @param series with at least one block.
 * @param tail on each side of the interval.
 */
export function costRatio(series: Series, tail: number): Effect {
  const blocks = quietBlocks(series, tail);
  const shift = shiftOfLaunches({
    baseline: blocks.map(({ pairs }) => pairs.map(({ baseline }) => baseline)),
    candidate: blocks.map(({ pairs }) => pairs.map(({ candidate }) => candidate)),
  });
  const { low, high } = shift.interval(tail);
  const exp = (bound: number | null): number | null => (bound === null ? null : Math.exp(bound));
  return { ratio: Math.exp(shift.estimate), low: exp(low), high: exp(high) };
}

function notesOf({ observations: blocks, drops }: Series, differences: readonly number[]): string[] {
  const figures = blocks.flatMap((one) => one.pairs.map((pair) => pair.candidate));
  const unusable = drops.filter((one) => one.reason === 'not a positive number' || one.reason === 'metric absent');
  return [
    ...(blocks.length === 0 ? ['Nothing was measured.'] : []),
    ...(blocks.length > 0 && blocks.length < LEAST_FOR_INTERVAL
      ? [`Too few blocks for an interval: ${LEAST_FOR_INTERVAL} are needed.`]
      : []),
    ...(hasTwoModes(differences) ? ['The differences fall into two groups: a single figure says little.'] : []),
    ...(isCoarse(figures, COARSE_STEP)
      ? ['The figures take only a few different values: too coarse to be judged.']
      : []),
    ...unusable.map((one) => `Left out, ${one.reason} (${one.arm}).`),
  ];
}

/** Native itself, or an arm that was measured against another arm. @param own those that it has a part in. */
function unpairedCell(cell: Cell, own: readonly Series[]): OverheadCell {
  const figures = own.flatMap((one) =>
    one.observations.map(({ block, baseline, candidate }) => ({
      block,
      figure: one.arm === cell.arm ? candidate : baseline,
    })),
  );
  const byBlock = [...groupBy(figures, ({ block }) => block).values()];
  const level = median(byBlock.map((same) => geometricMean(same.map(({ figure }) => figure))));
  return {
    ...cell,
    level,
    nativeLevel: cell.arm === NATIVE ? level : null,
    overhead: null,
    noisePercent: null,
    blocks: byBlock.length,
    failures: countFailures(own.flatMap((one) => one.drops.filter((drop) => drop.arm === cell.arm))),
    notes: [],
  };
}
