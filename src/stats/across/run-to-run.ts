/**
 * What being another run adds to the difference of two runs. The blocks of a run are a sample of that run and not of
 * all runs, so a test of blocks takes a difference that every block of a run shares for an effect of the code. Here
 * that difference is modelled as a normal error with a known standard deviation that is independent of the blocks.
 */

import type { Interval } from '../inference/signed-rank.js';

/** Beyond this many standard deviations a double cannot tell the tail from zero. */
const FARTHEST = 8;
/** It takes four where rounding does not lead it in a circle. */
const MOST_STEPS = 60;

/**
 * Returns P(Z >= z) of a standard normal Z, with an error below 1e-15, by the series of Marsaglia (J. Stat. Soft. 11,
 * 2004).
 */
export function normalTail(z: number): number {
  if (Math.abs(z) > FARTHEST) return z > 0 ? 0 : 1;
  let [sum, term] = [z, z];
  for (let k = 3; Math.abs(term) > Number.EPSILON * 1e-3; k += 2) {
    term *= z ** 2 / k;
    sum += term;
  }
  return 0.5 - sum * (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI));
}

const LEAST_TAIL = normalTail(FARTHEST);

/**
 * Returns the z whose upper tail this is, for a tail of at most 1/2. The result is at most 8. It begins within 3e-3
 * of it (Abramowitz and Stegun, 26.2.22) and goes on by Newton's steps, or halves where one of these would leave the
 * range that is left.
 */
export function normalQuantile(tail: number): number {
  if (LEAST_TAIL >= tail) return FARTHEST;
  let [low, high] = [0, FARTHEST];
  const t = Math.sqrt(-2 * Math.log(tail));
  let z = Math.max(0, t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t)));
  for (let step = 0; step < MOST_STEPS; step++) {
    const excess = normalTail(z) - tail;
    if (excess > 0) low = z;
    else high = z;
    const newton = z + (excess * Math.sqrt(2 * Math.PI)) / Math.exp(-(z ** 2) / 2);
    const next = newton >= low && newton <= high ? newton : (low + high) / 2;
    if (Math.abs(next - z) <= 2 * Number.EPSILON * z) return next;
    z = next;
  }
  return z;
}

/** What the blocks' test does not know of the error of the difference of two runs. */
export interface BeyondBlocks {
  /** Standard deviation of the difference of two runs whose blocks do not scatter, on the log scale. */
  readonly sd: number;
  /** The factor by which correlated blocks widen the error that they show (`wideningOf`); 1 for independent ones. */
  readonly widening: number;
}

const addsNothing = ({ sd, widening }: BeyondBlocks): boolean => sd === 0 && widening === 1;

/**
 * Returns the one-sided p of a difference for which the blocks alone give `p`. The blocks scatter as if the standard
 * error of the difference were difference / z, where z is the normal quantile of p; that is widened, and the variance
 * between runs is added to it.
 * @param difference on the log scale, in the direction that p is about: it is positive where p is small.
 */
export function withRunToRun(p: number, difference: number, beyond: BeyondBlocks): number {
  if (addsNothing(beyond) || p >= 0.5) return p;
  if (difference <= 0) return 0.5;
  const error = (beyond.widening * difference) / normalQuantile(p);
  return Math.max(p, normalTail(difference / Math.hypot(error, beyond.sd)));
}

/**
 * Moves an end of an interval about an estimate outwards by the same factor and variance; null stays null. Blocks that
 * do not scatter have both ends at the estimate, so where an end lies does not tell which side it is of.
 */
export function endWithRunToRun(
  interval: Interval,
  side: keyof Interval,
  estimate: number,
  tail: number,
  beyond: BeyondBlocks,
): number | null {
  const end = interval[side];
  if (end === null || addsNothing(beyond)) return end;
  const outwards = side === 'low' ? -1 : 1;
  return estimate + outwards * Math.hypot(beyond.widening * (end - estimate), normalQuantile(tail) * beyond.sd);
}
