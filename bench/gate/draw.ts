/** Resampling: cells of a pretended pull request from recorded launches. A launch is taken whole or not at all. */
import { coin, type RandomBits, randomBelow, shuffled } from './random.js';
import type { Launch, RecordedSeries } from './series.js';

/** What every rule gets to see of one cell. Larger values are better. */
export interface Cell {
  readonly series: string;
  readonly metric: string;
  /** Values of each launch, in the order taken. */
  readonly baseline: readonly (readonly number[])[];
  readonly candidate: readonly (readonly number[])[];
  /** Machine time of each launch, both sides, s. */
  readonly seconds: readonly number[];
  /** Means of earlier runs, and of the new one: for a rule that knows no baseline side. */
  readonly history: readonly number[];
  readonly newRun: number;
}

/** How a cell of a series comes about; one that needs to know how long it may get is told the machine time, s. */
export type Schedule = (series: RecordedSeries, budget: number, bits: RandomBits) => Cell;

/**
 * Pairs back to back, as Tare measures: all launches in random order without repetition, the two sides of each swapped
 * as a whole by a fair coin. So the first of them are a sample of launches, and A/A by construction.
 * @param pairsOf how many pairs of each launch of a series are used, the first ones taken.
 */
export function adjacentPairs(pairsOf: (series: string) => number): Schedule {
  return (series, _budget, bits) => {
    const pairs = pairsOf(series.name);
    const launches = shuffled(bits, series.launches);
    const sides = launches.map(({ a, b }) => {
      const both = [a.slice(0, pairs), b.slice(0, pairs)] as const;
      return coin(bits) ? { from: both[0], to: both[1] } : { from: both[1], to: both[0] };
    });
    return {
      series: series.name,
      metric: series.metric,
      baseline: sides.map(({ from }) => from),
      candidate: sides.map(({ to }) => to),
      seconds: launches.map((launch) => secondsOf(launch, pairs)),
      ...runHistory(series, bits),
    };
  };
}

/**
 * One side after the other, as most pipelines measure: a window of consecutive launches, one sandbox of each, its first
 * half for one side and its second half for the other; start and direction are random, the order in time is kept.
 */
export function consecutiveBlocks(pairs: number): Schedule {
  return (series, budget, bits) => {
    const { launches } = series;
    const costs = launches.map((launch) => secondsOf(launch, pairs));
    const each = Math.min(affordable(costs, budget), launches.length >> 1);
    const start = randomBelow(bits, launches.length - 2 * each + 1);
    const earlier = launches.slice(start, start + each);
    const later = launches.slice(start + each, start + 2 * each);
    const [baseline, candidate] = coin(bits) ? [earlier, later] : [later, earlier];
    return {
      series: series.name,
      metric: series.metric,
      baseline: baseline.map(({ a }) => a.slice(0, pairs)),
      candidate: candidate.map(({ a }) => a.slice(0, pairs)),
      seconds: baseline.map((launch) => secondsOf(launch, pairs)),
      ...runHistory(series, bits),
    };
  };
}

/** The `block` phase as recorded: both rounds cut to the same random window, labels by coin. */
export function recordedBlocks(length: number): Schedule {
  return (series, _budget, bits) => {
    const start = randomBelow(bits, series.launches.length - length + 1);
    const window = series.launches.slice(start, start + length);
    const [a, b] = [window.map((launch) => launch.a), window.map((launch) => launch.b)];
    const [baseline, candidate] = coin(bits) ? [a, b] : [b, a];
    const seconds = window.map((launch) => secondsOf(launch, 1));
    return { series: series.name, metric: series.metric, baseline, candidate, seconds, ...runHistory(series, bits) };
  };
}

/** Consecutive launches that make one run of the history. */
export const LAUNCHES_A_RUN = 4;

/**
 * The recording cut into runs of four consecutive launches, every trial of both sandboxes in the mean; one of them, at
 * random, is the new run, and the others are its history.
 */
function runHistory({ launches }: RecordedSeries, bits: RandomBits): Pick<Cell, 'history' | 'newRun'> {
  const runs = Array.from({ length: Math.floor(launches.length / LAUNCHES_A_RUN) }, (_, run) => {
    const own = launches.slice(run * LAUNCHES_A_RUN, (run + 1) * LAUNCHES_A_RUN);
    return mean(own.flatMap(({ a, b }) => [...a, ...b]));
  });
  const at = randomBelow(bits, runs.length);
  return { history: runs.filter((_, run) => run !== at), newRun: runs[at] ?? Number.NaN };
}

/** The candidate made slower by a fraction, as the rule counts: .02 takes 1.02 times as long, so a rate is divided. */
export function slowed(cell: Cell, fraction: number): Cell {
  const candidate = cell.candidate.map((values) => values.map((value) => value / (1 + fraction)));
  return { ...cell, candidate, newRun: cell.newRun / (1 + fraction) };
}

/** How many of the launches fit into the budget, in their order. */
function affordable(seconds: readonly number[], budget: number): number {
  let left = budget;
  const cut = seconds.findIndex((one) => {
    left -= one;
    return left < 0;
  });
  return cut < 0 ? seconds.length : cut;
}

/** What a cell is after so many launches. */
export function firstLaunches(cell: Cell, launches: number): Cell {
  const { baseline, candidate, seconds } = cell;
  return {
    ...cell,
    baseline: baseline.slice(0, launches),
    candidate: candidate.slice(0, launches),
    seconds: seconds.slice(0, launches),
  };
}

/** What a cell is after so much machine time, s. */
export function withinBudget(cell: Cell, budget: number): Cell {
  return firstLaunches(cell, affordable(cell.seconds, budget));
}

function secondsOf({ pairSeconds, overheadSeconds }: Launch, pairs: number): number {
  return pairSeconds.slice(0, pairs).reduce((sum, seconds) => sum + seconds, overheadSeconds);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
