/** What a run owes to its plan, as reasons for which the gate fails by `missing`, whatever was compared. Pure. */
import type { FailOn } from '../../config/kinds/gate.js';
import { cellKey } from '../../results/cells.js';
import type { RunDocument } from '../../results/document.js';
import { groupBy } from '../../results/group.js';
import { isFinished } from '../../results/state.js';
import type { Comparison } from '../comparison.js';
import { lostCells } from '../one-run/completeness.js';
import type { GateOutcome } from './gate.js';

/** No acceptance takes this away: nobody knows what the rest would have shown. */
export const CUT_SHORT = 'The run was cut short, so the rest of its plan is missing.';

/** These words of `fail-on` are about what a run that was cut short has proven all the same. */
const PROVEN: readonly FailOn[] = ['regression', 'limit'];

/** Returns what may fail the gate of a run, apart from what is missing. */
export const failuresOf = (run: RunDocument, failOn: readonly FailOn[]): readonly FailOn[] =>
  isFinished(run) ? failOn : failOn.filter((one) => PROVEN.includes(one));

/**
 * Adds, where `failOn` has `missing`, that the run was cut short, or which cells have too few launches because
 * launches failed. A cell that the comparison has decided needs no more of them.
 */
export function withUnmeasured(
  gate: GateOutcome | undefined,
  run: RunDocument,
  { comparison, failOn }: { readonly comparison: Comparison | undefined; readonly failOn: readonly FailOn[] },
): GateOutcome | undefined {
  const reasons = !failOn.includes('missing') ? [] : isFinished(run) ? lostReasons(run, comparison) : [CUT_SHORT];
  if (reasons.length === 0) return gate;
  return { pass: false, reasons: [...(gate?.pass === false ? gate.reasons : []), ...reasons] };
}

/** A reason names this many cells; more are counted. */
const NAMED = 4;

function lostReasons(run: RunDocument, comparison: Comparison | undefined): string[] {
  const decided = new Set((comparison?.cells ?? []).filter((one) => one.verdict !== 'inconclusive').map(cellKey));
  const lost = lostCells(run).filter((gap) => !decided.has(cellKey(gap)));
  return [...groupBy(lost, ({ what }) => what)].map(([what, gaps]) => {
    const names = gaps.map(({ arm, benchmark }) => `${arm} ${benchmark}`);
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
    return `Too few launches succeeded: ${names.slice(0, NAMED).join(', ')}${more} (${what}).`;
  });
}
