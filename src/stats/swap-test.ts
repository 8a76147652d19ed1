/** The exact test of the gate: under the null, the two sides of a launch could have carried either label. */
import { launchScores, type PairedTrials } from './launch-scores.js';
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
 * The test that decides: all trials of a launch change places together, scored by level and by pair (`launchScores`).
 * @param trials positive values, larger is better.
 * @throws RangeError for sides of unequal length or NaN.
 */
export function launchTest(trials: PairedTrials): SwapTest {
  return signTails(launchScores(trials));
}
