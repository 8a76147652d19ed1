/**
 * Finds the optimal piecewise constant fit: the segments that minimise the weighted sum of squares about the mean of
 * each segment plus a penalty for each segment. The result is the optimum that PELT finds (Killick, Fearnhead and
 * Eckley, 2012). It is found by functional pruning (FPOP: Maidstone, Hocking, Rigaill and Fearnhead, 2017), which
 * takes about n log n steps even where nothing changes.
 */

export interface Segmentation {
  /** The cost of each segment, in the unit of the squared values. */
  readonly penalty: number;
  /** The smallest number of points in a segment. */
  readonly least: number;
}

/** Index i holds the sums over values 0..i-1. */
interface Sums {
  readonly weight: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** A last segment that begins at `start`, and the means for which no other start is better. */
interface LastSegment {
  readonly start: number;
  /** The least cost of everything before this segment, with the penalties of those segments. */
  readonly before: number;
  /** Closed intervals in ascending order: low, high, low, high, … */
  means: number[];
}

/**
 * Returns the indexes at which a new segment begins, ascending and without 0.
 * @param weights how many observations each value stands for.
 */
export function segment(values: readonly number[], weights: readonly number[], settings: Segmentation): number[] {
  const { penalty, least } = settings;
  const n = values.length;
  if (n < 2 * least) return [];
  const sums = sumsOf(values, weights);
  const bounds = [Math.min(...extremes(values)), Math.max(...extremes(values))];
  const cost = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const last = new Int32Array(n + 1);
  cost[0] = -penalty;
  let alive: LastSegment[] = [];
  for (let end = least; end <= n; end++) {
    alive = admit(alive, { start: end - least, before: cost[end - least] as number, means: bounds }, sums);
    for (const { start, before } of alive) {
      const total = before + penalty + squaresAbout(sums, start, end);
      if (total < (cost[end] as number)) {
        cost[end] = total;
        last[end] = start;
      }
    }
  }
  return walk(last, n);
}

/** Returns the smallest and the largest value without spreading thousands of values over a call. */
function extremes(values: readonly number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function sumsOf(values: readonly number[], weights: readonly number[]): Sums {
  const sums = { weight: zeros(values), first: zeros(values), second: zeros(values) };
  values.forEach((value, i) => {
    const weight = weights[i] ?? 1;
    sums.weight[i + 1] = (sums.weight[i] as number) + weight;
    sums.first[i + 1] = (sums.first[i] as number) + weight * value;
    sums.second[i + 1] = (sums.second[i] as number) + weight * value * value;
  });
  return sums;
}

const zeros = (values: readonly number[]): Float64Array => new Float64Array(values.length + 1);

const over = (sums: Float64Array, from: number, to: number): number => (sums[to] as number) - (sums[from] as number);

/** Returns the weighted squares of the values from..to-1 about their mean. */
function squaresAbout({ weight, first, second }: Sums, from: number, to: number): number {
  const sum = over(first, from, to);
  return Math.max(0, over(second, from, to) - (sum * sum) / over(weight, from, to));
}

/**
 * Adds a start. Which of two starts is better does not depend on what comes after both, so each older start keeps only
 * the means for which it beats the new one, and the new one gets the rest.
 */
function admit(alive: readonly LastSegment[], fresh: LastSegment, sums: Sums): LastSegment[] {
  if (!Number.isFinite(fresh.before)) return [...alive];
  let rest = fresh.means;
  const kept: LastSegment[] = [];
  for (const candidate of alive) {
    const better = meansFor(candidate, fresh, sums);
    if (better === undefined) continue;
    candidate.means = within(candidate.means, better);
    if (candidate.means.length === 0) continue;
    kept.push(candidate);
    rest = without(rest, better);
  }
  if (rest.length > 0) kept.push({ ...fresh, means: rest });
  return kept;
}

type Interval = readonly [low: number, high: number];

/**
 * Returns the means for which the older start is no worse. They lie between the roots of a parabola that opens
 * upwards.
 */
function meansFor(older: LastSegment, fresh: LastSegment, { weight, first, second }: Sums): Interval | undefined {
  const a = over(weight, older.start, fresh.start);
  const centre = over(first, older.start, fresh.start) / a;
  const rest = over(second, older.start, fresh.start) + older.before - fresh.before;
  const discriminant = centre * centre - rest / a;
  if (discriminant < 0) return undefined;
  return [centre - Math.sqrt(discriminant), centre + Math.sqrt(discriminant)];
}

function within(intervals: readonly number[], [low, high]: Interval): number[] {
  const kept: number[] = [];
  for (let i = 0; i < intervals.length; i += 2) {
    const [from, to] = [Math.max(low, intervals[i] as number), Math.min(high, intervals[i + 1] as number)];
    if (from <= to) kept.push(from, to);
  }
  return kept;
}

function without(intervals: readonly number[], [low, high]: Interval): number[] {
  const kept: number[] = [];
  for (let i = 0; i < intervals.length; i += 2) {
    const [from, to] = [intervals[i] as number, intervals[i + 1] as number];
    if (low > from) kept.push(from, Math.min(to, low));
    if (high < to) kept.push(Math.max(from, high), to);
  }
  return kept;
}

function walk(last: Int32Array, n: number): number[] {
  const starts: number[] = [];
  for (let end = n; end > 0; end = last[end] as number) {
    const start = last[end] as number;
    if (start > 0) starts.push(start);
  }
  return starts.reverse();
}
