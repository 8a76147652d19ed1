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
 * 1963). Both p are 1 where fewer than two values are left and where all of those are zero.
 * @param differences logs of candidate / baseline, one a pair; the order does not matter.
 */
export function trimmedTTest(differences: readonly number[]): SwapTest {
  const sorted = differences.toSorted((x, y) => x - y);
  const cut = Math.floor(TRIMMED * sorted.length);
  const left = sorted.slice(cut, sorted.length - cut);
  const [low, high] = [left[0] ?? 0, left.at(-1) ?? 0];
  const centre = mean(left);
  if (left.length < 2 || (low === 0 && high === 0)) return { worse: 1, better: 1 };
  const winsorised = sorted.map((value) => Math.min(high, Math.max(low, value)));
  const middle = mean(winsorised);
  const squares = winsorised.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  const t = centre / Math.sqrt(squares / (left.length * (left.length - 1)));
  return { worse: studentUpperTail(-t, left.length - 1), better: studentUpperTail(t, left.length - 1) };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
