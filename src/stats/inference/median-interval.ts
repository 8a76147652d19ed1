/** Bounds a median without any assumption about the shape of the distribution. */
import type { Interval } from './signed-rank.js';

/**
 * Returns the interval for the median from the order statistics: the kth value from either end, with the largest k for
 * which P(Binomial(n, 1/2) < k) <= tail (Thompson 1936). Both ends are null where there are too few values.
 * @param tail probability of each side, below 1/2.
 */
export function medianInterval(values: readonly number[], tail: number): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const k = excludedBelow(sorted.length, tail);
  if (k === 0) return { low: null, high: null };
  return { low: sorted[k - 1] ?? null, high: sorted[sorted.length - k] ?? null };
}

/** Returns the smallest number of values that bound the median. */
export const leastForMedian = (tail: number): number => Math.ceil(Math.log2(1 / tail));

/** Returns the largest k with P(Binomial(n, 1/2) < k) <= tail. */
function excludedBelow(n: number, tail: number): number {
  let [chance, below] = [2 ** -n, 0];
  for (let k = 0; k <= n; k++) {
    below += chance;
    if (below > tail) return k;
    chance *= (n - k) / (k + 1);
  }
  return 0;
}
