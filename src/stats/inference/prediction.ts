/**
 * Compares one new run with a history of runs. The unit of observation is the run, and the run-to-run variance is
 * estimated from the history.
 */
import { mean, sampleStandardDeviation } from 'simple-statistics';
import type { Interval } from './signed-rank.js';

/**
 * Returns P(T >= t) of Student's t with an integer number of degrees of freedom, by the finite sums of Abramowitz and
 * Stegun 26.7.3 and 26.7.4. The absolute error is about 1e-15.
 */
export function studentUpperTail(t: number, degrees: number): number {
  if (!(Number.isInteger(degrees) && degrees > 0)) throw new RangeError(`degrees of freedom: ${degrees}`);
  const angle = Math.atan(t / Math.sqrt(degrees));
  const cosine2 = Math.cos(angle) ** 2;
  let term = degrees % 2 === 1 ? Math.cos(angle) : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = degrees % 2 === 1 ? 3 : 2; k < degrees; k += 2) {
    term *= ((k - 1) / k) * cosine2;
    sum += term;
  }
  const inner = degrees % 2 === 1 ? (angle + Math.sin(angle) * sum) / Math.PI : (Math.sin(angle) * sum) / 2;
  return Math.min(1, Math.max(0, 0.5 - inner));
}

/**
 * Returns the t with P(T >= t) = tail, for a tail of at most 1/2, by bisection. The error in the tail is about
 * 1e-15, so a tail below 1e-13 is taken for that.
 * @throws RangeError for other tails.
 */
export function studentQuantile(tail: number, degrees: number): number {
  if (!(tail > 0 && tail <= 0.5)) throw new RangeError(`tail probability: ${tail}`);
  const wanted = Math.max(LEAST_TAIL, tail);
  let [low, high] = [0, 1];
  while (studentUpperTail(high, degrees) > wanted) [low, high] = [high, 2 * high];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentUpperTail(middle, degrees) > wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const LEAST_TAIL = 1e-13;

/** A history needs at least this many runs before its scatter is trusted, whatever alpha is. */
export const LEAST_HISTORY = 8;

/** The prediction interval may be this much wider than it would be if the run-to-run spread were known. */
export const TOLERATED_INFLATION = 1.75;

/**
 * Returns the number of runs that the history needs before a new run may be judged at this one-sided tail: at least
 * 8, and enough that the unknown spread widens the prediction interval by at most 75 %. The width is t(tail, n - 1)
 * sqrt(1 + 1/n) against the normal quantile with a known mean. It is 8 runs at .05 / 60 and 9 at .05 / 200.
 */
export function minimumHistory(tailProbability: number): number {
  const known = studentQuantile(tailProbability, NEARLY_NORMAL);
  let runs = LEAST_HISTORY;
  while (inflation(tailProbability, runs) > TOLERATED_INFLATION * known) runs++;
  return runs;
}

/** With this many degrees of freedom the t quantile is within 0.2 % of the normal one at any tail used here. */
const NEARLY_NORMAL = 2000;

/** Returns the half-width of a prediction interval from `runs` runs, in standard deviations. */
function inflation(tailProbability: number, runs: number): number {
  return studentQuantile(tailProbability, runs - 1) * Math.sqrt(1 + 1 / runs);
}

/**
 * Returns the interval in which one new run would lie if nothing changed: mean ± t s sqrt(1 + 1/n). It assumes that
 * the estimates of runs scatter normally (they are averages over launches, as logs). Both ends are null for fewer
 * than two runs.
 * @param tailProbability of each side; .025 gives 95 %.
 */
export function predictionInterval(history: readonly number[], tailProbability: number): Interval {
  if (history.length < 2) return { low: null, high: null };
  const centre = mean([...history]);
  const half = sampleStandardDeviation([...history]) * inflation(tailProbability, history.length);
  return { low: centre - half, high: centre + half };
}

/**
 * Returns one-sided p values of a new run under the same assumption; `less` is small where the run lies below its
 * history. No p is below the share of the runs of the history that lie as far out: what the history has shown itself
 * is no news, however rare it is under the assumption. Both are 1 for fewer than two runs and for a history without
 * scatter, because nothing is known about its spread then.
 */
export function predictionTest(history: readonly number[], value: number): { less: number; greater: number } {
  const spread = history.length < 2 ? 0 : sampleStandardDeviation([...history]);
  if (spread === 0) return { less: 1, greater: 1 };
  const t = (value - mean([...history])) / (spread * Math.sqrt(1 + 1 / history.length));
  const degrees = history.length - 1;
  const share = (isAsFar: (one: number) => boolean): number => history.filter(isAsFar).length / history.length;
  return {
    less: Math.max(
      studentUpperTail(-t, degrees),
      share((one) => one <= value),
    ),
    greater: Math.max(
      studentUpperTail(t, degrees),
      share((one) => one >= value),
    ),
  };
}
