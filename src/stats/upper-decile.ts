/**
 * Estimates P90, the value that nine launches in ten stay within. Some thirty launches could not estimate a higher
 * percentile.
 */

const SHARE = 0.9;
const ALPHA = 0.05;
/** Of fewer values P90 would be the largest one, so it is not estimated. */
const LEAST = 10;

export interface UpperDecile {
  readonly value: number;
  /**
   * The ends of its 95 % interval from order statistics; an end is null where no value of the sample bounds it (the
   * upper one, of fewer than 36).
   */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Returns undefined for fewer than ten values. It assumes that the values are independent, and nothing about their
 * distribution.
 */
export function upperDecile(values: readonly number[]): UpperDecile | undefined {
  const n = values.length;
  if (n < LEAST) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const atMost = cumulated(n);
  // The k-th smallest value lies above the decile where fewer than k values lie below it, and else below it.
  const low = atMost.findLastIndex((p) => p <= ALPHA / 2);
  const high = atMost.findIndex((p) => 1 - p <= ALPHA / 2);
  return {
    value: sorted[Math.ceil(SHARE * n - 1e-9) - 1] as number,
    low: sorted[low] ?? null,
    high: sorted[high] ?? null,
  };
}

/** Returns P(B <= k) for k = 0 to n, where B is the number of values below the ninth decile: binomial (n, .9). */
function cumulated(n: number): number[] {
  let log = n * Math.log(1 - SHARE);
  let sum = 0;
  return Array.from({ length: n + 1 }, (_, k) => {
    if (k > 0) log += Math.log((n - k + 1) / k) + Math.log(SHARE / (1 - SHARE));
    sum += Math.exp(log);
    return Math.min(1, sum);
  });
}
