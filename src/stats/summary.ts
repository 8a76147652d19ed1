/** Robust statistics of one sample. */
import { medianAbsoluteDeviation, median as middle } from 'simple-statistics';

/** Scales a median absolute deviation to the standard deviation of a normal sample: 1 / Phi^-1(3/4). */
export const MAD_TO_SD = 1.4826;

/**
 * A quantised metric needs at least this many distinct values before it may be gated (a percentile printed with two
 * decimals is one).
 */
export const LEAST_DISTINCT = 10;

/** Returns null where there are no values. */
export function median(values: readonly number[]): number | null {
  return values.length === 0 ? null : middle([...values]);
}

/** Returns the robust standard deviation, 1.4826 MAD, in the unit of the values; null for fewer than two. */
export function robustSd(values: readonly number[]): number | null {
  return values.length < 2 ? null : MAD_TO_SD * medianAbsoluteDeviation([...values]);
}

/**
 * Returns by how much one value of a series is above the one before it: the median of the slopes between every two
 * values (Theil, Sen), which a few disturbed readings do not change. It returns null for fewer than two values.
 */
export function slope(values: readonly number[]): number | null {
  return median(values.flatMap((value, at) => values.slice(0, at).map((earlier, i) => (value - earlier) / (at - i))));
}

export function isTooCoarse(values: readonly number[]): boolean {
  return new Set(values).size < LEAST_DISTINCT;
}

/** The two-mode flag needs at least this many values. */
export const LEAST_FOR_MODES = 12;

/**
 * Tells whether the values fall into two groups. There must be a gap with at least a fifth of the values (and three)
 * on either side, which is as wide as both 2 and 100 / n robust standard deviations of the values about the median of
 * their own group. The flag is conservative: of 4,000 simulated samples of 12 to 60 values it flagged at most 1.3 % of
 * any one-mode shape tried (exponential, log-normal) and .5 % of the symmetric ones (normal, uniform, Laplace, t with
 * 2 and 3 degrees). It only warns and decides nothing.
 */
export function hasTwoModes(values: readonly number[]): boolean {
  if (values.length < LEAST_FOR_MODES || isTooCoarse(values)) return false;
  const sorted = values.toSorted((x, y) => x - y);
  const wanted = Math.max(2, 100 / sorted.length);
  const least = Math.max(3, Math.ceil(sorted.length / 5));
  const narrowest = leastDeviation(sorted, least);
  for (let split = least; split <= sorted.length - least; split++) {
    const gap = (sorted[split] as number) - (sorted[split - 1] as number);
    if (gap >= wanted * narrowest && gapAt(sorted, split) >= wanted) return true;
  }
  return false;
}

/**
 * Returns a lower bound of the robust deviation within the groups of any split into groups of at least `least` values.
 * Half of the values lie within that deviation of the median of their own group, so half of some group lie within
 * twice the deviation of each other. The bound saves a pass over the values for most splits.
 */
function leastDeviation(sorted: readonly number[], least: number): number {
  const half = least >> 1;
  let width = Number.POSITIVE_INFINITY;
  for (let at = half - 1; at < sorted.length; at++) {
    width = Math.min(width, (sorted[at] as number) - (sorted[at - half + 1] as number));
  }
  return (MAD_TO_SD * width) / 2;
}

/** Returns the gap below `sorted[split]` in robust standard deviations within the two groups. */
function gapAt(sorted: readonly number[], split: number): number {
  const groups = [sorted.slice(0, split), sorted.slice(split)];
  const deviations = groups.flatMap((group) => {
    const centre = middle(group);
    return group.map((value) => Math.abs(value - centre));
  });
  const gap = (sorted[split] as number) - (sorted[split - 1] as number);
  return gap === 0 ? 0 : gap / (MAD_TO_SD * middle(deviations));
}
