/** The rank-sum test of two independent samples (two runs), exact with ties, and its estimate of the shift. */
import { choiceTails } from '../exact/choice-sums.js';
import { midranks } from '../ranks.js';
import { medianOfSorted } from './signed-rank.js';

/**
 * Returns exact one-sided p values of the Wilcoxon-Mann-Whitney test, conditional on the observed ties: every choice
 * of
 * |y| of the pooled midranks is equally likely. `less` is P(rank sum of y <= observed), which is small where y is
 * lower than x. It is fast enough for up to about 60 values a side. Both are 1 where a sample is empty.
 * @throws RangeError for NaN.
 */
export function rankSumTest(x: readonly number[], y: readonly number[]): { less: number; greater: number } {
  const { lower, upper } = choiceTails(midranks([...x, ...y]), x.length);
  return { less: lower, greater: upper };
}

/**
 * Returns the Hodges-Lehmann estimate of the shift from x to y: the median of all y_j - x_i, or NaN where a sample is
 * empty.
 */
export function shiftEstimate(x: readonly number[], y: readonly number[]): number {
  return medianOfSorted(shifts(x, y));
}

function shifts(x: readonly number[], y: readonly number[]): Float64Array {
  return Float64Array.from(y.flatMap((to) => x.map((from) => to - from))).sort();
}
