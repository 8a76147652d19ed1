/**
 * Finds how small a slowdown a host can show, from a run that measured the same code on both sides. Launches are
 * drawn from it with replacement, and their sides are swapped at random. So every drawn comparison is of identical
 * code, and a slowdown that is put in is the truth. Pure.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { writtenId } from '../config/sides.js';
import type { CalibratedSeries, Calibration } from '../results/calibration.js';
import { cellKey } from '../results/cells.js';
import type { Plan, RunDocument } from '../results/document.js';
import { groupBy } from '../results/group.js';
import { memoize } from '../results/memoize.js';
import type { DecisionSettings } from '../stats/decision.js';
import { type Generator, generatorOf } from '../stats/random.js';
import { median } from '../stats/summary.js';
import { decide } from '../stats/verdict.js';
import { noiseOf } from './levels.js';
import type { BlockObservation, Series } from './observations.js';
import { settingsOfSide } from './one-run/side-settings.js';
import { sideSettings, sides } from './one-run/sides.js';
import { compareSides } from './one-run/within-run.js';
import type { CompareSettings } from './settings.js';

export interface Effort {
  /** Resampled comparisons of all cells, for the rate of false alarms. */
  readonly comparisons: number;
  /** Resampled comparisons of one cell at each slowdown. */
  readonly tries: number;
}

/** With these numbers an alarm rate of 1 % is known to about ±.9 %, a power of .9 to about ±.04. */
export const EFFORT: Effort = { comparisons: 500, tries: 200 };

/** Share of comparisons that must find the slowdown. */
const POWER = 0.9;
/** Slowdowns that are tried, in per cent, ascending. */
const SLOWDOWNS: readonly number[] = [0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22, 32, 45, 64];

/** @param tuned whether the host was tuned for the run. @throws InputError for a run without two sides. */
export function calibrationOf(run: RunDocument, tuned: boolean, { comparisons, tries } = EFFORT): Calibration {
  const settings = sideSettings(run, {});
  const series = sides(run);
  const random = generatorOf(run.plan.seed);
  const seconds = run.blocks.map(({ wallSeconds }) => wallSeconds);
  return {
    kind: 'tare-calibration',
    schemaVersion: 1,
    run: run.id,
    measuredAt: run.startedAt,
    hardwareKey: run.fingerprint.hardwareKey,
    kernel: run.fingerprint.kernel,
    tuned,
    rule: { alpha: settings.alpha, marginPercent: settings.marginPercent },
    blocks: run.blocks.length,
    pairsPerBlock: run.plan.pairsPerBlock,
    blockSeconds: seconds.reduce((sum, one) => sum + one, 0) / Math.max(1, seconds.length),
    falseAlarms: { comparisons, alarms: countAlarms(series, settings, comparisons, random) },
    unequal: compareSides(run)
      .cells.filter(({ verdict }) => verdict === 'regressed' || verdict === 'improved')
      .map(({ arm, benchmark, verdict }) => ({ arm: writtenId(arm), benchmark, verdict })),
    series: series.map((one) => calibrated(one, run, settings, { cells: series.length, tries, random })),
  };
}

/** Launches of a drawn comparison: the most that the standard profile takes. */
const LAUNCHES = 30;

/** The blocks of a drawn comparison, and those in which the sides are swapped. */
interface Draw {
  readonly block: number;
  readonly swap: boolean;
}

function draw(blocks: number, random: Generator): Draw[] {
  return Array.from({ length: blocks === 0 ? 0 : LAUNCHES }, () => ({
    block: uniformInt(random, 0, blocks - 1),
    swap: uniformInt(random, 0, 1) === 1,
  }));
}

/**
 * Counts the drawn comparisons in which any cell is called regressed. All cells share one draw, since they were
 * measured in the same launches.
 */
function countAlarms(
  series: readonly Series[],
  settings: CompareSettings,
  comparisons: number,
  random: Generator,
): number {
  const blocks = [...new Set(series.flatMap(({ observations }) => observations.map(({ block }) => block)))];
  const tables = series.map((one) => ({
    byBlock: new Map(one.observations.map((observation) => [observation.block, observation])),
    rule: settingsOfSide(settings, series.length, one),
  }));
  let alarms = 0;
  for (let i = 0; i < comparisons; i++) {
    const drawn = draw(blocks.length, random);
    const alarmed = tables.some(({ byBlock, rule }) => {
      const launches = drawn.flatMap(({ block, swap }) => {
        const launch = byBlock.get(blocks[block] ?? -1);
        return launch === undefined ? [] : [{ launch, swap }];
      });
      return decideDrawn(launches, rule, 1).outcome === 'regressed';
    });
    if (alarmed) alarms += 1;
  }
  return alarms;
}

interface DrawnLaunch {
  readonly launch: BlockObservation;
  readonly swap: boolean;
}

/** @param factor the candidate's figures are multiplied by this. */
function decideDrawn(launches: readonly DrawnLaunch[], rule: DecisionSettings, factor: number) {
  const sides = launches.map(({ launch: { pairs }, swap }) => {
    const [a, b] = [pairs.map((pair) => pair.baseline), pairs.map((pair) => pair.candidate)];
    return swap ? { baseline: b, candidate: a } : { baseline: a, candidate: b };
  });
  const trials = {
    baseline: sides.map(({ baseline }) => baseline),
    candidate: sides.map(({ candidate }) => candidate.map((value) => factor * value)),
  };
  return decide(trials, rule, 'ended');
}

function calibrated(
  series: Series,
  run: RunDocument,
  settings: CompareSettings,
  by: { readonly cells: number; readonly tries: number; readonly random: Generator },
): CalibratedSeries {
  const { arm, benchmark, observations } = series;
  // What the host can show does not depend on what the user wants to see; a floor of the rule holds whatever is asked.
  const rule = settingsOfSide({ ...settings, minEffectPercent: 0 }, by.cells, series);
  const found = detectable(series, rule, by);
  return {
    arm: writtenId(arm),
    runtime: run.plan.arms.find(({ id }) => id === arm)?.runtime ?? arm,
    benchmark,
    noisePercent: noiseOf(observations),
    detectablePercent: found?.percent ?? null,
    launches: found?.launches ?? null,
    seconds: found === undefined ? null : found.launches * launchSeconds(series, run),
  };
}

interface Detectable {
  readonly percent: number;
  readonly launches: number;
}

/** Returns the smallest slowdown that is found with the wanted power, by bisection: power grows with the slowdown. */
function detectable(
  { observations, direction }: Series,
  rule: DecisionSettings,
  { tries, random }: { readonly tries: number; readonly random: Generator },
): Detectable | undefined {
  let best: Detectable | undefined;
  let [from, to] = [0, observations.length === 0 ? 0 : SLOWDOWNS.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const percent = SLOWDOWNS[middle] ?? 0;
    const times = 1 + percent / 100;
    const factor = direction === 'higher' ? 1 / times : times;
    const seen = Array.from({ length: tries }, () => {
      const launches = draw(observations.length, random).flatMap(({ block, swap }) => {
        const launch = observations[block];
        return launch === undefined ? [] : [{ launch, swap }];
      });
      return decideDrawn(launches, rule, factor);
    }).filter(({ outcome }) => outcome === 'regressed');
    if (seen.length >= POWER * tries) {
      best = { percent, launches: median(seen.map(({ n }) => n)) ?? 0 };
      to = middle;
    } else from = middle + 1;
  }
  return best;
}

/**
 * Seconds of machine time for one launch of each side with its pairs of this series: its trials and a share of the
 * rest.
 */
function launchSeconds({ arm, benchmark, observations }: Series, { blocks, plan }: RunDocument): number {
  const { all, byCell } = trialSecondsOf(blocks);
  const whole = blocks.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0);
  const cells = plan.contrasts.length * plan.benchmarks.length;
  return ((byCell.get(cellKey({ arm, benchmark })) ?? 0) + (whole - all) / cells) / Math.max(1, observations.length);
}

/** What all trials took, and those of each cell. */
const trialSecondsOf = memoize((blocks: RunDocument['blocks']) => {
  const pairs = blocks.flatMap((block) => block.pairs);
  const secondsOf = (of: typeof pairs): number =>
    of.reduce((sum, { trials }) => sum + trials.reduce((inner, { wallMs }) => inner + wallMs, 0), 0) / 1000;
  const cells = groupBy(pairs, ({ candidate, benchmark }) => cellKey({ arm: candidate, benchmark }));
  return { all: secondsOf(pairs), byCell: new Map([...cells].map(([cell, own]) => [cell, secondsOf(own)])) };
});

/** Returns what a calibration says about a cell: of the same arm, else of another arm of the same runtime. */
export function calibratedSeries(
  { series }: Calibration,
  cell: { readonly arm: string; readonly runtime: string; readonly benchmark: string },
): CalibratedSeries | undefined {
  const same = series.filter(({ benchmark }) => benchmark === cell.benchmark);
  return same.find(({ arm }) => arm === cell.arm) ?? same.find(({ runtime }) => runtime === cell.runtime);
}

/** Returns the cells in which the host cannot show a change as small as `minEffectPercent`. */
export function belowDetectable(calibration: Calibration, plan: Plan, minEffectPercent: number): CalibratedSeries[] {
  const { arms, benchmarks, contrasts } = plan;
  const runtimeOf = (armId: string): string => arms.find(({ id }) => id === armId)?.runtime ?? armId;
  return contrasts.flatMap(({ candidate }) =>
    benchmarks.flatMap(({ id }) => {
      const known = calibratedSeries(calibration, { arm: candidate, runtime: runtimeOf(candidate), benchmark: id });
      if (known === undefined || (known.detectablePercent ?? Infinity) <= minEffectPercent) return [];
      return [{ ...known, arm: candidate }];
    }),
  );
}
