/**
 * Estimates how much single runs of a series scatter about their level, from differences between runs a few nights
 * apart, on which a few steps and spikes have no effect.
 */
import { MAD_TO_SD, median } from '../summary.js';

/** The noise is estimated from the differences over these distances in points, all taken together. */
const NEAR_LAGS = [1, 2, 3];
/**
 * A longer distance is used as well, so that noise that lasts several nights is not taken for steps. A short series
 * has too few such differences.
 */
const FAR_LAG = 5;
const LEAST_FOR_FAR_LAG = 50;

/** The noise around a point is that of this many points on either side of the middle of its stretch. */
const AROUND = 20;
/** So many points in a row share one estimate: one for each would cost a long history seconds. */
const STRETCH = 10;
/** The noise around a point counts where it is more than this many times that of the whole series. */
const CLEARLY_MORE = 1.5;

/** Returns the standard deviation of a single run, in the unit of the values. */
export function noiseOf(values: readonly number[], weights: readonly number[]): number {
  const near = spread(nearDifferences(values, weights));
  const plain =
    values.length < LEAST_FOR_FAR_LAG ? near : Math.max(near, spread(differences(values, weights, FAR_LAG)));
  return Math.max(plain, noiseOfGrains(values, weights));
}

/**
 * Returns the noise at each point: `sd`, or that of the points around it where it is clearly more. Noise that grew
 * would else be taken for steps.
 * @param sd the noise of the whole series.
 */
export function noiseAround(values: readonly number[], weights: readonly number[], sd: number): number[] {
  const stretches = Array.from({ length: Math.ceil(values.length / STRETCH) }, (_, at) => {
    const middle = at * STRETCH + STRETCH / 2;
    const first = Math.max(0, Math.min(middle - AROUND, values.length - 2 * AROUND - 1));
    const range = [first, first + 2 * AROUND + 1] as const;
    const own = spread(nearDifferences(values.slice(...range), weights.slice(...range)));
    return own > CLEARLY_MORE * sd ? own : sd;
  });
  return values.map((_, i) => stretches[Math.floor(i / STRETCH)] as number);
}

/**
 * Returns the root mean square of differences, each counted as at most one grain: the smallest distance between two
 * values that differ. The median of differences of figures in coarse grains is a whole number of grains, often none.
 * Figures without grains have a smallest distance near zero, and so has what is returned.
 */
function noiseOfGrains(values: readonly number[], weights: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, i) => value - (sorted[i] as number));
  const grain = gaps.reduce((least, gap) => (gap > 0 && gap < least ? gap : least), Number.POSITIVE_INFINITY);
  if (!Number.isFinite(grain)) return 0;
  const sizes = nearDifferences(values, weights).map((size) => Math.min(size, grain / Math.SQRT2));
  return Math.sqrt(sizes.reduce((sum, size) => sum + size ** 2, 0) / sizes.length);
}

const spread = (sizes: readonly number[]): number => MAD_TO_SD * (median(sizes) ?? 0);

const nearDifferences = (values: readonly number[], weights: readonly number[]): number[] =>
  NEAR_LAGS.flatMap((lag) => differences(values, weights, lag));

/**
 * Returns the absolute differences over `lag` points, each divided by its standard deviation in units of that of a
 * run.
 */
function differences(values: readonly number[], weights: readonly number[], lag: number): number[] {
  return values.slice(lag).map((value, i) => {
    const scale = Math.sqrt(1 / (weights[i] as number) + 1 / (weights[i + lag] as number));
    return Math.abs(value - (values[i] as number)) / scale;
  });
}
