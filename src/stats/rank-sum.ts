/** Two independent samples (two runs): the rank-sum test, exact with ties, and its estimate and interval of the shift. */
import { midranks } from './ranks.js';
import { accumulate, type Interval, intervalFromEnds, medianOfSorted } from './signed-rank.js';

/**
 * Exact one-sided p values of the Wilcoxon-Mann-Whitney test, conditional on the observed ties: every choice of |y| of
 * the pooled midranks is equally likely. `less` is P(rank sum of y <= observed), small where y is lower than x.
 * Time grows as (|x| + |y|) |x|² |y|: meant for up to about 60 values a side. Both are 1 where a sample is empty.
 * @throws RangeError for NaN.
 */
export function rankSumTest(x: readonly number[], y: readonly number[]): { less: number; greater: number } {
  const ranks = midranks([...x, ...y]);
  const lowest = Math.min(...ranks);
  const steps = ranks.map((rank) => rank - lowest);
  const observed = steps.slice(x.length).reduce((sum, step) => sum + step, 0);
  const counts = subsetCounts(steps, y.length);
  const total = sumOf(counts);
  return {
    less: sumOf(counts.subarray(0, observed + 1)) / total,
    greater: sumOf(counts.subarray(observed)) / total,
  };
}

/** How many subsets of `size` steps have each sum, from 0 to the largest. Doubles: exact up to 2^53, then rounded. */
function subsetCounts(steps: readonly number[], size: number): Float64Array {
  const sorted = steps.toSorted((p, q) => p - q);
  const limit = sorted.slice(sorted.length - size).reduce((sum, step) => sum + step, 0);
  const bySize = Array.from({ length: size + 1 }, () => new Float64Array(limit + 1));
  (bySize[0] as Float64Array)[0] = 1;
  let reached = 0;
  sorted.forEach((step, taken) => {
    reached = Math.min(limit, reached + step);
    for (let k = Math.min(size, taken + 1); k > 0; k--) {
      addShifted(bySize[k] as Float64Array, bySize[k - 1] as Float64Array, step, reached);
    }
  });
  return bySize[size] as Float64Array;
}

function addShifted(into: Float64Array, from: Float64Array, step: number, last: number): void {
  for (let sum = last; sum >= step; sum--) into[sum] = (into[sum] as number) + (from[sum - step] as number);
}

function sumOf(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Hodges-Lehmann estimate of the shift from x to y: the median of all y_j - x_i; NaN where a sample is empty. */
export function shiftEstimate(x: readonly number[], y: readonly number[]): number {
  return medianOfSorted(shifts(x, y));
}

/**
 * Interval for the shift: the (k+1)th of the sorted differences from either end, k the largest with P(U <= k) <= tail
 * under the Mann-Whitney distribution without ties (conservative with ties).
 * @param tailProbability of each side, at most 1/2; .025 gives 95 %.
 */
export function shiftInterval(x: readonly number[], y: readonly number[], tailProbability: number): Interval {
  return intervalFromEnds(shifts(x, y), mannWhitneyCdf(x.length, y.length), tailProbability);
}

function shifts(x: readonly number[], y: readonly number[]): Float64Array {
  return Float64Array.from(y.flatMap((to) => x.map((from) => to - from))).sort();
}

/** P(U <= k) without ties, for k = 0 … half of its range. */
function mannWhitneyCdf(n: number, m: number): Float64Array {
  const places = Array.from({ length: n + m }, (_, i) => i);
  const counts = subsetCounts(places, m).subarray((m * (m - 1)) / 2);
  const total = sumOf(counts);
  return accumulate(counts.slice(0, Math.floor((n * m) / 2) + 1).map((count) => count / total));
}
