/** Tare's own rule, by the code that decides in a comparison; nothing of it is written a second time here. */
import { type DecisionSettings, defaultSettings, type Outcome } from '../../../src/stats/decision.js';
import { stepDown } from '../../../src/stats/step-down.js';
import { decide, type SequentialDecision } from '../../../src/stats/verdict.js';
import { type Cell, firstLaunches, withinBudget } from '../draw.js';

export interface Judgement {
  readonly outcome: Outcome;
  /** Launches until it was decided, or until there were no more. */
  readonly launches: number;
  /** Machine time of these, both sides, s. */
  readonly seconds: number;
}

/** How the machine time of a comparison is spent; either way the end of the budget is the last look. */
export const SPENDINGS = ['alone', 'shared'] as const;

export type Spending = (typeof SPENDINGS)[number];

/** @param minEffect as a fraction. @param alpha chance of a false regression that a whole comparison may have. */
export function tareSettings(cells: number, minEffect: number, alpha: number): DecisionSettings {
  return { ...defaultSettings(cells, 'higher'), minEffect, alpha };
}

export function judgeAs(
  spending: Spending,
  cells: readonly Cell[],
  budgets: readonly number[],
  settings: DecisionSettings,
): Judgement[] {
  if (spending === 'alone') return judgeAlone(cells, budgets, settings);
  return judgeShared(
    cells,
    budgets.reduce((sum, budget) => sum + budget, 0),
    settings,
  );
}

/** All trials of every launch, looked at in the order drawn. */
export function judge(cell: Cell, settings: DecisionSettings): Judgement {
  return judgement(cell, decideCell(cell, settings));
}

function decideCell({ baseline, candidate }: Cell, settings: DecisionSettings): SequentialDecision {
  return decide({ baseline, candidate }, settings, 'ended');
}

/** A cell is measured until its own looks decide: what the others make of its p values later takes no time. */
function judgement({ seconds }: Cell, decision: SequentialDecision, launches = decision.n): Judgement {
  const spent = seconds.slice(0, launches).reduce((sum, one) => sum + one, 0);
  return { outcome: decision.outcome, launches, seconds: spent };
}

/** The cells of a comparison that has ended, together. */
function judgeTogether(cells: readonly Cell[], settings: DecisionSettings): Judgement[] {
  const own = cells.map((cell) => decideCell(cell, settings));
  const final = stepDown(
    own.map((decision) => ({ decision, settings })),
    settings.cells,
  );
  return cells.map((cell, i) => judgement(cell, final[i] as SequentialDecision, own[i]?.n));
}

/** Each cell has its own budget, s, and what it does not need is not spent. */
export function judgeAlone(
  cells: readonly Cell[],
  budgets: readonly number[],
  settings: DecisionSettings,
): Judgement[] {
  return judgeTogether(
    cells.map((cell, i) => withinBudget(cell, budgets[i] ?? 0)),
    settings,
  );
}

/**
 * One budget for all, as in a run: every block gives each undecided cell one more launch, so that cells already decided
 * leave their time to the others. A cell that is undecided when the next block would not fit is judged by what it has.
 */
export function judgeShared(cells: readonly Cell[], budget: number, settings: DecisionSettings): Judgement[] {
  const unlimited = cells.map((cell) => judge(cell, settings));
  const blocks = affordableBlocks(cells, unlimited, budget);
  return judgeTogether(
    cells.map((cell, i) => firstLaunches(cell, Math.min(blocks, unlimited[i]?.launches ?? 0))),
    settings,
  );
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
