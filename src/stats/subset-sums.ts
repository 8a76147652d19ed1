/**
 * The exact null distribution behind the swap test and the signed-rank test: every weight is taken or left with
 * probability 1/2, independently, and T is the sum of those taken.
 */

export interface Tails {
  /** P(T <= observed). */
  readonly lower: number;
  /** P(T >= observed). */
  readonly upper: number;
}

/**
 * Both tails of T, by dynamic programming over the sums up to the nearer end (T is symmetric about half the total).
 * Probabilities are halved at each step, so they are exact in doubles up to 52 weights and cannot overflow beyond.
 * @param weights non-negative integers; zeros do not matter.
 * @param observed a sum of some of the weights.
 */
export function subsetSumTails(weights: readonly number[], observed: number): Tails {
  const unit = weights.reduce(greatestCommonDivisor, 0);
  if (unit === 0) return { lower: 1, upper: 1 };
  const steps = weights.filter((weight) => weight > 0).map((weight) => weight / unit);
  const sum = observed / unit;
  const mirrored = steps.reduce((total, step) => total + step, 0) - sum;
  const masses = probabilities(steps, Math.min(sum, mirrored));
  const near = masses.reduce((total, mass) => total + mass, 0);
  const far = Math.min(1, 1 - near + (masses.at(-1) ?? 0));
  return sum <= mirrored ? { lower: near, upper: far } : { lower: far, upper: near };
}

/** P(T = 0), …, P(T = limit). */
export function probabilities(steps: readonly number[], limit: number): Float64Array {
  const masses = new Float64Array(limit + 1);
  masses[0] = 1;
  let reached = 0;
  for (const step of steps.toSorted((x, y) => x - y)) {
    reached = Math.min(limit, reached + step);
    for (let sum = reached; sum >= step; sum--) {
      masses[sum] = ((masses[sum] as number) + (masses[sum - step] as number)) / 2;
    }
    for (let sum = Math.min(step - 1, limit); sum >= 0; sum--) masses[sum] = (masses[sum] as number) / 2;
  }
  return masses;
}

function greatestCommonDivisor(x: number, y: number): number {
  return y === 0 ? x : greatestCommonDivisor(y, x % y);
}
