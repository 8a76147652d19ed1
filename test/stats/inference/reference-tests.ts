/** Tests of the literature that the one which decides is put together from and compared with. */

import { subsetSumTails } from '../../../src/stats/exact/subset-sums.js';
import { pooledRankScores } from '../../../src/stats/inference/launch-scores.js';
import { type SwapTest, signTails } from '../../../src/stats/inference/swap-test.js';
import { midranks } from '../../../src/stats/ranks.js';

/**
 * Exact one-sided p values for differences symmetric about zero; zeros are dropped (Wilcoxon's rule), tied absolute
 * values share their midrank and the distribution is conditional on them. Both are 1 where nothing is left.
 * @throws RangeError for NaN.
 */
export function signedRankTest(differences: readonly number[]): { less: number; greater: number } {
  const kept = differences.filter((d) => d !== 0);
  const ranks = midranks(kept.map(Math.abs));
  const positive = ranks.reduce((sum, rank, i) => sum + ((kept[i] as number) > 0 ? rank : 0), 0);
  const { lower, upper } = subsetSumTails(ranks, positive);
  return { less: lower, greater: upper };
}

/**
 * Pooled-rank swap test of one value a launch: e_i = rank(b_i) - rank(a_i) among all 2n values, signs turned as above.
 * The order of launches, and any increasing transformation of all values, changes nothing. Source: docs/statistics.md.
 * @param a baseline. @param b candidate, of the same launches.
 * @throws RangeError for unequal lengths or NaN.
 */
export function swapTest(a: readonly number[], b: readonly number[]): SwapTest {
  const single = (values: readonly number[]): number[][] => values.map((value) => [value]);
  return signTails(pooledRankScores({ baseline: single(a), candidate: single(b) }));
}
