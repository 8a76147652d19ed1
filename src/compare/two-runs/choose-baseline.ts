/** Chooses the baseline of a run among the runs known on a host. Pure. */
import { InputError } from '../../errors.js';
import { cellKey, plannedPairs } from '../../results/cells.js';
import { type CellName, NATIVE, type RunDocument } from '../../results/document.js';
import { mayBeBaselineOf } from '../../results/origin.js';
import { isFinished } from '../../results/state.js';
import { canBeBaseline } from '../comparability.js';
import { planDifferences } from '../documents/plan-differences.js';
import { sameHardware } from '../fingerprint.js';
import { againstNative } from '../planned-cells.js';

export interface ChosenBaseline {
  readonly run: RunDocument;
  /** Why this run was chosen, in words. */
  readonly source: string;
}

/**
 * The newest finished run on the same hardware that has figures of all cells of `candidate` and may serve it: in a
 * workflow, one of the branch that the candidate goes to. Where none has them all, the one that has the most. `known`
 * is newest first.
 */
export function chooseBaseline(candidate: RunDocument, known: readonly RunDocument[]): ChosenBaseline | undefined {
  const fits: Fitting<RunDocument>[] = [];
  for (const earlier of known) {
    if (!mayBeBaselineOf(earlier.origin, candidate.origin)) continue;
    const fit = fitOf(earlier, candidate);
    if ('unfit' in fit) continue;
    fits.push({ ...fit, run: earlier });
    if (fit.isWhole) break;
  }
  const chosen = widest(fits);
  return chosen && { run: chosen.run, source: `the last comparable run on this host${widthOf(chosen, fits)}` };
}

export interface Fit {
  /** The earlier run has figures of so many cells of the candidate, measured alike; at least one. */
  readonly served: number;
  /** Whether these are all. */
  readonly isWhole: boolean;
}

export type Fitting<Run> = Fit & { readonly run: Run };

/** Returns the run that serves the most cells; of several the first, since the best run comes first. */
export function widest<One extends Fit>(fits: readonly One[]): One | undefined {
  return fits.reduce<One | undefined>((best, one) => (best && best.served >= one.served ? best : one), undefined);
}

/** Returns what is told, after its name, of a run that was chosen for its cells and not for its age alone. */
export function widthOf<One extends Fit>(chosen: One, fits: readonly One[]): string {
  if (chosen === fits[0]) return '';
  return chosen.isWhole ? ' with all cells of this one' : ' with the most cells of this one';
}

/** Says why `earlier`, wherever it comes from, cannot be compared with `candidate`, or how much of it can. */
export function fitOf(earlier: RunDocument, candidate: RunDocument): Fit | { readonly unfit: string } {
  if (earlier.id === candidate.id) return { unfit: 'is the same run' };
  if (!isFinished(earlier)) return { unfit: 'was cut short' };
  if (!sameHardware(earlier, candidate)) return { unfit: 'ran on other hardware' };
  const known = new Set(cellsOf(earlier).map(cellKey));
  const wanted = cellsOf(candidate);
  const shared = wanted.filter((cell) => known.has(cellKey(cell)));
  if (shared.length === 0) return { unfit: 'measured nothing of what this run did' };
  const alike = shared.filter((cell) => planDifferences(earlier, candidate, cell).length === 0);
  if (alike.length === 0) return { unfit: 'measured with other work, limits or pairs' };
  try {
    const served = servedOf(earlier, alike);
    return served === 0
      ? { unfit: 'failed in all that this run measured' }
      : { served, isWhole: served === wanted.length };
  } catch (error) {
    if (error instanceof InputError) return { unfit: 'was edited or merged by hand' };
    throw error;
  }
}

/** @throws InputError for a document that no run can have written. */
function servedOf(run: RunDocument, cells: readonly CellName[]): number {
  const series = againstNative(run);
  return cells.filter((cell) => {
    const own = series.get(cellKey(cell));
    return own !== undefined && canBeBaseline(own);
  }).length;
}

/** Returns the cells measured against native: only they have an overhead to compare. */
function cellsOf({ plan }: RunDocument): CellName[] {
  return plannedPairs(plan)
    .filter(({ contrast }) => contrast.baseline === NATIVE)
    .map(({ contrast, benchmark }) => ({ arm: contrast.candidate, benchmark: benchmark.id }));
}
