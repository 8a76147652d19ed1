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
 * With R of m cells regressed, every open cell is held to m / (m - R) of its thresholds at each look that it has taken;
 * this is repeated until no cell is added. Looks that could not reject at the outset still cannot. The looks of a cell
 * reject a true null with probability at most alpha / k when they are held to alpha / k, and they reject more as k
 * falls. So Holm's (1979) argument holds whatever the cells have in common, and the chance of any false regression is
 * at most alpha (a sequential p value a cell, as in Maurer and Bretz 2013). Only `undecided` becomes `regressed`; no
 * other outcome changes.
 * @param cells m, counted before the run; it is at least the number of judged cells.
 */
export function stepDown(judged: readonly JudgedCell[], cells: number): SequentialDecision[] {
  let decisions = judged.map(({ decision }) => decision);
  for (;;) {
    const regressed = decisions.filter(({ outcome }) => outcome === 'regressed').length;
    const factor = cells / Math.max(1, cells - regressed);
    const next = decisions.map((decision, i) => heldTo(decision, (judged[i] as JudgedCell).settings, factor));
    if (next.every(({ outcome }, i) => outcome === decisions[i]?.outcome)) return decisions;
    decisions = next;
  }
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
