/** Holm's step-down over the cells of a run that has ended: what a regressed cell no longer needs, the others get. */
import type { DecisionSettings } from './decision.js';
import { isWorse } from './rule.js';
import type { SequentialDecision } from './verdict.js';

/** A cell's decision by its own share of alpha, and what it was decided with. */
export interface Candidate {
  readonly decision: SequentialDecision;
  readonly settings: DecisionSettings;
}

/**
 * With R of m cells regressed, every open cell is held to m / (m - R) of its thresholds, at each look it has taken;
 * again until no cell is added. Looks that could not reject at the outset still cannot. Each cell's looks reject a
 * true null with probability at most alpha / k when they are held to alpha / k, and reject more as k falls, so Holm's
 * (1979) argument holds whatever the cells have in common: no chance above alpha of any false regression (a sequential
 * p value a cell, as in Maurer and Bretz 2013). Only `undecided` becomes `regressed`; nothing else changes.
 * @param cells m, counted before the run; at least as many as there are candidates.
 */
export function stepDown(candidates: readonly Candidate[], cells: number): SequentialDecision[] {
  let decisions = candidates.map(({ decision }) => decision);
  for (;;) {
    const regressed = decisions.filter(({ outcome }) => outcome === 'regressed').length;
    const factor = cells / Math.max(1, cells - regressed);
    const next = decisions.map((decision, i) => held(decision, (candidates[i] as Candidate).settings, factor));
    if (next.every(({ outcome }, i) => outcome === decisions[i]?.outcome)) return decisions;
    decisions = next;
  }
}

/** `decision`, or the first of its looks that rejects at `factor` of its threshold. */
function held(decision: SequentialDecision, settings: DecisionSettings, factor: number): SequentialDecision {
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
