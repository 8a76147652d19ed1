/**
 * Computes the scores of `block-test.ts` for many shifts of the second run. Everything that does not depend on the
 * shift is sorted once, so each shift takes one pass.
 */
import { medianOfSorted } from '../inference/signed-rank.js';
import { MAD_TO_SD } from '../summary.js';

/** The log differences of the pairs of every block. */
export type Blocks = readonly (readonly number[])[];

/** The log differences of all pairs; those of the first run come before those of the second. */
interface Pooled {
  readonly values: Float64Array;
  /** For each run, the indexes into `values` in ascending order of the values. */
  readonly orders: readonly [x: Uint32Array, y: Uint32Array];
  readonly blockOf: Uint32Array;
  readonly blocks: number;
}

/**
 * Computes two scores of every pair of both runs: the rank about the mean rank, and (d - c) / (s^2 + (d - c)^2), where
 * c is the median and s the scale of all d, which is the score of the Cauchy distribution. Each score is summed by
 * block, centred and brought to unit length, and the two are added.
 * @throws RangeError for NaN, which has no rank.
 * @returns a function that gives the score of each block of x, then of y, as if y were lower by `shift`. Its next call
 * overwrites the result.
 */
export function shiftedBlockScores(x: Blocks, y: Blocks): (shift: number) => Float64Array {
  const pooled = pool(x, y);
  const { values, orders, blockOf, blocks } = pooled;
  const unshifted = values.slice();
  const sorted = new Float64Array(values.length);
  const [byRank, byPair] = [new Float64Array(blocks), new Float64Array(blocks)];
  return (shift) => {
    for (const place of orders[1]) values[place] = (unshifted[place] as number) - shift;
    rankSums(pooled, byRank, sorted);
    const centre = medianOfSorted(sorted);
    const variance = scaleAbout(centre, sorted) ** 2;
    byPair.fill(0);
    for (let place = 0; place < values.length; place++) {
      const d = (values[place] as number) - centre;
      add(byPair, blockOf[place] as number, d / (variance + d ** 2));
    }
    toUnitLength(byRank);
    toUnitLength(byPair);
    for (let block = 0; block < blocks; block++) add(byRank, block, byPair[block] as number);
    return byRank;
  };
}

function pool(x: Blocks, y: Blocks): Pooled {
  const all = [...x, ...y];
  const values = Float64Array.from(all.flat());
  if (values.some(Number.isNaN)) throw new RangeError('NaN has no rank');
  const blockOf = Uint32Array.from(all.flatMap((block, i) => block.map(() => i)));
  const ofX = x.reduce((sum, { length }) => sum + length, 0);
  const order = (from: number, to: number): Uint32Array =>
    Uint32Array.from({ length: to - from }, (_, i) => from + i).sort(
      (i, k) => (values[i] as number) - (values[k] as number),
    );
  return { values, orders: [order(0, ofX), order(ofX, values.length)], blockOf, blocks: all.length };
}

/** Sums the doubled midranks about their mean by block. It also writes the values in ascending order into `sorted`. */
function rankSums({ values, orders: [x, y], blockOf }: Pooled, sums: Float64Array, sorted: Float64Array): void {
  const mean = values.length + 1;
  sums.fill(0);
  let [first, second] = [0, 0];
  while (first < x.length || second < y.length) {
    const value = Math.min(valueAt(values, x, first), valueAt(values, y, second));
    const [endOfX, endOfY] = [endOfTie(values, x, first, value), endOfTie(values, y, second, value)];
    const rank = first + second + endOfX + endOfY + 1 - mean;
    for (let at = first + second; at < endOfX + endOfY; at++) sorted[at] = value;
    for (; first < endOfX; first++) add(sums, blockOf[x[first] as number] as number, rank);
    for (; second < endOfY; second++) add(sums, blockOf[y[second] as number] as number, rank);
  }
}

/** Returns infinity beyond the last value. */
function valueAt(values: Float64Array, order: Uint32Array, at: number): number {
  return at < order.length ? (values[order[at] as number] as number) : Number.POSITIVE_INFINITY;
}

/** Returns the first index from `at` on that does not hold `value`. */
function endOfTie(values: Float64Array, order: Uint32Array, at: number, value: number): number {
  let end = at;
  while (end < order.length && values[order[end] as number] === value) end++;
  return end;
}

/**
 * Returns 1.4826 times the median distance from the centre. Where that median is zero, the median of the distances
 * above zero is used, and 1 where all are zero.
 */
function scaleAbout(centre: number, sorted: Float64Array): number {
  const middle = medianDistance(centre, sorted);
  if (middle > 0) return MAD_TO_SD * middle;
  const apart = sorted.map((value) => Math.abs(value - centre)).filter((distance) => distance > 0);
  return MAD_TO_SD * (medianOfSorted(apart.sort()) || 1);
}

/**
 * Returns the median distance from the centre. Distances grow outwards on both sides of it, so how many of the nearest
 * lie on its left is found by halving.
 */
function medianDistance(centre: number, sorted: Float64Array): number {
  const half = sorted.length >> 1;
  /** Minus infinity for a place before the first on that side. */
  const below = (at: number) => (at < 0 ? Number.NEGATIVE_INFINITY : distanceOf(half - 1 - at));
  const above = (at: number) => (at < 0 ? Number.NEGATIVE_INFINITY : distanceOf(half + at));
  const distanceOf = (at: number) => Math.abs((sorted[at] as number) - centre);
  let [left, most] = [2 * half + 1 - sorted.length, half];
  while (left < most) {
    const middle = (left + most) >> 1;
    if (below(middle) >= above(half - middle)) most = middle;
    else left = middle + 1;
  }
  const [farLeft, farRight] = [below(left - 1), above(half - left)];
  const distance = Math.max(farLeft, farRight);
  if (sorted.length % 2 === 1) return distance;
  const before = farLeft > farRight ? Math.max(below(left - 2), farRight) : Math.max(farLeft, above(half - left - 1));
  return (before + distance) / 2;
}

/**
 * Subtracts the mean of the sums and divides them by the root of their sum of squares. The result is zeros where all
 * sums are equal.
 */
function toUnitLength(sums: Float64Array): void {
  let total = 0;
  for (let i = 0; i < sums.length; i++) total += sums[i] as number;
  const mean = total / sums.length;
  let squares = 0;
  for (let i = 0; i < sums.length; i++) {
    add(sums, i, -mean);
    squares += (sums[i] as number) ** 2;
  }
  const length = Math.sqrt(squares);
  for (let i = 0; i < sums.length; i++) sums[i] = length === 0 ? 0 : (sums[i] as number) / length;
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] as number) + value;
}
