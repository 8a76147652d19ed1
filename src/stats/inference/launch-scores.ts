/**
 * Condenses what a launch says about the change into one number, whose sign flips where the two sides change places.
 * Its size depends only on what both sides did together, so an exact test may weight it in any way
 * (docs/statistics.md).
 */
import { midranks } from '../ranks.js';
import { MAD_TO_SD, median } from '../summary.js';

/** The trials of every launch of both sides. Trials at the same place are a pair, taken back to back. */
export interface PairedTrials {
  readonly baseline: readonly (readonly number[])[];
  readonly candidate: readonly (readonly number[])[];
}

/**
 * Returns for each launch the rank sum of the candidate minus that of the baseline, with all trials ranked together
 * (doubled midranks). This score is about the level: a disturbed trial ranks low whatever its partner did.
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
 * Returns for each launch the sum over its pairs of d / (s^2 + d^2), where d is the log of candidate / baseline and s
 * the scale of the |d|: the score of the Cauchy distribution. This score is about the pair: drift that both trials
 * share cancels out, and a pair with one disturbed trial counts for little. All scores are zero where no pair differs.
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
 * Adds both scores with equal weight and returns whole numbers, in units of 1 / 512. Each score is first divided by
 * the root of its sum of squares, which swapping the sides of a launch does not change.
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

/** Rounds the scores to whole numbers, in units of 1 / `units`. */
export function wholeScores(scores: ArrayLike<number>, units = unitsFor(scores.length)): number[] {
  const whole = new Array<number>(scores.length);
  for (let i = 0; i < scores.length; i++) whole[i] = rounded(units * (scores[i] as number));
  return whole;
}

/**
 * This unit is fine enough that rounding changes no p that matters, and coarse enough that 200 launches take a
 * millisecond.
 */
const UNITS = 512;

/**
 * Above this number of launches the unit is coarser, because the sum of all scores grows with the root of their
 * number.
 */
const FINE_UP_TO = 200;

/** With this unit the time of the exact count grows in proportion to the number of launches. */
const unitsFor = (launches: number): number => UNITS * Math.sqrt(Math.min(1, FINE_UP_TO / launches));

/** Divides the scores by the root of their sum of squares; the result is zeros where all are zero. */
export function unitLength(scores: readonly number[]): number[] {
  const length = Math.sqrt(scores.reduce((sum, score) => sum + score ** 2, 0));
  return scores.map((score) => (length === 0 ? 0 : score / length));
}

/**
 * Rounds to the nearest whole number, and halves away from zero, so that a score with the opposite sign rounds to the
 * opposite.
 */
function rounded(score: number): number {
  return score < 0 ? -Math.round(-score) : Math.round(score);
}

function checkShape({ baseline, candidate }: PairedTrials): void {
  if (baseline.length !== candidate.length) {
    throw new RangeError(`unequal pairs: ${baseline.length} and ${candidate.length} values`);
  }
  const odd = baseline.find((trials, i) => trials.length !== candidate[i]?.length);
  if (odd !== undefined) throw new RangeError('a launch with unequal numbers of trials');
}
