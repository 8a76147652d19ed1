/**
 * Applies Holm's step-down to the cells of a run that has ended: the share of alpha that a regressed cell no longer
 * needs goes to the other cells.
 */
import type { DecisionSettings } from './decision.js';
import { isWorse } from './rule.js';
import type { SequentialDecision } from './verdict.js';

/** The decision about a cell by its own share of alpha, with the settings that it was made with. */
export interface JudgedCell {
  readonly decision: SequentialDecision;
  readonly settings: DecisionSettings;
}

/**
 * With R of m cells regressed, every open cell is held to m / (m - R) of its thresholds at each look that it has
 * taken; this is repeated until no cell is added. Looks that could not reject at the outset still cannot. The looks of
 * a cell reject a true null with probability at most alpha / k when they are held to alpha / k, and they reject more
 * as k falls. So Holm's (1979) argument holds whatever the cells have in common, and the chance of any false
 * regression is at most alpha (a sequential p value a cell, as in Maurer and Bretz 2013). Only `undecided` becomes
 * `regressed`; no other outcome changes.
 * @param cells m, counted before the run; it is at least the number of judged cells.
 */
export function stepDown(judged: readonly JudgedCell[], cells: number): SequentialDecision[] {
  const decisions = judged.map(({ decision }) => decision);
  const chances = judged
    .flatMap(({ decision }, place) => chancesOf(decision, cells).map((needed) => ({ place, needed })))
    .sort((a, b) => a.needed - b.needed);
  let regressed = decisions.filter(({ outcome }) => outcome === 'regressed').length;
  let at = 0;
  for (let due = chances[at]; due !== undefined && due.needed <= regressed; due = chances[at]) {
    const factor = factorAfter(regressed, cells);
    let added = 0;
    for (; due !== undefined && due.needed <= regressed; due = chances[++at]) {
      const before = decisions[due.place] as SequentialDecision;
      const after = heldTo(before, (judged[due.place] as JudgedCell).settings, factor);
      decisions[due.place] = after;
      if (after !== before) added++;
    }
    regressed += added;
  }
  return decisions;
}

/** Returns what becomes of one cell of `cells` where so many of the others have regressed. */
export const stepDownBeside = ({ decision, settings }: JudgedCell, others: number, cells: number): SequentialDecision =>
  heldTo(decision, settings, factorAfter(others, cells));

/** Returns by what an open cell's thresholds are multiplied where so many of all cells regressed. */
const factorAfter = (regressed: number, cells: number): number => cells / Math.max(1, cells - regressed);

/** Tells after how many regressed cells each look of an open cell might reject, without those that never may. */
function chancesOf({ outcome, looks }: SequentialDecision, cells: number): number[] {
  if (outcome !== 'undecided') return [];
  return looks
    .map(({ p, threshold }) => (p === null ? cells + 1 : leastRegressed(p, threshold ?? 0, cells)))
    .filter((needed) => needed <= cells);
}

/** Returns the fewest regressed cells after which p is within the threshold, or one more than all cells. */
function leastRegressed(p: number, threshold: number, cells: number): number {
  let [low, high] = [0, cells + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (p <= threshold * factorAfter(middle, cells)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Returns `decision`, or the first of its looks that rejects at `factor` times its threshold. */
function heldTo(decision: SequentialDecision, settings: DecisionSettings, factor: number): SequentialDecision {
  if (decision.outcome !== 'undecided') return decision;
  const at = decision.looks.findIndex(
    ({ p, threshold, ratio }) =>
      p !== null && p <= (threshold ?? 0) * factor && ratio !== null && isWorse(ratio, settings),
  );
  const look = decision.looks[at];
  if (look === undefined) return decision;
  const regressed = { ...look, outcome: 'regressed' as const, threshold: (look.threshold ?? 0) * factor };
  return { ...regressed, overall: decision.overall, looks: [...decision.looks.slice(0, at), regressed] };
}
