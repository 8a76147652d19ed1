/** Computes the levels and the noise that are shown beside a verdict. */
import type { Decision } from '../stats/decision.js';
import { lazily } from '../stats/lazily.js';
import { hasRatio } from '../stats/ratio.js';
import { median, robustSd } from '../stats/summary.js';
import type { ComparedCell, Effect, Verdict } from './comparison.js';
import type { BlockObservation, Series } from './observations.js';

/** Null where the ratio cannot be printed as a number, as with figures that were edited beyond all bounds. */
export function effectOf(effect: Effect): Effect | null {
  if (!hasRatio(effect.ratio)) return null;
  return lazily({ ratio: effect.ratio }, { low: () => boundOf(effect.low), high: () => boundOf(effect.high) });
}

const boundOf = (value: number | null): number | null => (value !== null && hasRatio(value) ? value : null);

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

/** A cell's verdict and its grounds; all but the verdict are computed when they are read. */
export type Judged = Pick<ComparedCell, 'verdict' | 'p' | 'threshold' | 'reason' | 'effect' | 'limit' | 'overall'>;

/** A decision and the reason for it, a sentence that is made when it is read. */
export interface Reasoned {
  readonly decision: Decision;
  readonly reason: () => string;
}

/** The part of a decision that a cell keeps. `undecided` after the last look becomes inconclusive. */
export function judged({ decision, reason }: Reasoned): Judged {
  const verdict: Verdict = decision.outcome === 'undecided' ? 'inconclusive' : decision.outcome;
  return lazily(
    { verdict },
    {
      p: () => decision.p,
      threshold: () => decision.threshold,
      reason: () => sentence(reason()),
      effect: () => decision.effect,
      limit: () => decision.limit,
      overall: () => decision.effect,
    },
  );
}

/** Makes the cell's row from `known` and its grounds, which are computed when they are read. */
export function cellOf(
  known: Omit<ComparedCell, keyof Judged | 'seenPercent'>,
  judgement: Judged,
  seenPercent: () => number | null,
): ComparedCell {
  return lazily(
    { ...known, verdict: judgement.verdict },
    {
      p: () => judgement.p,
      threshold: () => judgement.threshold,
      reason: () => judgement.reason,
      effect: () => judgement.effect,
      limit: () => judgement.limit,
      overall: () => judgement.overall,
      seenPercent,
    },
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
