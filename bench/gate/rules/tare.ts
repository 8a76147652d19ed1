/** Tare's own rule, by the code that decides in a comparison; no part of it is written a second time here. */
import { type ContrastUsage, selectContrasts } from '../../../src/measure/planning/allocation.js';
import { type DecisionSettings, defaultSettings, type Outcome } from '../../../src/stats/decision.js';
import { enoughPairs } from '../../../src/stats/sequential.js';
import { stepDown } from '../../../src/stats/step-down.js';
import { decide, type SequentialDecision } from '../../../src/stats/verdict.js';
import { type Cell, firstLaunches, withinBudget } from '../draw.js';

export interface Judgement {
  readonly outcome: Outcome;
  /** The launches until it was decided, or until there were no more. */
  readonly launches: number;
  /** The machine time of these, both sides, in seconds. */
  readonly seconds: number;
}

/** The ways in which the machine time of a comparison is spent. In both, the last look is at the end of the budget. */
export const SPENDINGS = ['alone', 'shared'] as const;

export type Spending = (typeof SPENDINGS)[number];

/**
 * @param minEffect as a fraction.
 * @param alpha the chance of a false regression that a whole comparison may have.
 */
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

/** Judges all trials of every launch, in the order in which they were drawn. */
export function judge(cell: Cell, settings: DecisionSettings): Judgement {
  return judgement(cell, decideCell(cell, settings));
}

function decideCell({ baseline, candidate }: Cell, settings: DecisionSettings): SequentialDecision {
  return decide({ baseline, candidate }, settings, 'ended');
}

/** A cell is measured until its own looks decide. What other cells later make of its p values takes no time. */
function judgement({ seconds }: Cell, decision: SequentialDecision, launches = decision.n): Judgement {
  const spent = seconds.slice(0, launches).reduce((sum, one) => sum + one, 0);
  return { outcome: decision.outcome, launches, seconds: spent };
}

/** Judges the cells of a comparison that has ended, together. */
function judgeTogether(cells: readonly Cell[], settings: DecisionSettings): Judgement[] {
  const own = cells.map((cell) => decideCell(cell, settings));
  const final = stepDown(
    own.map((decision) => ({ decision, settings })),
    settings.cells,
  );
  return cells.map((cell, i) => judgement(cell, final[i] as SequentialDecision, own[i]?.n));
}

/** Judges cells with a budget each, in seconds; what a cell does not need is not spent. */
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
 * Judges cells with one budget for all, which is divided by the code that divides it in a run. Decided cells leave
 * their time to the others, and a cell that is undecided when nothing more fits is judged by the launches that it has.
 */
export function judgeShared(cells: readonly Cell[], budget: number, settings: DecisionSettings): Judgement[] {
  const needed = cells.map((cell) => judge(cell, settings).launches);
  const counts = launchesPaidFor(cells, needed, budget, settings);
  return judgeTogether(
    cells.map((cell, i) => firstLaunches(cell, counts[i] as number)),
    settings,
  );
}

interface CellClaim extends ContrastUsage {
  readonly at: number;
}

/** @param needed the launches after which a cell is decided or has had its last look. */
function launchesPaidFor(
  cells: readonly Cell[],
  needed: readonly number[],
  budget: number,
  settings: DecisionSettings,
): number[] {
  const times: CellClaim[] = cells.map((_, at) => ({ at, share: budget / cells.length, launches: 0, seconds: 0 }));
  const secondsOf = (some: readonly CellClaim[]): number =>
    some.reduce((sum, { at, launches }) => sum + (cells[at]?.seconds[launches] as number), 0);
  const enough = enoughPairs(settings.cells, settings.alpha);
  let left = budget;
  for (;;) {
    const open = times.filter(({ at, launches }) => launches < (needed[at] as number));
    const turn = selectContrasts(open, { minLaunches: enough, secondsLeft: left }, secondsOf);
    if (turn.length === 0) return times.map(({ launches }) => launches);
    left -= secondsOf(turn);
    for (const cell of turn) times[cell.at] = longer(cell, secondsOf([cell]));
  }
}

function longer({ launches, seconds, ...rest }: CellClaim, more: number): CellClaim {
  return { ...rest, launches: launches + 1, seconds: seconds + more };
}
