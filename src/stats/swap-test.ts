/** The exact test of the gate: under the null, the two sides of a launch could have carried either label. */
import { launchScores, type PairedTrials, pooledRankScores } from './launch-scores.js';
import { subsetSumTails } from './subset-sums.js';

export interface SwapTest {
  /** One-sided p against "the candidate is not lower than the baseline". */
  readonly worse: number;
  /** One-sided p against "the candidate is not higher than the baseline". */
  readonly better: number;
}

/**
 * Each score keeps or turns its sign with probability 1/2; `worse` is P(sum <= observed), `better` is P(sum >=
 * observed).
 * @param scores whole numbers, one a launch.
 */
export function signTails(scores: readonly number[]): SwapTest {
  const raised = scores.reduce((sum, score) => sum + Math.max(score, 0), 0);
  const { lower, upper } = subsetSumTails(scores.map(Math.abs), raised);
  return { worse: lower, better: upper };
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

/**
 * The test that decides: all trials of a launch change places together, scored by level and by pair (`launchScores`).
 * @param trials positive values, larger is better.
 * @throws RangeError for sides of unequal length or NaN.
 */
export function launchTest(trials: PairedTrials): SwapTest {
  return signTails(launchScores(trials));
}
