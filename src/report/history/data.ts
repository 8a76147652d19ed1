/**
 * Prepares what the dashboard's script draws: figures of every series as small whole numbers, with older runs merged.
 * Pure.
 */
import type { HistoryPoint } from '../../history/document.js';
import type { HistoryInput } from '../../history/input.js';
import type { HistorySeries, Measure } from '../../history/series.js';
import { printable } from '../../printable.js';
import { NATIVE } from '../../results/document.js';
import { median } from '../../stats/summary.js';
import { runtimeClass } from '../chart/colours.js';
import { costOf } from '../numbers.js';
import type { Figures, HostData, PageData } from './page-data.js';
import { ratioText } from './words.js';

/**
 * The newest runs of a host are shown one by one. Older ones are shown as medians of several runs, so that there are
 * this many points.
 */
const MOST_POINTS = 400;
const NEWEST = 200;
/** The figures may take about this many bytes, so that a page stays below 5 MB. */
const BYTES = 3_600_000;
/** A point of a series with both measures takes this many bytes. */
const BYTES_A_POINT = 11;
const LEAST_POINTS = 120;

/** Costs are in hundredths of a per cent, levels in units of `scale`. */
const COST_STEPS = 100;
const LEVEL_STEPS = 10_000;

/** A row of the dashboard: both measures of a cell on a host. */
export interface CellRow {
  readonly cost: HistorySeries | undefined;
  readonly level: HistorySeries | undefined;
  /** This one is shown: the cost, or native's level. */
  readonly shown: HistorySeries;
}

/** Returns the costs of every runtime, then native's own levels, in the order of hosts and cells. */
export function rowsOf({ series }: HistoryInput): CellRow[] {
  const rows = new Map<string, Partial<Record<Measure, HistorySeries>>>();
  for (const one of series) {
    const key = JSON.stringify([one.host, one.cell]);
    rows.set(key, { ...rows.get(key), [one.measure]: one });
  }
  const all = [...rows.values()].flatMap(({ cost, level }) => {
    const shown = cost ?? level;
    return shown ? [{ cost, level, shown }] : [];
  });
  const isNative = ({ shown }: CellRow): boolean => shown.cell.arm === NATIVE;
  return [...all.filter((row) => !isNative(row)), ...all.filter(isNative)];
}

/** Points of a host that are shown as one, by their places among its runs. */
type Buckets = readonly (readonly number[])[];

function bucketsOf(points: number, most: number): Buckets {
  const newest = Math.min(points, Math.floor((most * NEWEST) / MOST_POINTS));
  const old = points - newest;
  const size = Math.max(1, Math.ceil(old / (most - newest)));
  const starts = Array.from({ length: Math.ceil(old / size) }, (_, i) => i * size);
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  return [...starts.map((from) => range(from, Math.min(old, from + size))), ...range(old, points).map((i) => [i])];
}

export function pageData(input: HistoryInput, rows: readonly CellRow[]): PageData {
  const { hosts, points } = input.history;
  const most = Math.min(
    MOST_POINTS,
    Math.max(LEAST_POINTS, Math.floor(BYTES / BYTES_A_POINT / Math.max(1, rows.length))),
  );
  const own = hosts.map((_, host) => points.filter((point) => point.host === host));
  const buckets = own.map((all) => bucketsOf(all.length, most));
  const places = new Map(own.flatMap((all) => all.map((point, i) => [point, i] as const)));
  return {
    hosts: own.map((all, host) => hostData(all, buckets[host] ?? [])),
    series: rows.map(({ cost, level, shown }) => ({
      host: shown.host,
      unit: printable(shown.cell.unit, 40),
      runtime: runtimeClass(shown.cell.runtime),
      direction: shown.cell.direction,
      ...(cost && { cost: figures(cost, places, buckets[cost.host] ?? []) }),
      ...(level && { level: figures(level, places, buckets[level.host] ?? []) }),
    })),
  };
}

function hostData(points: readonly HistoryPoint[], buckets: Buckets): HostData {
  const shown = buckets.map((bucket) => points[bucket.at(-1) ?? 0] as HistoryPoint);
  const minutes = shown.map(({ at }) => Math.round(Date.parse(at) / 60_000));
  return {
    minutes: minutes.map((minute, i) => minute - (minutes[i - 1] ?? 0)),
    shas: shown.map(({ sha }) => printable(sha ?? '', 7).slice(0, 7)),
    runs: buckets.map((bucket) => bucket.reduce((sum, i) => sum + (points[i]?.runs ?? 0), 0)),
  };
}

function figures(series: HistorySeries, places: ReadonlyMap<HistoryPoint, number>, buckets: Buckets): Figures {
  const { measure, cell, points, values, steps } = series;
  const scale = measure === 'cost' ? 1 / COST_STEPS : (median(values) ?? 1) / LEVEL_STEPS;
  const whole = (value: number): number =>
    Math.round(
      (measure === 'cost' ? costOf({ ratio: value, low: null, high: null }, cell.direction).percent : value) / scale,
    );
  const byPlace: number[] = [];
  points.forEach((point, i) => {
    byPlace[places.get(point) ?? 0] = values[i] as number;
  });
  const bucketOf = new Map(buckets.flatMap((bucket, i) => bucket.map((place) => [place, i] as const)));
  const stepAt = ({ index }: { readonly index: number }): number =>
    bucketOf.get(places.get(points[index] as HistoryPoint) ?? 0) ?? 0;
  const levels =
    steps.length === 0 ? [median(values) ?? 0] : [steps[0]?.before ?? 0, ...steps.map(({ after }) => after)];
  return {
    scale: Number(scale.toPrecision(6)),
    values: buckets.map((bucket) => {
      const middle = median(bucket.map((place) => byPlace[place]).filter((value) => value !== undefined));
      return middle === null ? null : whole(middle);
    }),
    steps: steps.map(stepAt),
    levels: levels.map(whole),
    labels: steps.map(({ before, after }) => ratioText(after / before, cell.direction)),
  };
}
