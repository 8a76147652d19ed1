/**
 * What a series of runs may show besides steps: bad nights that pass, nights that depend on one another, and drift.
 */
import { median } from '../summary.js';

/** The indexes of the first and the last of a few bad nights after which the level returned. */
export interface Burst {
  readonly first: number;
  readonly last: number;
}

/** A burst has at most this many nights: five and more are a level, and a single one is a spike. */
const LONGEST_BURST = 4;
const SHORTEST_BURST = 2;
/** A burst is compared with this many points on either side, and with no fewer than `LEAST_AROUND`. */
const AROUND = 6;
const LEAST_AROUND = 3;
/**
 * Every point of a burst lies `EACH_AWAY` standard deviations from the points around it, and their average lies
 * `ALL_AWAY` from them.
 */
const EACH_AWAY = 2;
const ALL_AWAY = 3.5;
/** The levels on both sides may differ by this many standard deviations; beyond that there is a step. */
const SAME_LEVEL = 1.5;
/** The bad nights include the points beside them that are away by this share of their average. */
const STILL_AWAY = 0.5;

/**
 * Finds two to four points on one side of the points around them, after which the level returns. The longest bursts
 * are taken first, and no two overlap or touch. Points at the end of the series are left out, because they may be a
 * step that cannot be told yet.
 * @param sdAt the standard deviation of each value.
 */
export function burstsOf(values: readonly number[], sdAt: readonly number[]): Burst[] {
  const taken: Burst[] = [];
  const isTaken = new Uint8Array(values.length + 1);
  for (let length = LONGEST_BURST; length >= SHORTEST_BURST; length--) {
    for (let first = LEAST_AROUND; first + length <= values.length - LEAST_AROUND; first++) {
      const burst = { first, last: first + length - 1 };
      const isFree = !isTaken.subarray(first - 1, first + length + 1).includes(1);
      if (!isFree || !isBurst(values, burst, sdAt[first] as number)) continue;
      taken.push(burst);
      isTaken.fill(1, first, first + length);
    }
  }
  return taken.sort((a, b) => a.first - b.first);
}

/** Returns the level around a burst: the median of the points on both sides. */
export function levelAround(values: readonly number[], { first, last }: Burst): number {
  return median([...before(values, first), ...after(values, last)]) ?? Number.NaN;
}

const before = (values: readonly number[], first: number): readonly number[] =>
  values.slice(Math.max(0, first - AROUND), first);
const after = (values: readonly number[], last: number): readonly number[] => values.slice(last + 1, last + 1 + AROUND);

function isBurst(values: readonly number[], burst: Burst, sd: number): boolean {
  const { first, last } = burst;
  const [left, right] = [median(before(values, first)) ?? 0, median(after(values, last)) ?? 0];
  if (Math.abs(left - right) > SAME_LEVEL * sd) return false;
  const centre = levelAround(values, burst);
  const away = values.slice(first, last + 1).map((value) => (value - centre) / sd);
  const side = Math.sign(away[0] as number);
  const average = Math.abs(away.reduce((sum, one) => sum + one, 0)) / away.length;
  const isAway = (i: number): boolean =>
    (side * ((values[i] as number) - centre)) / sd > Math.max(EACH_AWAY, STILL_AWAY * average);
  if (lengthOf(values, burst, isAway) > LONGEST_BURST) return false;
  return average > ALL_AWAY && away.every((one) => side * one > EACH_AWAY);
}

/** Returns how many points are away in a row, those of the burst among them. */
function lengthOf(values: readonly number[], { first, last }: Burst, isAway: (i: number) => boolean): number {
  let [from, to] = [first, last];
  while (from > 0 && isAway(from - 1)) from--;
  while (to + 1 < values.length && isAway(to + 1)) to++;
  return to - from + 1;
}

/**
 * Returns the correlation of neighbouring residuals about the levels between `bounds`. Fitting the levels lowers it by
 * 1 / length of a level, as for white noise, which is added back. It returns 0 where there are too few points.
 */
export function lagOne(values: readonly number[], bounds: readonly number[]): number {
  let [products, squares, pairs, bias] = [0, 0, 0, 0];
  for (let at = 0; at + 1 < bounds.length; at++) {
    const own = values.slice(bounds[at], bounds[at + 1]);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    const residuals = own.map((value) => value - mean);
    for (let i = 1; i < residuals.length; i++) products += (residuals[i] as number) * (residuals[i - 1] as number);
    squares += residuals.reduce((sum, value) => sum + value ** 2, 0);
    pairs += own.length - 1;
    bias += 1;
  }
  return pairs === 0 || squares === 0 ? 0 : Math.min(0.95, products / squares + bias / values.length);
}

/** A straight line through a series: its values at both ends, and the sum of squares that it leaves. */
export interface Line {
  readonly from: number;
  readonly to: number;
  readonly squares: number;
}

export function lineThrough(values: readonly number[], weights: readonly number[]): Line {
  const total = (of: (value: number, i: number) => number): number =>
    values.reduce((sum, value, i) => sum + (weights[i] ?? 1) * of(value, i), 0);
  const weight = total(() => 1);
  const [x, y] = [total((_, i) => i) / weight, total((value) => value) / weight];
  const spread = total((_, i) => (i - x) ** 2);
  const slope = spread === 0 ? 0 : total((value, i) => (i - x) * (value - y)) / spread;
  const at = (i: number): number => y + slope * (i - x);
  return { from: at(0), to: at(values.length - 1), squares: total((value, i) => (value - at(i)) ** 2) };
}
