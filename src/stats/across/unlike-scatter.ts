/** Tells whether two samples scatter unlike each other by more than chance. */
import { studentUpperTail } from '../inference/prediction.js';
import { median } from '../summary.js';

/**
 * Returns the two-sided p of Levene's test about medians (Brown and Forsythe 1974): the t test of two samples, with
 * one variance for both, of the distances of the values from the median of their own sample. It is 1 where no
 * distance differs, or where there is no degree of freedom.
 */
export function scatterUnlike(x: readonly number[], y: readonly number[]): number {
  const [before, now] = [distances(x), distances(y)];
  const degrees = x.length + y.length - 2;
  const difference = Math.abs(mean(now) - mean(before));
  if (degrees < 1 || difference === 0) return 1;
  const variance = (squares(before) + squares(now)) / degrees;
  return 2 * studentUpperTail(difference / Math.sqrt(variance * (1 / x.length + 1 / y.length)), degrees);
}

function distances(values: readonly number[]): number[] {
  const centre = median(values) ?? 0;
  return values.map((value) => Math.abs(value - centre));
}

function squares(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
