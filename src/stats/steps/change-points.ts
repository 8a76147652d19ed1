/** Steps in a series of runs: where its level changed and stayed changed. A single spike is no step. */
import { MAD_TO_SD, median } from '../summary.js';
import { segment } from './segmentation.js';
import { type Burst, burstsOf, lagOne, levelAround, lineThrough } from './series-shape.js';

/** Fewest points of a level: a change is told when this many nights have seen it. */
export const LEAST_POINTS = 5;

/**
 * Points that one is held against, itself among them: those around it, the outermost ones at the ends (Hampel's
 * filter).
 */
const WINDOW = 7;
const REACH = (WINDOW - 1) / 2;
/** Standard deviations from the median of its window beyond which a point is a spike. */
const SPIKE_SD = 4;

/** Distances in points over which the noise is taken, all differences together. */
const NEAR_LAGS = [1, 2, 3];
/**
 * A longer distance, so that noise that lasts some nights is not taken for steps; a short series has too few of them.
 */
const FAR_LAG = 5;
const LEAST_FOR_FAR_LAG = 50;

/** How much more a step must explain in a short series, whose noise is little known: `1 + SHORT_SERIES / n` times. */
const SHORT_SERIES = 14;

/** Fewest points of which a correlation or a drift can be told from chance. */
const LEAST_FOR_SHAPE = 30;
/** Correlation of neighbouring nights above which they are not independent. */
const CORRELATED = 0.3;
/** What a line costs, in steps: it must be clearly the better account. */
const LINE = 1.2;
/** Times the penalty at which the correlation is first looked for: levels that follow the noise would hide it. */
const COARSE = 2.5;
/** Times the penalty is raised at most: fewer levels leave more correlation, which raises it again. */
const ROUNDS = 4;

/** Points by which a step may be told too early or too late. */
export const PRECISION = 2;
/** Share of the probability that a range of places may lack to be no better than another. */
const TIE = 0.002;
/** Probability that the range told for a step holds its place. */
const CONFIDENCE = 0.95;

/** Of a median of n normal values against their mean: 2 / pi. */
const MEDIAN_EFFICIENCY = 2 / Math.PI;

export interface SeriesPoint {
  readonly value: number;
  /** Runs whose median it is; 1 for a run. */
  readonly runs: number;
}

export interface ChangePoint {
  /** The first point of the new level. */
  readonly index: number;
  /** The first point is one of these, with 95 % probability given both levels. */
  readonly earliest: number;
  readonly latest: number;
  /** Medians of the points of the levels on both sides. */
  readonly before: number;
  readonly after: number;
}

export interface Steps {
  readonly changes: readonly ChangePoint[];
  /** Standard deviation of a single run about its level, in the unit of the values. */
  readonly sd: number;
  /** Indexes of the points that were taken for spikes. */
  readonly spikes: readonly number[];
  /** Two to four bad nights that passed: events, and no steps. */
  readonly bursts: readonly Burst[];
  /**
   * Correlation of neighbouring nights about their levels, where it is so large that the penalty was raised; else
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
  readonly weights: readonly number[];
  readonly sd: number;
}

/**
 * Bad nights that passed and single spikes are taken out (Hampel's filter), then the optimal segmentation with at
 * least `LEAST_POINTS` points a segment and a penalty of 2 sd^2 ln n (1 + 14 / n), then the likeliest place of each
 * step. Where what is left about the levels is correlated from night to night, the penalty is raised by what that does
 * to the variance of a mean; where a straight line explains the series as well as its steps, it drifts and has none.
 * `bench/history` measures how often it is wrong.
 * @param floor smallest standard deviation to reckon with, in the unit of the values; above zero.
 */
export function findSteps(points: readonly SeriesPoint[], floor: number): Steps {
  const weights = points.map(({ runs }) => (runs > 2 ? runs * MEDIAN_EFFICIENCY : 1));
  const values = points.map(({ value }) => value);
  const sd = Math.max(floor, noise(values, weights));
  const bursts = burstsOf(values, sd);
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

/** Segments, with the penalty raised until it fits the correlation that they leave. */
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
 * A line instead of steps, where it leaves no more to explain; null where the steps are the better account, or none
 * is.
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

/** Robust standard deviation of differences, by which a few steps and spikes do not count. */
function noise(values: readonly number[], weights: readonly number[]): number {
  const near = spread(NEAR_LAGS.flatMap((lag) => differences(values, weights, lag)));
  return values.length < LEAST_FOR_FAR_LAG ? near : Math.max(near, spread(differences(values, weights, FAR_LAG)));
}

const spread = (sizes: readonly number[]): number => MAD_TO_SD * (median(sizes) ?? 0);

/** Sizes of the differences over `lag` points, each over its standard deviation in units of a run's. */
function differences(values: readonly number[], weights: readonly number[], lag: number): number[] {
  return values.slice(lag).map((value, i) => {
    const scale = Math.sqrt(1 / (weights[i] as number) + 1 / (weights[i + lag] as number));
    return Math.abs(value - (values[i] as number)) / scale;
  });
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
 * Where a step between two segments is: the place within `PRECISION` of which it most probably lies, given the levels
 * on both sides and normal noise. Of places that are as good, the likeliest one.
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

/** The probability of each place that leaves both sides `LEAST_POINTS`. */
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

/** First and last of the fewest places that together have `CONFIDENCE`, taken from the likeliest on. */
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
