/**
 * Finds steps in a series of runs: points at which its level changed and stayed changed. A single spike is no step.
 */
import { median } from '../summary.js';
import { noiseAround, noiseOf } from './noise.js';
import { segment } from './segmentation.js';
import { type Burst, burstsOf, lagOne, levelAround, lineThrough } from './series-shape.js';

/** A level has at least this many points, so a change is reported once this many nights have seen it. */
export const LEAST_POINTS = 5;

/**
 * Each point is compared with this many points, itself among them: those around it, or the outermost ones at the ends
 * (Hampel's filter).
 */
const WINDOW = 7;
const REACH = (WINDOW - 1) / 2;
/** A point that is more than this many standard deviations from the median of its window is a spike. */
const SPIKE_SD = 4;

/**
 * In a series of n runs a step must explain `1 + SHORT_SERIES / n` times as much, because the noise of a short series
 * is known poorly.
 */
const SHORT_SERIES = 14;

/** Fewer points than this cannot show a correlation or a drift beyond chance. */
const LEAST_FOR_SHAPE = 30;
/** Neighbouring nights whose correlation is above this are not independent. */
const CORRELATED = 0.3;
/** A line counts as this many steps, so it must fit clearly better than steps do. */
const LINE = 1.2;
/**
 * The correlation is first estimated at this multiple of the penalty, because levels that follow the noise would hide
 * it.
 */
const COARSE = 2.5;
/** The penalty is raised at most this often. Fewer levels leave more correlation, which raises the penalty again. */
const ROUNDS = 4;

/** A reported step may be this many points early or late. */
export const PRECISION = 2;
/** Two ranges of places whose probabilities differ by less than this count as equally good. */
const TIE = 0.002;
/** The range that is reported for a step holds its place with this probability. */
const CONFIDENCE = 0.95;

/** The efficiency of the median of n normal values relative to their mean is 2 / pi for large n. */
const MEDIAN_EFFICIENCY = 2 / Math.PI;

export interface SeriesPoint {
  readonly value: number;
  /** The number of runs whose median the value is; it is 1 for a single run. */
  readonly runs: number;
}

export interface ChangePoint {
  /** The index of the first point of the new level. */
  readonly index: number;
  /** The first point lies between these two indexes with a probability of 95 %, given both levels. */
  readonly earliest: number;
  readonly latest: number;
  /** The medians of the levels before and after the change. */
  readonly before: number;
  readonly after: number;
}

export interface Steps {
  readonly changes: readonly ChangePoint[];
  /** The standard deviation of a single run about its level, in the unit of the values. */
  readonly sd: number;
  /** The indexes of the points that were taken for spikes. */
  readonly spikes: readonly number[];
  /** Two to four bad nights after which the level returned. They are events and not steps. */
  readonly bursts: readonly Burst[];
  /**
   * The correlation of neighbouring nights about their levels where it was large enough to raise the penalty; else
   * null.
   */
  readonly correlation: number | null;
  /** A slow change without steps, from the first point to the last; null where there is none. */
  readonly drift: Drift | null;
}

export interface Drift {
  readonly from: number;
  readonly to: number;
}

interface Filtered {
  readonly values: readonly number[];
  /** How many runs with the standard deviation `sd` each value is worth. */
  readonly weights: readonly number[];
  readonly sd: number;
}

/**
 * Finds the steps of a series.
 * - Where the noise around a run is clearly more than that of the series, the run counts for less.
 * - Bursts of bad nights and single spikes are taken out (Hampel's filter).
 * - The optimal segmentation follows, with at least `LEAST_POINTS` points a segment and a penalty of 2 sd^2 ln n (1 +
 *   14 / n); then each step gets its most probable place.
 * - Where the residuals about the levels are correlated from night to night, the penalty is raised by as much as the
 *   correlation raises the variance of a mean.
 * - Where a straight line explains the series as well as its steps do, the series drifts and has no steps.
 * `bench/history` measures how often the result is wrong.
 * @param floor the smallest standard deviation to assume, in the unit of the values; it is above zero.
 */
export function findSteps(points: readonly SeriesPoint[], floor: number): Steps {
  const sizes = points.map(({ runs }) => (runs > 2 ? runs * MEDIAN_EFFICIENCY : 1));
  const values = points.map(({ value }) => value);
  const sd = Math.max(floor, noiseOf(values, sizes));
  const sdAt = noiseAround(values, sizes, sd);
  const weights = sizes.map((size, i) => size * (sd / (sdAt[i] as number)) ** 2);
  const bursts = burstsOf(values, sdAt);
  const { filtered, spikes } = withoutSpikes({ values: withoutBursts(values, bursts), weights, sd });
  const series = { values: filtered, weights, sd };
  const { bounds, correlation, penalty } = levelsOf(series);
  const common = { sd, spikes, bursts, correlation: correlation > CORRELATED ? correlation : null };
  const drift = driftOf(series, bounds, penalty);
  if (drift !== null) return { ...common, drift, changes: [] };
  return { ...common, drift, changes: changesAt(series, values, bounds) };
}

function changesAt(series: Filtered, values: readonly number[], bounds: readonly number[]): ChangePoint[] {
  const n = values.length;
  const places = bounds.slice(1, -1).map((start, at) => {
    const [from = 0, to = n] = [bounds[at], bounds[at + 2]];
    return { from, to, ...place(series, from, start, to) };
  });
  const level = (from: number, to: number): number => median(values.slice(from, to)) ?? Number.NaN;
  return places.map(({ index, earliest, latest }, at) => ({
    ...{ index, earliest, latest },
    before: level(places[at - 1]?.index ?? 0, index),
    after: level(index, places[at + 1]?.index ?? n),
  }));
}

function withoutBursts(values: readonly number[], bursts: readonly Burst[]): number[] {
  const smooth = [...values];
  for (const burst of bursts) smooth.fill(levelAround(values, burst), burst.first, burst.last + 1);
  return smooth;
}

/** Returns the segments, after raising the penalty until it fits the correlation that the segments leave. */
function levelsOf({ values, weights, sd }: Filtered) {
  const n = values.length;
  const plain = 2 * Math.log(n) * (1 + SHORT_SERIES / n) * sd * sd;
  const segmented = (penalty: number): number[] => [
    0,
    ...segment(values, weights, { penalty, least: LEAST_POINTS }),
    n,
  ];
  if (n < LEAST_FOR_SHAPE) return { bounds: segmented(plain), correlation: 0, penalty: plain };
  let correlation = lagOne(values, segmented(COARSE * plain));
  if (correlation <= CORRELATED) return { bounds: segmented(plain), correlation, penalty: plain };
  let [penalty, bounds] = [plain, [0, n]];
  for (let round = 0; round < ROUNDS && correlation > CORRELATED; round++) {
    penalty = (plain * (1 + correlation)) / (1 - correlation);
    bounds = segmented(penalty);
    const left = lagOne(values, bounds);
    if (left <= correlation) break;
    correlation = left;
  }
  return { bounds, correlation, penalty };
}

/**
 * Returns a line where it leaves no more unexplained than the steps do. It returns null where the steps fit better, or
 * where there are none.
 */
function driftOf({ values, weights }: Filtered, bounds: readonly number[], penalty: number): Drift | null {
  const steps = bounds.length - 2;
  if (steps === 0 || values.length < LEAST_FOR_SHAPE) return null;
  const line = lineThrough(values, weights);
  const left = bounds.slice(0, -1).reduce((sum, from, at) => sum + squaresOf(values, weights, from, bounds[at + 1]), 0);
  if (line.squares + LINE * penalty >= left + steps * penalty) return null;
  return { from: line.from, to: line.to };
}

function squaresOf(values: readonly number[], weights: readonly number[], from: number, to = values.length): number {
  const centre = mean(values, weights, from, to);
  return values
    .slice(from, to)
    .reduce((sum, value, i) => sum + (weights[from + i] as number) * (value - centre) ** 2, 0);
}

function withoutSpikes({ values, weights, sd }: Filtered) {
  const spikes: number[] = [];
  const filtered = values.map((value, i) => {
    const first = Math.max(0, Math.min(i - REACH, values.length - WINDOW));
    const centre = median(values.slice(first, first + WINDOW)) as number;
    const isSpike = Math.abs(value - centre) * Math.sqrt(weights[i] as number) > SPIKE_SD * sd;
    if (isSpike) spikes.push(i);
    return isSpike ? centre : value;
  });
  return { filtered, spikes };
}

/**
 * Finds the place of a step between two segments: the one within `PRECISION` of which the step most probably lies,
 * given the levels on both sides and normal noise. Among places that are as good, the most probable one is taken.
 */
function place(series: Filtered, from: number, start: number, to: number) {
  const chances = chancesOf(series, from, start, to);
  const near = chances.map((_, i) => sum(chances.slice(Math.max(0, i - PRECISION), i + PRECISION + 1)));
  const good = Math.max(...near) - TIE;
  let best = 0;
  chances.forEach((chance, i) => {
    const isGood = (near[i] as number) >= good;
    if (isGood && ((near[best] as number) < good || chance > (chances[best] as number))) best = i;
  });
  const first = from + LEAST_POINTS;
  const [low, high] = likeliest(chances);
  return { index: first + best, earliest: first + Math.min(low, best), latest: first + Math.max(high, best) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Returns the probability of each place that leaves `LEAST_POINTS` points on both sides. */
function chancesOf({ values, weights, sd }: Filtered, from: number, start: number, to: number): number[] {
  const [before, after] = [mean(values, weights, from, start), mean(values, weights, start, to)];
  const logs: number[] = [];
  let log = 0;
  for (let at = from + LEAST_POINTS; at <= to - LEAST_POINTS; at++) {
    logs.push(log);
    const value = values[at] as number;
    log += ((value - after) ** 2 - (value - before) ** 2) * ((weights[at] as number) / (2 * sd * sd));
  }
  const most = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const shares = logs.map((one) => Math.exp(one - most));
  const all = sum(shares);
  return shares.map((share) => share / all);
}

function mean(values: readonly number[], weights: readonly number[], from: number, to: number): number {
  let [total, weight] = [0, 0];
  for (let i = from; i < to; i++) {
    total += (weights[i] as number) * (values[i] as number);
    weight += weights[i] as number;
  }
  return total / weight;
}

/**
 * Returns the first and the last of the fewest places that together reach `CONFIDENCE`, added in order of probability.
 */
function likeliest(chances: readonly number[]): [number, number] {
  const order = chances.map((_, i) => i).sort((a, b) => (chances[b] as number) - (chances[a] as number));
  const taken: number[] = [];
  let held = 0;
  for (const i of order) {
    taken.push(i);
    held += chances[i] as number;
    if (held >= CONFIDENCE) break;
  }
  return [Math.min(...taken), Math.max(...taken)];
}
