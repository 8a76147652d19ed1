/**
 * Two independent samples (two runs): the rank-sum test, exact with ties, and its estimate and interval of the shift.
 */
import { midranks } from './ranks.js';
import { medianOfSorted } from './signed-rank.js';

/**
 * Exact one-sided p values of the Wilcoxon-Mann-Whitney test, conditional on the observed ties: every choice of |y| of
 * the pooled midranks is equally likely. `less` is P(rank sum of y <= observed), small where y is lower than x. Time
 * grows with the fourth power of the values where some are tied; without ties the distribution is kept by size. Meant
 * for up to about 60 values a side. Both are 1 where a sample is empty.
 * @throws RangeError for NaN.
 */
export function rankSumTest(x: readonly number[], y: readonly number[]): { less: number; greater: number } {
  const ranks = midranks([...x, ...y]);
  const tied = new Set(ranks).size < ranks.length;
  const { masses, first } = tied ? distribution(ranks, y.length) : withoutTies(x.length, y.length);
  const sum = ranks.slice(x.length).reduce((total, rank) => total + rank, 0);
  const at = (tied ? sum : sum / 2) - first;
  return { less: sumOf(masses.subarray(0, at + 1)), greater: sumOf(masses.subarray(at)) };
}

/**
 * Tails of the sum of all but the first `left` of these whole numbers, every choice of as many equally likely: the
 * smaller side is counted.
 */
export function subsetTails(numbers: readonly number[], left: number): { lower: number; upper: number } {
  const [first, rest] = [numbers.slice(0, left), numbers.slice(left)];
  const turned = rest.length > first.length;
  const chosen = turned ? first : rest;
  const unit = numbers.reduce((divisor, number) => greatestCommonDivisor(divisor, number - (numbers[0] as number)), 0);
  if (unit === 0) return { lower: 1, upper: 1 };
  const lowest = Math.min(...numbers);
  const steps = numbers.map((number) => (number - lowest) / unit);
  const { masses, first: least } = distribution(steps, chosen.length);
  const at = chosen.reduce((sum, number) => sum + (number - lowest) / unit, 0) - least;
  const [low, high] = [Math.min(1, sumOf(masses.subarray(0, at + 1))), Math.min(1, sumOf(masses.subarray(at)))];
  return turned ? { lower: high, upper: low } : { lower: low, upper: high };
}

function greatestCommonDivisor(x: number, y: number): number {
  return y === 0 ? Math.abs(x) : greatestCommonDivisor(y, x % y);
}

/** P(sum = first), P(sum = first + 1), … */
interface NullDistribution {
  readonly first: number;
  readonly masses: Float64Array;
}

const kept = new Map<string, NullDistribution>();

/** Of the sum of `m` of the ranks 1, …, n + m. */
function withoutTies(n: number, m: number): NullDistribution {
  const key = `${n} ${m}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const fresh = distribution(
    Array.from({ length: n + m }, (_, i) => i + 1),
    m,
  );
  kept.set(key, fresh);
  return fresh;
}

/**
 * Of the sum of `size` of these ranks, every choice equally likely. Counts are doubles: exact up to 2^53, then
 * rounded.
 */
function distribution(ranks: readonly number[], size: number): NullDistribution {
  const lowest = Math.min(...ranks);
  const steps = ranks.map((rank) => rank - lowest).sort((p, q) => p - q);
  const least = steps.slice(0, size).reduce((sum, step) => sum + step, 0);
  const counts = subsetCounts(steps, size).subarray(least);
  const total = sumOf(counts);
  return { first: size * lowest + least, masses: counts.map((count) => count / total) };
}

/**
 * How many subsets of `size` steps (ascending) have each sum, from 0 to the largest. Only sums between that of the
 * smallest and that of the largest k steps taken so far are visited: all others are 0.
 */
function subsetCounts(steps: readonly number[], size: number): Float64Array {
  const before = runningSums(steps);
  const sumBetween = (from: number, to: number): number => (before[to] as number) - (before[from] as number);
  const bySize = Array.from(
    { length: size + 1 },
    () => new Float64Array(sumBetween(steps.length - size, steps.length) + 1),
  );
  (bySize[0] as Float64Array)[0] = 1;
  steps.forEach((step, taken) => {
    // A subset that cannot grow to `size` with what is left is of no use.
    const least = Math.max(1, size - (steps.length - taken - 1));
    for (let k = Math.min(size, taken + 1); k >= least; k--) {
      const [low, high] = [sumBetween(0, k - 1), sumBetween(taken - k + 1, taken)];
      addShifted(bySize[k] as Float64Array, bySize[k - 1] as Float64Array, step, low, high);
    }
  });
  return bySize[size] as Float64Array;
}

function runningSums(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push((sums.at(-1) as number) + value);
  return sums;
}

/** into[sum + step] += from[sum], for sums from `low` to `high`; `into` is not `from`. */
function addShifted(into: Float64Array, from: Float64Array, step: number, low: number, high: number): void {
  for (let sum = low; sum <= high; sum++) into[sum + step] = (into[sum + step] as number) + (from[sum] as number);
}

function sumOf(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Hodges-Lehmann estimate of the shift from x to y: the median of all y_j - x_i; NaN where a sample is empty. */
export function shiftEstimate(x: readonly number[], y: readonly number[]): number {
  return medianOfSorted(shifts(x, y));
}

function shifts(x: readonly number[], y: readonly number[]): Float64Array {
  return Float64Array.from(y.flatMap((to) => x.map((from) => to - from))).sort();
}
