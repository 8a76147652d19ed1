/** The settings that a decision about one cell takes, and the facts that it states. */
import type { Direction } from '../direction.js';
import { ALPHA, DESIGN, MARGIN, MIN_EFFECT, type SequentialDesign } from './sequential.js';

export type Outcome = 'regressed' | 'improved' | 'not-slower' | 'undecided';

export interface DecisionSettings {
  /** The chance of any false regression among all cells of the comparison. */
  readonly alpha: number;
  /** The number of cells that alpha is divided by; it is fixed before any data are looked at. */
  readonly cells: number;
  /** The smallest change that matters, as a fraction: .01 is 1 %. */
  readonly minEffect: number;
  /** The slowdown that `not-slower` excludes, as a fraction. Early looks exclude a smaller one (`marginAt`). */
  readonly margin: number;
  /** `higher` means that a larger value is better. */
  readonly direction: Direction;
  readonly design: SequentialDesign;
  /**
   * The factor by which launches of one run that are alike to their neighbours widen the error that they show
   * (across/serial-correlation.ts); 1, as for independent ones, where it is absent.
   */
  readonly widening?: number;
}

/** The ratio candidate / baseline (1.02 is 2 % more). A bound is null where the interval is unbounded. */
export interface RatioInterval {
  readonly ratio: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What an outcome rests on: the rule, or the reason why the rule could not be applied. */
export type Grounds =
  | { readonly kind: 'rule' }
  | { readonly kind: 'before-first-look'; readonly first: number }
  | { readonly kind: 'no-ratio'; readonly value: number }
  | { readonly kind: 'all-zero' }
  /** One of the samples has no values. */
  | { readonly kind: 'empty-side' }
  /** Both sides of every pair are equal. */
  | { readonly kind: 'all-equal' }
  | { readonly kind: 'few-runs'; readonly needed: number }
  /** All runs of the history are equal, so that nothing is known about their spread. */
  | { readonly kind: 'equal-runs' };

/** A decision holds facts alone; compare/wording makes sentences of them. */
export interface Decision {
  readonly outcome: Outcome;
  readonly grounds: Grounds;
  /** The number of observations that were looked at: launches, blocks or runs. */
  readonly n: number;
  /** The one-sided p of a change for the worse, uncorrected; null where no test was possible. */
  readonly p: number | null;
  /** The one-sided p of a change for the better, uncorrected. */
  readonly pBetter: number | null;
  /** The estimated ratio candidate / baseline, the same as in `effect`. */
  readonly ratio: number | null;
  /** The same by a second estimate, which has to lie beyond the minimum effect as well; null where none is asked. */
  readonly second: number | null;
  /** The p that decides. It is 0 at a look that may only pass a cell, and null where no look was due. */
  readonly threshold: number | null;
  /** The estimate with its two-sided interval, whose confidence is 1 - alpha for this cell alone. */
  readonly effect: RatioInterval | null;
  /** The worst ratio that the one-sided limit behind `not-slower` leaves possible; null where unbounded. */
  readonly limit: number | null;
  /** The slowdown that `not-slower` had to exclude at this look, as a fraction. */
  readonly margin: number | null;
}

/** Returns the default settings for a comparison of `cells` cells. */
export function defaultSettings(cells: number, direction: DecisionSettings['direction']): DecisionSettings {
  return { alpha: ALPHA, cells, minEffect: MIN_EFFECT, margin: MARGIN, direction, design: DESIGN };
}

/** @throws RangeError for settings under which no decision means anything. */
export function checkSettings({ alpha, cells, minEffect, margin }: DecisionSettings): void {
  if (!(alpha > 0 && alpha <= 0.5)) throw new RangeError(`alpha must lie in (0, 0.5], not ${alpha}`);
  if (!(Number.isInteger(cells) && cells > 0)) throw new RangeError(`cells must be a positive count, not ${cells}`);
  if (!(minEffect >= 0 && minEffect < 1)) throw new RangeError(`minEffect must lie in [0, 1), not ${minEffect}`);
  if (!(margin > 0 && margin < 1)) throw new RangeError(`margin must lie between 0 and 1, not ${margin}`);
}
