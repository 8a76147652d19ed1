/** Finds what regressed between two sides of one run. Pure. */
import { type CellName, NATIVE, type RunDocument } from '../../results/document.js';
import { hasSides } from './sides.js';
import { compareSides } from './within-run.js';

/**
 * Returns each cell with the arm that it is set against, the largest change first; none where the run has one side.
 */
export function regressedCells(run: RunDocument): (CellName & { readonly baseline: string })[] {
  if (!hasSides(run)) return [];
  const regressed = compareSides(run).cells.filter(({ verdict }) => verdict === 'regressed');
  const change = (ratio = 1): number => Math.abs(Math.log(ratio));
  return regressed
    .toSorted((a, b) => change(b.effect?.ratio) - change(a.effect?.ratio))
    .flatMap(({ arm, benchmark }) => {
      const against = run.plan.contrasts.find((one) => one.candidate === arm && one.baseline !== NATIVE);
      return against ? [{ arm, benchmark, baseline: against.baseline }] : [];
    });
}
