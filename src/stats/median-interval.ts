/** A median with bounds that assume nothing about the shape of what was sampled. */
import type { Interval } from './signed-rank.js';

/**
 * Interval for the median from the order statistics: the kth value from either end, k the largest with
 * P(Binomial(n, 1/2) < k) <= tail (Thompson 1936). Too few values bound nothing.
 * @param tail of each side, below 1/2.
 */
export function medianInterval(values: readonly number[], tail: number): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const k = excludedBelow(sorted.length, tail);
  if (k === 0) return { low: null, high: null };
  return { low: sorted[k - 1] ?? null, high: sorted[sorted.length - k] ?? null };
}

/** Fewest values that bound the median. */
export const leastForMedian = (tail: number): number => Math.ceil(Math.log2(1 / tail));

/** The largest k with P(Binomial(n, 1/2) < k) <= tail. */
function excludedBelow(n: number, tail: number): number {
  let [chance, below] = [2 ** -n, 0];
  for (let k = 0; k <= n; k++) {
    below += chance;
    if (below > tail) return k;
    chance *= (n - k) / (k + 1);
  }
  return 0;
}
