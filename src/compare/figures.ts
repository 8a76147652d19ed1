/** Levels and noise of a series, as shown beside a verdict. */
import type { Decision } from '../stats/decision.js';
import { median, robustSd } from '../stats/summary.js';
import type { Effect } from './comparison.js';
import type { BlockObservation, Series } from './observations.js';

/** Null where a side of the ratio is no number to print, as with figures edited beyond all bounds. */
export function effectOf(effect: Decision['effect']): Effect | null {
  if (effect === null || !Number.isFinite(effect.ratio) || effect.ratio <= 0) return null;
  return { ratio: effect.ratio, low: boundOf(effect.low), high: boundOf(effect.high) };
}

const boundOf = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

export const levelOf = (series: Series | undefined, side: 'baseline' | 'candidate'): number | null =>
  median((series?.observations ?? []).map((one) => one[side]));

/** Robust standard deviation of the blocks' log differences about each run's own centre, per cent. */
export function noiseOf(...samples: readonly (readonly BlockObservation[])[]): number | null {
  const residuals = samples.flatMap((sample) => {
    const values = sample.map((one) => one.difference);
    const centre = median(values) ?? 0;
    return values.map((value) => value - centre);
  });
  const sd = robustSd(residuals);
  return sd === null ? null : 100 * sd;
}

/** What stays of a decision in a cell; `undecided` after the last look is inconclusive. */
export function judged(decision: Decision) {
  return {
    verdict: decision.outcome === 'undecided' ? ('inconclusive' as const) : decision.outcome,
    reason: sentence(decision.reason),
    effect: effectOf(decision.effect),
    limit: boundOf(decision.limit),
    p: decision.p,
    threshold: decision.threshold,
  };
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
