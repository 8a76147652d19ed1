/**
 * Computes the exact null distribution behind the swap test and the signed-rank test: every weight is taken or left
 * with probability 1/2, independently, and T is the sum of the weights taken.
 */

export interface Tails {
  /** P(T <= observed). */
  readonly lower: number;
  /** P(T >= observed). */
  readonly upper: number;
}

/**
 * Returns both tails of T by dynamic programming over the sums up to the nearer end, because T is symmetric about half
 * the total. The probabilities are exact in doubles up to 52 weights.
 * @param weights non-negative integers; zeros do not matter.
 * @param observed a sum of some of the weights.
 */
export function subsetSumTails(weights: readonly number[], observed: number): Tails {
  const unit = commonUnit(weights);
  if (unit === 0) return { lower: 1, upper: 1 };
  const steps = weights.filter((weight) => weight > 0).map((weight) => weight / unit);
  const sum = observed / unit;
  const mirrored = steps.reduce((total, step) => total + step, 0) - sum;
  const masses = probabilities(steps, Math.min(sum, mirrored));
  let near = 0;
  for (let at = 0; at < masses.length; at++) near += masses[at] as number;
  const far = Math.min(1, 1 - near + (masses.at(-1) ?? 0));
  return sum <= mirrored ? { lower: near, upper: far } : { lower: far, upper: near };
}

/** Returns P(T = 0), …, P(T = limit). */
export function probabilities(steps: readonly number[], limit: number): Float64Array {
  const counts = new Float64Array(limit + 1);
  counts[0] = 1;
  let reached = 0;
  steps
    .toSorted((x, y) => x - y)
    .forEach((step, taken) => {
      reached = Math.min(limit, reached + step);
      for (let sum = reached, before = reached - step; before >= 0; sum--, before--) {
        counts[sum] = (counts[sum] as number) + (counts[before] as number);
      }
      if ((taken + 1) % MOST_DOUBLINGS === 0) scale(counts, 2 ** -MOST_DOUBLINGS);
    });
  return scale(counts, 2 ** -(steps.length % MOST_DOUBLINGS));
}

/**
 * Each step doubles the total count, and doubles overflow at 2^1024, so counts are scaled down after this many steps.
 */
const MOST_DOUBLINGS = 1_000;

function scale(masses: Float64Array, factor: number): Float64Array {
  for (let sum = 0; sum < masses.length; sum++) masses[sum] = (masses[sum] as number) * factor;
  return masses;
}

/** The largest number that divides all; of most, 1 after two or three of them. */
function commonUnit(weights: readonly number[]): number {
  let unit = 0;
  for (const weight of weights) {
    unit = greatestCommonDivisor(unit, weight);
    if (unit === 1) break;
  }
  return unit;
}

function greatestCommonDivisor(x: number, y: number): number {
  return y === 0 ? x : greatestCommonDivisor(y, x % y);
}
