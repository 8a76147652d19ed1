/** Describes how a recorded series scatters, and why some series cannot be decided. Pure. */
import { hasTwoModes, robustSd } from '../../src/stats/summary.js';
import type { Launch, RecordedSeries } from './series.js';

export interface SeriesNoise {
  /**
   * The standard deviation of the log difference of a pair, its robust version, and that of a launch's mean, in per
   * cent.
   */
  readonly pair: number;
  readonly robustPair: number;
  readonly launch: number;
  /**
   * The share of the variance that lies between launches (ICC of one-way analysis of variance), 0..1; null where a
   * launch has one pair.
   */
  readonly between: number | null;
  /** Tells whether the levels of the sandboxes fall into two groups. */
  readonly twoModes: boolean;
}

/** Returns null with fewer than two launches. */
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
 * Says in words what keeps the series from a decision.
 * @param limit the smallest slowdown that was detected often enough, or null.
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

/** A series that detects a slowdown of this fraction needs no explanation: it is the target for a quiet host. */
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

/** Returns (MSB - MSW) / (MSB + (k - 1) MSW), and at least 0, for k pairs a launch. */
function betweenShare(logs: readonly (readonly number[])[]): number | null {
  const pairs = logs.flat();
  const each = pairs.length / logs.length;
  if (each <= 1) return null;
  const centre = mean(pairs);
  const outer = logs.reduce((sum, own) => sum + own.length * (mean(own) - centre) ** 2, 0) / (logs.length - 1);
  const inner = logs.reduce((sum, own) => sum + squares(own, mean(own)), 0) / (pairs.length - logs.length);
  return Math.max(0, (outer - inner) / (outer + (each - 1) * inner));
}
