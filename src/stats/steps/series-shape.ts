/** What a series of runs may do besides step: bad nights that pass, nights that depend on one another, and drift. */
import { median } from '../summary.js';

/** Indexes of the first and the last point of bad nights that passed. */
export interface Burst {
  readonly first: number;
  readonly last: number;
}

/** Most nights of a burst: from five on it is a level. One alone is a spike. */
const LONGEST_BURST = 4;
const SHORTEST_BURST = 2;
/** Points on either side that a burst is held against, and the fewest of them. */
const AROUND = 6;
const LEAST_AROUND = 3;
/** Standard deviations that every point of a burst is away from what is around it, and that all are on average. */
const EACH_AWAY = 2;
const ALL_AWAY = 3.5;
/** Standard deviations by which both sides may differ: else there is a step behind it. */
const SAME_LEVEL = 1.5;

/**
 * Two to four points on one side of what is around them, after which it is as it was. The longest are taken first, and
 * none overlaps another. What ends the series may be a step that is not told yet.
 */
export function burstsOf(values: readonly number[], sd: number): Burst[] {
  const taken: Burst[] = [];
  const isTaken = new Uint8Array(values.length + 1);
  for (let length = LONGEST_BURST; length >= SHORTEST_BURST; length--) {
    for (let first = LEAST_AROUND; first + length <= values.length - LEAST_AROUND; first++) {
      const burst = { first, last: first + length - 1 };
      const isFree = !isTaken.subarray(first - 1, first + length + 1).includes(1);
      if (!isFree || !isBurst(values, burst, sd)) continue;
      taken.push(burst);
      isTaken.fill(1, first, first + length);
    }
  }
  return taken.sort((a, b) => a.first - b.first);
}

/** The level around a burst: the median of the points on both sides. */
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
  return average > ALL_AWAY && away.every((one) => side * one > EACH_AWAY);
}

/**
 * Correlation of the residuals of neighbouring points about the levels between `bounds`, corrected for what fitting
 * the levels takes from it (1 / length of a level, as for white noise); 0 where there are too few.
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

/** A straight line through a series: its ends, and the squares that it leaves. */
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
