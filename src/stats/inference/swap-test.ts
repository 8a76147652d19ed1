/**
 * The exact test of the gate. Under the null hypothesis, the two sides of a launch could have carried either label.
 */
import { errorFunction } from 'simple-statistics';
import { subsetSumTails } from '../exact/subset-sums.js';
import { launchScores, type PairedTrials } from './launch-scores.js';

export interface SwapTest {
  /** The one-sided p against "the candidate is not lower than the baseline". */
  readonly worse: number;
  /** The one-sided p against "the candidate is not higher than the baseline". */
  readonly better: number;
}

/**
 * Each score keeps or flips its sign with probability 1/2. `worse` is P(sum <= observed), and `better` is P(sum >=
 * observed).
 * @param scores whole numbers, one a launch.
 */
export function signTails(scores: readonly number[]): SwapTest {
  let raised = 0;
  const sizes = new Array<number>(scores.length);
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    if (score > 0) raised += score;
    sizes[i] = Math.abs(score);
  }
  const { lower, upper } = subsetSumTails(sizes, raised);
  return { worse: lower, better: upper };
}

/**
 * Approximates `signTails` in one pass by the Edgeworth series of the signed sum up to its sixth cumulant. A score a
 * with a random sign adds a^2 to the second cumulant, -2 a^4 to the fourth and 16 a^6 to the sixth. No decision rests
 * on it: it only says where the exact tails are worth counting.
 */
export function nearTails(scores: readonly number[]): SwapTest {
  const sums = powerSums(scores);
  if (sums.squares === 0) return { worse: 1, better: 1 };
  const tail = nearUpperTail(sums);
  return { worse: tail(-sums.sum), better: tail(sums.sum) };
}

/**
 * Returns a function that approximates P(signed sum >= `atLeast`).
 * @param sums of the scores; the squares are not zero.
 */
export function nearUpperTail({ squares: variance, fourths, sixths }: PowerSums): (atLeast: number) => number {
  const [fourth, sixth] = [(-2 * fourths) / variance ** 2, (16 * sixths) / variance ** 3];
  return (atLeast) => {
    const z = (atLeast - HALF_A_STEP) / Math.sqrt(variance);
    const density = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
    const third = z ** 3 - 3 * z;
    const fifth = z ** 5 - 10 * z ** 3 + 15 * z;
    const seventh = z ** 7 - 21 * z ** 5 + 105 * z ** 3 - 105 * z;
    const series = (fourth * third) / 24 + (sixth * fifth) / 720 + (fourth ** 2 * seventh) / 1152;
    return (1 - errorFunction(z / Math.SQRT2)) / 2 + density * series;
  };
}

interface PowerSums {
  readonly squares: number;
  readonly fourths: number;
  readonly sixths: number;
}

/** Returns the sums of the scores and of their second, fourth and sixth powers, in one pass. */
export function powerSums(scores: readonly number[]): PowerSums & { readonly sum: number } {
  let [sum, squares, fourths, sixths] = [0, 0, 0, 0];
  for (const score of scores) {
    const square = score * score;
    sum += score;
    squares += square;
    fourths += square * square;
    sixths += square * square * square;
  }
  return { sum, squares, fourths, sixths };
}

/**
 * Half the distance between neighbouring signed sums of whole scores, which lie two apart, for the continuity
 * correction.
 */
const HALF_A_STEP = 1;

/**
 * Runs the test that decides. All trials of a launch change sides together and are scored by level and by pair
 * (`launchScores`).
 * @param trials positive values, of which larger is better.
 * @throws RangeError for sides of unequal length or NaN.
 */
export function launchTest(trials: PairedTrials): SwapTest {
  return signTails(launchScores(trials));
}
