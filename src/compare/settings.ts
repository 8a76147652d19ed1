/** The settings of a comparison that the user may choose. */
import { RULE_BOUNDS } from '../config/kinds/rule-bounds.js';
import { InputError } from '../errors.js';
import type { Narrowing } from '../results/document.js';
import { defaultSettings } from '../stats/decision.js';
import { ALPHA, MARGIN, MIN_EFFECT } from '../stats/sequential.js';
import type { Cell } from './comparison.js';
import { changeWords } from './wording/change-words.js';
import type { WordedSettings } from './wording/reason.js';

export interface CompareSettings {
  /** Probability of any false regression in the whole comparison. */
  readonly alpha: number;
  /** Smallest change that matters, in per cent. */
  readonly minEffectPercent: number;
  /** Slowdown that `not-slower` excludes, in per cent. */
  readonly marginPercent: number;
  /** Where the baseline came from, in words: `file nightly.json`. */
  readonly source: string;
  /** Inputs by which the candidate was asked for less: what else the baseline has is left out, and said. */
  readonly narrowed?: readonly Narrowing[] | undefined;
}

export const DEFAULT_SETTINGS: CompareSettings = {
  alpha: ALPHA,
  minEffectPercent: 100 * MIN_EFFECT,
  marginPercent: 100 * MARGIN,
  source: 'given',
};

const within = (value: number, low: number, high: number): boolean => value >= low && value <= high;

/** Fills in the defaults. @throws InputError for settings that contradict each other. */
export function settingsFrom(given: Partial<CompareSettings>): CompareSettings {
  const settings = { ...DEFAULT_SETTINGS, ...given };
  const { alpha, minEffectPercent, marginPercent } = settings;
  if (!within(alpha, 1e-6, 0.5)) throw new InputError(`alpha must lie between 0.000001 and 0.5, not ${alpha}.`);
  const { minEffect, margin } = RULE_BOUNDS;
  if (!within(minEffectPercent, minEffect.min, minEffect.max)) {
    throw new InputError(
      `The smallest effect must lie between ${minEffect.min} and ${minEffect.max} %, not ${minEffectPercent}.`,
    );
  }
  if (!(marginPercent > minEffectPercent && marginPercent <= margin.max)) {
    throw new InputError(`The margin of ${marginPercent} % must lie between the smallest effect and ${margin.max} %.`);
  }
  return settings;
}

/** The settings for deciding one of `cells` cells. */
export function decisionSettings(
  settings: CompareSettings,
  cells: number,
  { direction, unit }: Pick<Cell, 'direction' | 'unit'>,
): WordedSettings {
  const { alpha, minEffectPercent, marginPercent } = settings;
  return {
    ...defaultSettings(cells, direction),
    alpha,
    minEffect: minEffectPercent / 100,
    margin: marginPercent / 100,
    words: changeWords(unit),
  };
}
