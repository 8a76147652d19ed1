/**
 * Whether one side fails more often than chance allows. Exact and one-sided; a small p says that the candidate does.
 */

/** Launches of one side. */
export interface Failures {
  readonly failed: number;
  readonly of: number;
}

/**
 * Sign test (binomial with 1/2) over launches of both sides in which just one failed: were the sides alike, it could
 * as well have been the other.
 * @returns P(at least `candidate` of `candidate + baseline` are the candidate's).
 */
export function signTest(candidate: number, baseline: number): number {
  const n = candidate + baseline;
  return tail(candidate, n, (k) => logChoose(n, k) - n * Math.LN2);
}

/**
 * Fisher's exact test: the failures of both runs dealt out at random over their launches.
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

/** Sum of the probabilities whose logs are given for `from` to `to`; 1 where the sum rounds above it. */
function tail(from: number, to: number, logProbability: (k: number) => number): number {
  let sum = 0;
  for (let k = to; k >= from; k--) sum += Math.exp(logProbability(k));
  return Math.min(1, sum);
}

/** ln of n over k; -Infinity where there is no way. */
function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}
