/** Tare's own rule, by the code that decides in a comparison; nothing of it is written a second time here. */
import { type DecisionSettings, defaultSettings, type Outcome } from '../../../src/stats/decision.js';
import { decide } from '../../../src/stats/verdict.js';
import { type Cell, firstLaunches, withinBudget } from '../draw.js';

export interface Judgement {
  readonly outcome: Outcome;
  /** Launches until it was decided, or until there were no more. */
  readonly launches: number;
  /** Machine time of these, both sides, s. */
  readonly seconds: number;
}

/** How the machine time of a comparison is spent; either way the end of the budget is the last look. */
export type Spending = 'alone' | 'shared';

/** @param minEffect as a fraction. */
export function tareSettings(cells: number, minEffect: number): DecisionSettings {
  return { ...defaultSettings(cells, 'higher'), minEffect };
}

/** All trials of every launch, looked at in the order drawn. */
export function judge(cell: Cell, settings: DecisionSettings): Judgement {
  const { baseline, candidate, seconds } = cell;
  const { outcome, n } = decide({ baseline, candidate }, settings, 'ended');
  return { outcome, launches: n, seconds: seconds.slice(0, n).reduce((sum, one) => sum + one, 0) };
}

/** Each cell has its own budget, s, and what it does not need is not spent. */
export function judgeAlone(
  cells: readonly Cell[],
  budgets: readonly number[],
  settings: DecisionSettings,
): Judgement[] {
  return cells.map((cell, i) => judge(withinBudget(cell, budgets[i] ?? 0), settings));
}

/**
 * One budget for all, as in a run: every block gives each undecided cell one more launch, so that cells already decided
 * leave their time to the others. A cell that is undecided when the next block would not fit is judged by what it has.
 */
export function judgeShared(cells: readonly Cell[], budget: number, settings: DecisionSettings): Judgement[] {
  const unlimited = cells.map((cell) => judge(cell, settings));
  const blocks = affordableBlocks(cells, unlimited, budget);
  return cells.map((cell, i) => {
    const judgement = unlimited[i] as Judgement;
    return judgement.launches <= blocks ? judgement : judge(firstLaunches(cell, blocks), settings);
  });
}

function affordableBlocks(cells: readonly Cell[], needed: readonly Judgement[], budget: number): number {
  const most = Math.max(...needed.map(({ launches }) => launches));
  let left = budget;
  for (let block = 0; block < most; block++) {
    const undecided = cells.filter((_, i) => (needed[i]?.launches ?? 0) > block);
    left -= undecided.reduce((sum, { seconds }) => sum + (seconds[block] ?? 0), 0);
    if (left < 0) return block;
  }
  return most;
}
