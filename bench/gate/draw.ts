/** Draws the cells of a simulated pull request from recorded launches. A launch is taken whole or not at all. */
import { coin, type RandomBits, randomBelow, shuffled } from './random.js';
import type { Launch, RecordedSeries } from './series.js';

/** What every rule knows of one cell. Larger values are better. */
export interface Cell {
  readonly series: string;
  readonly metric: string;
  /** The values of each launch, in the order taken. */
  readonly baseline: readonly (readonly number[])[];
  readonly candidate: readonly (readonly number[])[];
  /** The machine time of each launch, both sides, in seconds. */
  readonly seconds: readonly number[];
  /** The means of earlier runs and of the new one, for a rule that has no baseline side. */
  readonly history: readonly number[];
  readonly newRun: number;
}

/**
 * Draws a cell of a series. A schedule that needs to know how long the cell may take gets the machine time in seconds.
 */
export type Schedule = (series: RecordedSeries, budget: number, bits: RandomBits) => Cell;

/**
 * Draws pairs back to back, as Tare measures: all launches in random order without repetition, with the two sides of
 * each swapped as a whole by a fair coin. So the first of them are a sample of launches, and A/A by construction.
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
 * Draws one side after the other, as most pipelines measure: a window of consecutive launches, one sandbox of each,
 * with its first half for one side and its second half for the other. Start and direction are random, and the order in
 * time is kept.
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

/**
 * Draws from the `block` phase as recorded: both rounds are cut to the same random window, and a coin decides the
 * labels.
 */
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

/** This many consecutive launches make one run of the history. */
export const LAUNCHES_A_RUN = 4;

/**
 * Cuts the recording into runs of four consecutive launches, with every trial of both sandboxes in the mean. A random
 * one of them is the new run, and the others are its history.
 */
function runHistory({ launches }: RecordedSeries, bits: RandomBits): Pick<Cell, 'history' | 'newRun'> {
  const runs = Array.from({ length: Math.floor(launches.length / LAUNCHES_A_RUN) }, (_, run) => {
    const own = launches.slice(run * LAUNCHES_A_RUN, (run + 1) * LAUNCHES_A_RUN);
    return mean(own.flatMap(({ a, b }) => [...a, ...b]));
  });
  const at = randomBelow(bits, runs.length);
  return { history: runs.filter((_, run) => run !== at), newRun: runs[at] ?? Number.NaN };
}

/**
 * Makes the candidate slower by a fraction, as the rule counts: .02 takes 1.02 times as long, so a rate is divided.
 */
export function slowed(cell: Cell, fraction: number): Cell {
  const candidate = cell.candidate.map((values) => values.map((value) => value / (1 + fraction)));
  return { ...cell, candidate, newRun: cell.newRun / (1 + fraction) };
}

/** Returns how many of the launches fit into the budget, in their order. */
function affordable(seconds: readonly number[], budget: number): number {
  let left = budget;
  const cut = seconds.findIndex((one) => {
    left -= one;
    return left < 0;
  });
  return cut < 0 ? seconds.length : cut;
}

/** Returns a cell as it is after this many launches. */
export function firstLaunches(cell: Cell, launches: number): Cell {
  const { baseline, candidate, seconds } = cell;
  return {
    ...cell,
    baseline: baseline.slice(0, launches),
    candidate: candidate.slice(0, launches),
    seconds: seconds.slice(0, launches),
  };
}

/** Returns a cell as it is after this much machine time, in seconds. */
export function withinBudget(cell: Cell, budget: number): Cell {
  return firstLaunches(cell, affordable(cell.seconds, budget));
}

function secondsOf({ pairSeconds, overheadSeconds }: Launch, pairs: number): number {
  return pairSeconds.slice(0, pairs).reduce((sum, seconds) => sum + seconds, overheadSeconds);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
