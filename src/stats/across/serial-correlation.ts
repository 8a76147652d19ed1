/**
 * How alike neighbouring blocks of a run are. Tests of blocks take them for independent; blocks that follow each
 * other scatter less about their own run's mean than runs do about each other, so that error has to be widened.
 */

/** Up to this correlation nothing is widened: that much is seen in blocks that are independent. */
const LEAST_SERIAL = 0.1;
/**
 * And up to so many standard errors of it, which independent blocks pass about once in twenty times: a few blocks of a
 * few cells look alike by chance, and a gate of one cell is not to lose a slowdown by it.
 */
const STANDARD_ERRORS = 1.64;
/** Beyond this the estimate is of a drift, and no factor would help. */
const MOST_SERIAL = 0.8;
/** By so many values a series tells less of its correlation than it has. */
const LOST = 3;

/** The correlation of neighbours, and what it does to the error of a mean. */
export interface SerialCorrelation {
  readonly r: number;
  /**
   * The error of a mean of blocks is larger by this factor than their scatter says, where each block depends on the
   * one before: sqrt((1 + r) / (1 - r)). It is 1 where r may be chance.
   */
  readonly widening: number;
}

/**
 * Returns the correlation of neighbours, pooled over series. Of each, in the order taken, it is the sum of the
 * products of neighbouring residuals over the sum of their squares. That is (1 + 3 r) / n too low for n values on
 * average (Kendall 1954), so n times it and 1 are added up over the series and divided by the sum of n - 3. It is
 * zero where no series has four values and scatters.
 */
export function serialCorrelation(series: readonly (readonly number[])[]): SerialCorrelation {
  let [sum, length, n] = [0, 0, 0];
  for (const values of series) {
    const own = neighbours(values);
    if (own === null) continue;
    sum += values.length * own + 1;
    length += values.length;
    n += values.length - LOST;
  }
  const r = n === 0 ? 0 : Math.max(-1, Math.min(1, sum / n));
  const chance = Math.max(LEAST_SERIAL, (STANDARD_ERRORS * Math.sqrt(length)) / n);
  return { r, widening: r > chance ? wideningOf(Math.min(MOST_SERIAL, r)) : 1 };
}

function neighbours(values: readonly number[]): number | null {
  if (values.length <= LOST) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [products, squares, before] = [0, 0, 0];
  for (const value of values) {
    const residual = value - mean;
    products += before * residual;
    squares += residual ** 2;
    before = residual;
  }
  return squares > 0 ? products / squares : null;
}

const wideningOf = (r: number): number => Math.sqrt((1 + r) / (1 - r));
