/** A t test that a few disturbed values do not upset. */
import { studentUpperTail } from './prediction.js';
import type { SwapTest } from './swap-test.js';

/**
 * This share is trimmed at either end. It is the usual choice of Wilcox, Introduction to Robust Estimation and
 * Hypothesis Testing.
 */
export const TRIMMED = 0.2;

/**
 * Divides the mean of the values that are left after trimming by its standard error from the winsorised values, and
 * compares that with Student's t with as many degrees of freedom as values are left less one (Tukey and McLaughlin
 * 1963). Where the values of a launch are alike, they tell less than as many independent ones: t is then divided by
 * the root of the design effect, and as many values count as left as that effect leaves (Kish 1965). Both p are 1
 * where fewer than two values are left and where all of those are zero.
 * @param launches logs of candidate / baseline, one a pair, by launch; the order does not matter.
 * @param widening the factor by which launches that are alike to their neighbours widen the error that they show. The
 * values left count as so many times fewer for the degrees of freedom.
 */
export function trimmedTTest(launches: readonly (readonly number[])[], widening = 1): SwapTest {
  const sorted = launches.flat().sort((x, y) => x - y);
  const cut = Math.floor(TRIMMED * sorted.length);
  const left = sorted.slice(cut, sorted.length - cut);
  const [low, high] = [left[0] ?? 0, left.at(-1) ?? 0];
  const centre = mean(left);
  if (left.length < 2 || (low === 0 && high === 0)) return { worse: 1, better: 1 };
  const winsorised = (values: readonly number[]) => values.map((value) => Math.min(high, Math.max(low, value)));
  const squares = squaresOf(winsorised(sorted));
  const effect = designEffect(launches.map(winsorised));
  const t = centre / (widening * Math.sqrt((effect * squares) / (left.length * (left.length - 1))));
  const degrees = Math.max(1, Math.round(left.length / (widening * effect)) - 1);
  return { worse: studentUpperTail(-t, degrees), better: studentUpperTail(t, degrees) };
}

/**
 * Returns how many times as large the variance of the mean is as that of as many independent values: 1 + (k - 1) r,
 * k the number of values a launch (of the launch of a value, on average) and r the share of the variance of a value
 * that its launch has (one-way analysis of variance). It is at least 1.
 */
function designEffect(launches: readonly (readonly number[])[]): number {
  const values = launches.flat();
  const [n, groups] = [values.length, launches.length];
  if (groups < 2 || n === groups) return 1;
  const within = launches.reduce((sum, launch) => sum + squaresOf(launch), 0) / (n - groups);
  const sizes = launches.reduce((sum, { length }) => sum + length ** 2, 0) / n;
  const between = (squaresOf(values) - within * (n - groups)) / (groups - 1);
  const size = (n - sizes) / (groups - 1);
  const total = between + (size - 1) * within;
  const share = total > 0 ? (between - within) / total : 0;
  return Math.max(1, 1 + (sizes - 1) * share);
}

function squaresOf(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
