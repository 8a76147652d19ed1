/**
 * What a launch says about the change, as one number that turns its sign where the two sides change places. Its size
 * depends on nothing but what both sides did together, so an exact test may give it any weight (docs/statistics.md).
 */
import { midranks } from './ranks.js';
import { MAD_TO_SD, median } from './summary.js';

/** The trials of every launch of both sides; those at the same place are a pair, taken back to back. */
export interface PairedTrials {
  readonly baseline: readonly (readonly number[])[];
  readonly candidate: readonly (readonly number[])[];
}

/**
 * Rank sum of the candidate minus that of the baseline, for each launch, all trials ranked together (doubled
 * midranks). Sees the level: a trial that was disturbed ranks low whatever its neighbour did.
 * @throws RangeError for sides of unequal length or NaN.
 */
export function pooledRankScores({ baseline, candidate }: PairedTrials): number[] {
  checkShape({ baseline, candidate });
  const ranks = midranks([...baseline.flat(), ...candidate.flat()]);
  const half = ranks.length / 2;
  let at = 0;
  return baseline.map((trials) => {
    const end = at + trials.length;
    let score = 0;
    for (; at < end; at++) score += (ranks[half + at] as number) - (ranks[at] as number);
    return score;
  });
}

/**
 * Sum over the pairs of d / (s^2 + d^2), for each launch, d the log of candidate / baseline and s the scale of the
 * |d|: the score of the Cauchy distribution. Sees the pair: drift that both trials share cancels, and a pair of which
 * one trial was disturbed counts for little. Zeros where no pair differs.
 */
export function cauchyScores({ baseline, candidate }: PairedTrials): number[] {
  return cauchyScoresOf(
    baseline.map((trials, i) => trials.map((value, k) => logRatio(value, candidate[i]?.[k] ?? Number.NaN))),
  );
}

function cauchyScoresOf(logs: readonly (readonly number[])[]): number[] {
  const sizes = logs.flat().map(Math.abs);
  const scale = MAD_TO_SD * (median(sizes) || (median(sizes.filter((size) => size > 0)) ?? 1));
  return logs.map((launch) => launch.reduce((sum, d) => sum + d / (scale ** 2 + d ** 2), 0));
}

const logRatio = (baseline: number, candidate: number): number => Math.log(candidate) - Math.log(baseline);

/**
 * Both scores with equal weight, each first divided by the root of its sum of squares (which swaps do not change), as
 * whole numbers: in units of 1 / 512 of that root.
 */
export function launchScores(trials: PairedTrials): number[] {
  return wholeScores(rawScores(trials));
}

function rawScores(trials: PairedTrials): number[] {
  return added(pooledRankScores(trials), cauchyScores(trials));
}

function added(ranks: readonly number[], pairs: readonly number[]): number[] {
  const [first, second] = [unitLength(ranks), unitLength(pairs)];
  return first.map((score, i) => score + (second[i] as number));
}

/** In units of 1 / `units`. */
export function wholeScores(scores: ArrayLike<number>, units = unitsFor(scores.length)): number[] {
  const whole = new Array<number>(scores.length);
  for (let i = 0; i < scores.length; i++) whole[i] = rounded(units * (scores[i] as number));
  return whole;
}

/** Fine enough that rounding moves no p that matters; coarse enough that 200 launches take a millisecond. */
const UNITS = 512;

/** The sum of all scores grows with the root of their number: of more launches than this they are counted coarser. */
const FINE_UP_TO = 200;

/** So that the exact count takes time with the number of launches, and not with more. */
const unitsFor = (launches: number): number => UNITS * Math.sqrt(Math.min(1, FINE_UP_TO / launches));

/** Divided by the root of their sum of squares; zeros where all are. */
export function unitLength(scores: readonly number[]): number[] {
  const length = Math.sqrt(scores.reduce((sum, score) => sum + score ** 2, 0));
  return scores.map((score) => (length === 0 ? 0 : score / length));
}

/** To the nearest whole number, halves away from zero: as a score turns its sign, so does this. */
function rounded(score: number): number {
  return Math.sign(score) * Math.round(Math.abs(score));
}

function checkShape({ baseline, candidate }: PairedTrials): void {
  if (baseline.length !== candidate.length) {
    throw new RangeError(`unequal pairs: ${baseline.length} and ${candidate.length} values`);
  }
  const odd = baseline.find((trials, i) => trials.length !== candidate[i]?.length);
  if (odd !== undefined) throw new RangeError('a launch with unequal numbers of trials');
}
