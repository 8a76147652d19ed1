/** How a recorded series scatters, and why some cannot be decided. Pure. */
import { hasTwoModes, robustSd } from '../../src/stats/summary.js';
import type { Launch, RecordedSeries } from './series.js';

export interface SeriesNoise {
  /** Standard deviation of the log difference of a pair and its robust kin, and of a launch's mean, per cent. */
  readonly pair: number;
  readonly robustPair: number;
  readonly launch: number;
  /**
   * Share of the variance that lies between launches (ICC of one-way analysis of variance), 0..1; null for one pair a
   * launch.
   */
  readonly between: number | null;
  /** Whether the levels of the sandboxes fall into two groups. */
  readonly twoModes: boolean;
}

/** Null with fewer than two launches. */
export function noiseOf({ launches }: RecordedSeries): SeriesNoise | null {
  const logs = launches.map(differences);
  if (logs.length < 2) return null;
  const pairs = logs.flat();
  return {
    pair: 100 * deviation(pairs),
    robustPair: 100 * (robustSd(pairs) ?? Number.NaN),
    launch: 100 * deviation(logs.map(mean)),
    between: betweenShare(logs),
    twoModes: hasTwoModes(launches.flatMap(({ a, b }) => [a, b].map((values) => mean(values.map(Math.log))))),
  };
}

/**
 * What keeps the series from a decision, in words; `limit` is the smallest slowdown that was seen often enough, or
 * null.
 */
export function reasonOf(noise: SeriesNoise, limit: number | null): string {
  if (limit !== null && limit <= EASY) return '';
  const why = [
    ...(noise.twoModes ? ['two modes: a launch is in one or the other'] : []),
    ...(noise.between !== null && noise.between > HALF
      ? ['launches differ more than pairs: only more launches help']
      : []),
    ...(noise.robustPair < HALF * noise.pair ? ['rare pairs far out'] : []),
  ];
  return why.length > 0 ? why.join('; ') : 'plain scatter: only more launches help';
}

/** A slowdown that needs no excuse, as a fraction: that of the targets for a quiet host. */
const EASY = 0.02;
const HALF = 0.5;

const differences = ({ a, b }: Launch): number[] => a.map((value, k) => Math.log((b[k] ?? Number.NaN) / value));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function squares(values: readonly number[], centre: number): number {
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}

function deviation(values: readonly number[]): number {
  return Math.sqrt(squares(values, mean(values)) / (values.length - 1));
}

/** (MSB - MSW) / (MSB + (k - 1) MSW), not below 0; k pairs a launch. */
function betweenShare(logs: readonly (readonly number[])[]): number | null {
  const pairs = logs.flat();
  const each = pairs.length / logs.length;
  if (each <= 1) return null;
  const centre = mean(pairs);
  const outer = logs.reduce((sum, own) => sum + own.length * (mean(own) - centre) ** 2, 0) / (logs.length - 1);
  const inner = logs.reduce((sum, own) => sum + squares(own, mean(own)), 0) / (pairs.length - logs.length);
  return Math.max(0, (outer - inner) / (outer + (each - 1) * inner));
}
