/** Tare's own rule, by the code that decides in a comparison; nothing of it is written a second time here. */
import { geometricMean } from '../../../src/compare/observations.js';
import { type DecisionSettings, defaultSettings, type Outcome } from '../../../src/stats/decision.js';
import { decide } from '../../../src/stats/verdict.js';
import type { Cell } from '../draw.js';

export interface Judgement {
  readonly outcome: Outcome;
  /** Machine time until it was decided (or until the budget was spent), both sides, s. */
  readonly seconds: number;
}

/** @param minEffect as a fraction. */
export function tareSettings(cells: number, minEffect: number): DecisionSettings {
  return { ...defaultSettings(cells, 'higher'), minEffect };
}

/** One level a launch and side, looked at in the order drawn; the budget ends the run. */
export function judge({ baseline, candidate, seconds }: Cell, settings: DecisionSettings): Judgement {
  const levels = { baseline: baseline.map(geometricMean), candidate: candidate.map(geometricMean) };
  const { outcome, n } = decide(levels, settings, 'ended');
  return { outcome, seconds: seconds.slice(0, n).reduce((sum, s) => sum + s, 0) };
}
