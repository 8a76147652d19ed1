/**
 * Finds the series of a history, each a cell on a host, as cost against native or as it was measured, and where it
 * stepped. Pure.
 */
import { type ChangePoint, type Drift, findSteps } from '../stats/steps/change-points.js';
import type { Burst } from '../stats/steps/series-shape.js';
import type { History, HistoryCell, HistoryHost, HistoryPoint } from './document.js';

/** `cost` is arm / native, `level` the figure itself. */
export type Measure = 'cost' | 'level';

/**
 * The standard deviation of a run's logarithm is taken as at least this: otherwise every change would be a step where
 * figures are all the same.
 */
const SD_FLOOR = 0.0005;

export interface HistorySeries {
  readonly host: number;
  readonly cell: HistoryCell;
  readonly measure: Measure;
  /** These are in the order of time. */
  readonly points: readonly HistoryPoint[];
  /** These are ratios or levels, one for each point. */
  readonly values: readonly number[];
  readonly steps: readonly ChangePoint[];
  /** It is the standard deviation of a run about its level, in per cent. */
  readonly noisePercent: number;
  readonly spikes: readonly number[];
  /** Each is two to four bad nights that passed. */
  readonly bursts: readonly Burst[];
  /** It is the correlation of neighbouring nights, where they are not independent; else null. */
  readonly correlation: number | null;
  /** It is a slow change without a step; null where there is none. */
  readonly drift: Drift | null;
}

/** Returns every series that has a figure, of each host, in the order of the cells, cost before level. */
export function seriesOf(history: History): HistorySeries[] {
  return history.hosts.flatMap((_: HistoryHost, host: number) => {
    const own = history.points.filter((point) => point.host === host);
    return history.cells.flatMap((cell, place) =>
      (['cost', 'level'] as const).flatMap((measure) => oneSeries(host, cell, place, measure, own)),
    );
  });
}

function oneSeries(
  host: number,
  cell: HistoryCell,
  place: number,
  measure: Measure,
  all: readonly HistoryPoint[],
): HistorySeries[] {
  const field = measure === 'cost' ? 'ratios' : 'levels';
  const points = all.filter((point) => typeof point[field][place] === 'number');
  if (points.length === 0) return [];
  const values = points.map((point) => point[field][place] as number);
  const found = findSteps(
    points.map(({ runs }, i) => ({ runs, value: Math.log(values[i] as number) })),
    SD_FLOOR,
  );
  const steps = found.changes.map((step) => ({
    ...step,
    before: Math.exp(step.before),
    after: Math.exp(step.after),
  }));
  const { spikes, bursts, correlation, drift } = found;
  const drifted = drift && { from: Math.exp(drift.from), to: Math.exp(drift.to) };
  const shape = { spikes, bursts, correlation, drift: drifted };
  return [{ host, cell, measure, points, values, steps, noisePercent: 100 * found.sd, ...shape }];
}
