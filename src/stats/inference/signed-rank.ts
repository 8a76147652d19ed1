/**
 * The null distribution of Wilcoxon's signed-rank test, and the estimate and interval that belong to it (Hodges and
 * Lehmann 1963).
 */
import { probabilities } from '../exact/subset-sums.js';
import { nearUpperTail, powerSums } from './swap-test.js';

/** The bounds of a confidence interval. A bound is null where there are too few values for one. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

/** Returns all n(n+1)/2 means of two values, each with itself too, in ascending order. */
export function walshAverages(values: readonly number[]): Float64Array {
  const n = values.length;
  const averages = new Float64Array((n * (n + 1)) / 2);
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) averages[at++] = ((values[i] as number) + (values[j] as number)) / 2;
  }
  return averages.sort();
}

/** Returns the median of ascending values, or NaN where there are none. */
export function medianOfSorted(sorted: ArrayLike<number>): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Returns the Hodges-Lehmann estimate of the centre: the median of the Walsh averages, or NaN where there are no
 * values.
 */
export function hodgesLehmann(values: readonly number[]): number {
  const walsh = walshSelector(values);
  const half = walsh.length >> 1;
  const upper = walsh.at(half) ?? Number.NaN;
  return walsh.length % 2 === 1 ? upper : ((walsh.at(half - 1) ?? Number.NaN) + upper) / 2;
}

/**
 * Returns the interval for the centre from the Walsh averages: the (k+1)th from either end, with the largest k for
 * which P(signed-rank statistic <= k) <= tail. The distribution assumes no ties, so the interval is conservative with
 * ties.
 * @param tailProbability of each side, at most 1/2; .025 gives 95 %.
 */
export function hodgesLehmannInterval(values: readonly number[], tailProbability: number): Interval {
  const walsh = walshSelector(values);
  const k = excludedOf(values.length, tailProbability);
  if (k < 0 || walsh.length === 0) return { low: null, high: null };
  return { low: walsh.at(k) ?? null, high: walsh.at(walsh.length - 1 - k) ?? null };
}

/** Gives single Walsh averages by their place among all of them in ascending order. */
interface WalshSelector {
  readonly length: number;
  at(place: number): number | undefined;
}

/** Above this number of values the averages are not all computed: a thousand values have half a million. */
const FEW = 64;

function walshSelector(values: readonly number[]): WalshSelector {
  if (values.length <= FEW) {
    const averages = walshAverages(values);
    return { length: averages.length, at: (place) => averages[place] };
  }
  const sorted = Float64Array.from(values).sort();
  return {
    length: (values.length * (values.length + 1)) / 2,
    at: (place) => walshAt(sorted, place),
  };
}

/**
 * Halves the range of values until no double lies between its ends. The upper end is then the average at that place,
 * to the last digit. Each step counts the averages below in one pass.
 */
function walshAt(sorted: Float64Array, place: number): number {
  let [below, value] = [sorted[0] as number, sorted[sorted.length - 1] as number];
  if (averagesUpTo(sorted, below) > place) return below;
  for (;;) {
    const middle = below / 2 + value / 2;
    if (middle <= below || middle >= value) return value;
    if (averagesUpTo(sorted, middle) > place) value = middle;
    else below = middle;
  }
}

function averagesUpTo(sorted: Float64Array, most: number): number {
  let count = 0;
  let last = sorted.length - 1;
  for (let first = 0; first < sorted.length; first++) {
    while (last >= first && ((sorted[first] as number) + (sorted[last] as number)) / 2 > most) last--;
    if (last < first) break;
    count += last - first + 1;
  }
  return count;
}

const known = new Map<number, Float64Array>();

/**
 * Returns P(T <= k) of the signed-rank statistic without ties, for k from 0 to half of its range. Callers share the
 * array and must not write to it.
 */
export function signedRankCdf(n: number): Float64Array {
  const cdf = known.get(n) ?? cumulativeDistribution(n);
  known.set(n, cdf);
  return cdf;
}

function cumulativeDistribution(n: number): Float64Array {
  const ranks = Array.from({ length: n }, (_, i) => i + 1);
  return accumulate(probabilities(ranks, Math.floor((n * (n + 1)) / 4)));
}

/** Replaces the values by their running sums, in place. */
export function accumulate(masses: Float64Array): Float64Array {
  for (let i = 1; i < masses.length; i++) masses[i] = (masses[i] as number) + (masses[i - 1] as number);
  return masses;
}

/**
 * Returns the (k+1)th value of `sorted` from either end, with the largest k for which cdf[k] <= tail; nulls where
 * there is none.
 */
export function intervalFromEnds(sorted: Float64Array, cdf: Float64Array, tailProbability: number): Interval {
  const k = excludedAtEnds(cdf, tailProbability);
  if (k < 0 || sorted.length === 0) return { low: null, high: null };
  return { low: sorted[k] ?? null, high: sorted[sorted.length - 1 - k] ?? null };
}

/** Up to this number of values the distribution is counted exactly, which takes time with the cube of their number. */
const COUNTED = 200;

/** Returns the largest k with P(T <= k) <= tail for n values; -1 where there is none. */
function excludedOf(n: number, tailProbability: number): number {
  return n <= COUNTED ? excludedAtEnds(signedRankCdf(n), tailProbability) : nearlyExcluded(n, tailProbability);
}

/**
 * Uses the Edgeworth series, whose error is less than one in ten thousand averages. It applies because T minus its
 * complement n(n+1)/2 - T is a sum with random signs.
 */
function nearlyExcluded(n: number, tailProbability: number): number {
  const all = (n * (n + 1)) / 2;
  const tail = nearUpperTail(powerSums(Array.from({ length: n }, (_, i) => i + 1)));
  let [low, high] = [-1, all >> 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tail(all - 2 * middle) <= tailProbability * (1 + ROUNDING)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Returns the largest k with cdf[k] <= tail; -1 where there is none. */
function excludedAtEnds(cdf: Float64Array, tailProbability: number): number {
  const excluded = cdf.findIndex((p) => p > tailProbability * (1 + ROUNDING));
  return (excluded < 0 ? cdf.length : excluded) - 1;
}

/** The relative tolerance for tails like .05 * .32, which a sum of doubles meets only approximately. */
const ROUNDING = 1e-12;
