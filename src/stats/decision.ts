/** What a decision about one cell takes and says. */
import type { Direction } from '../direction.js';
import { ALPHA, DESIGN, MARGIN, MIN_EFFECT, type SequentialDesign } from './sequential.js';

export type Outcome = 'regressed' | 'improved' | 'not-slower' | 'undecided';

export interface DecisionSettings {
  /** Chance of any false regression among all cells of the comparison. */
  readonly alpha: number;
  /** Cells that alpha is divided by, fixed before looking. */
  readonly cells: number;
  /** Smallest change that matters, as a fraction: .01 is 1 %. */
  readonly minEffect: number;
  /** Slowdown that `not-slower` excludes, as a fraction; early looks ask for more (`marginAt`). */
  readonly margin: number;
  /** `higher`: a larger value is better. */
  readonly direction: Direction;
  readonly design: SequentialDesign;
}

/** candidate / baseline (1.02 = 2 % more), with bounds that are null where unbounded. */
export interface RatioInterval {
  readonly ratio: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What an outcome stands on: the rule, or what kept it from being asked. */
export type Grounds =
  | { readonly kind: 'rule' }
  | { readonly kind: 'before-first-look'; readonly first: number }
  | { readonly kind: 'no-ratio'; readonly value: number }
  | { readonly kind: 'all-zero' }
  /** One sample holds nothing. */
  | { readonly kind: 'empty-side' }
  /** Both sides of every pair. */
  | { readonly kind: 'all-equal' }
  | { readonly kind: 'few-runs'; readonly needed: number }
  /** Every run of the history, so that its spread is unknown. */
  | { readonly kind: 'equal-runs' };

/** Facts alone; the sentence about them is made in compare/wording. */
export interface Decision {
  readonly outcome: Outcome;
  readonly grounds: Grounds;
  /** Observations that were looked at: pairs, or runs. */
  readonly n: number;
  /** One-sided p of a change for the worse, uncorrected; null where no test was possible. */
  readonly p: number | null;
  /** One-sided p of a change for the better, uncorrected. */
  readonly pBetter: number | null;
  /** candidate / baseline as estimated, of `effect`. */
  readonly ratio: number | null;
  /** What p had to reach; 0 at a look that may only pass a cell, null where none was due. */
  readonly threshold: number | null;
  /** Estimate with the two-sided interval of confidence 1 - alpha of this cell alone. */
  readonly effect: RatioInterval | null;
  /** Worst ratio that the one-sided limit behind `not-slower` leaves possible; null where unbounded. */
  readonly limit: number | null;
  /** Slowdown that `not-slower` had to exclude here, as a fraction. */
  readonly margin: number | null;
}

/** The defaults for `cells` cells. */
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
