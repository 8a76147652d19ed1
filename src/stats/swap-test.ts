/** The test of the gate: exact, for pairs, sensitive to the level of all values and not only to the sign of a difference. */
import { midranks } from './ranks.js';
import { subsetSumTails } from './subset-sums.js';

export interface SwapTest {
  /** One-sided p against "b is not lower than a". */
  readonly worse: number;
  /** One-sided p against "b is not higher than a". */
  readonly better: number;
}

/**
 * Pooled-rank swap test. All 2n values are midranked together and e_i = rank(b_i) - rank(a_i). Under the null either
 * value of a pair could have carried either label, so each e_i keeps or flips its sign with probability 1/2;
 * `worse` is P(sum <= observed) and `better` is P(sum >= observed). The order of pairs, and any increasing
 * transformation of all values, changes nothing. Source: docs/statistics.md.
 * @param a baseline, one value a launch. @param b candidate, of the same launches.
 * @throws RangeError for unequal lengths or NaN.
 */
export function swapTest(a: readonly number[], b: readonly number[]): SwapTest {
  if (a.length !== b.length) throw new RangeError(`unequal pairs: ${a.length} and ${b.length} values`);
  const ranks = midranks([...a, ...b]);
  const differences = a.map((_, i) => (ranks[a.length + i] as number) - (ranks[i] as number));
  const raised = differences.reduce((sum, e) => sum + Math.max(e, 0), 0);
  const { lower, upper } = subsetSumTails(differences.map(Math.abs), raised);
  return { worse: lower, better: upper };
}
