/**
 * Tests whether one side fails more often than chance allows. The tests are exact and one-sided; a small p says that
 * the candidate does.
 */

/** The launches of one side. */
export interface Failures {
  readonly failed: number;
  readonly of: number;
}

/**
 * The sign test (binomial with 1/2) over the launches in which exactly one of the two sides failed. Without a
 * difference between the sides, either of them is as likely to be the one that failed.
 * @returns P(at least `candidate` of `candidate + baseline` are the candidate's).
 */
export function signTest(candidate: number, baseline: number): number {
  const n = candidate + baseline;
  return tail(candidate, n, (k) => logChoose(n, k) - n * Math.LN2);
}

/**
 * Fisher's exact test, under which the failures of both runs are distributed at random over their launches.
 * @returns P(the candidate gets at least as many as it has).
 * @throws RangeError for more failures than launches.
 */
export function fisherTest(baseline: Failures, candidate: Failures): number {
  if (baseline.failed > baseline.of || candidate.failed > candidate.of) {
    throw new RangeError('more failures than launches');
  }
  const failed = baseline.failed + candidate.failed;
  const all = logChoose(baseline.of + candidate.of, failed);
  return tail(candidate.failed, Math.min(candidate.of, failed), (k) => {
    return logChoose(candidate.of, k) + logChoose(baseline.of, failed - k) - all;
  });
}

/** Sums the probabilities of `from` to `to`, whose logs are given. It returns 1 where the sum rounds above 1. */
function tail(from: number, to: number, logProbability: (k: number) => number): number {
  let sum = 0;
  for (let k = to; k >= from; k--) sum += Math.exp(logProbability(k));
  return Math.min(1, sum);
}

/** Returns ln of n over k; -Infinity where k is not between 0 and n. */
function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}
