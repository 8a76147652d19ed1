/** P90: what nine launches in ten stay within. A higher percentile of some thirty launches could not be estimated. */

const SHARE = 0.9;
const ALPHA = 0.05;
/** Of fewer values it is the largest. */
const LEAST = 10;

export interface UpperDecile {
  readonly value: number;
  /** Its 95 % interval, by order statistics; null where no value of the sample bounds it (above, of fewer than 36). */
  readonly low: number | null;
  readonly high: number | null;
}

/** Undefined of fewer than ten values. Free of any assumption about how they are distributed but independence. */
export function upperDecile(values: readonly number[]): UpperDecile | undefined {
  const n = values.length;
  if (n < LEAST) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const atMost = cumulated(n);
  // The k-th smallest lies above it where fewer than k values lie below, and below it where k and more do.
  const low = atMost.findLastIndex((p) => p <= ALPHA / 2);
  const high = atMost.findIndex((p) => 1 - p <= ALPHA / 2);
  return {
    value: sorted[Math.ceil(SHARE * n - 1e-9) - 1] as number,
    low: sorted[low] ?? null,
    high: sorted[high] ?? null,
  };
}

/** P(B <= k) for k = 0 to n, B the number of values below the ninth decile: binomial (n, .9). */
function cumulated(n: number): number[] {
  let log = n * Math.log(1 - SHARE);
  let sum = 0;
  return Array.from({ length: n + 1 }, (_, k) => {
    if (k > 0) log += Math.log((n - k + 1) / k) + Math.log(SHARE / (1 - SHARE));
    sum += Math.exp(log);
    return Math.min(1, sum);
  });
}
