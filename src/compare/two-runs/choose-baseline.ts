/** Chooses the baseline of a run among the runs known on a host. Pure. */
import { InputError } from '../../errors.js';
import { cellKey } from '../../results/cells.js';
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
 * The newest finished run on the same hardware that shares an arm and a benchmark with `candidate` and may serve it:
 * in a workflow, one of the branch that the candidate goes to. `known` is newest first.
 */
export function chooseBaseline(candidate: RunDocument, known: readonly RunDocument[]): ChosenBaseline | undefined {
  const run = known.find(
    (earlier) => mayBeBaselineOf(earlier.origin, candidate.origin) && unfitness(earlier, candidate) === undefined,
  );
  return run && { run, source: 'the last comparable run on this host' };
}

/** Returns why `earlier`, wherever it comes from, cannot be compared with `candidate`; undefined where it can. */
export function unfitness(earlier: RunDocument, candidate: RunDocument): string | undefined {
  if (earlier.id === candidate.id) return 'is the same run';
  if (!isFinished(earlier)) return 'was cut short';
  if (!sameHardware(earlier, candidate)) return 'ran on other hardware';
  const cells = sharedCells(earlier, candidate);
  if (cells.length === 0) return 'measured nothing of what this run did';
  const alike = cells.filter((cell) => planDifferences(earlier, candidate, cell).length === 0);
  if (alike.length === 0) return 'measured with other work, limits or pairs';
  try {
    return hasServing(earlier, alike) ? undefined : 'failed in all that this run measured';
  } catch (error) {
    if (error instanceof InputError) return 'was edited or merged by hand';
    throw error;
  }
}

/** @throws InputError for a document that no run can have written. */
function hasServing(run: RunDocument, cells: readonly CellName[]): boolean {
  const series = againstNative(run);
  return cells.some(({ arm, benchmark }) => {
    const own = series.get(cellKey({ arm, benchmark }));
    return own !== undefined && canBeBaseline(own);
  });
}

function sharedCells(a: RunDocument, b: RunDocument): CellName[] {
  const [arms, benchmarks] = [new Set(armsOf(a)), new Set(a.plan.benchmarks.map(({ id }) => id))];
  const shared = b.plan.benchmarks.filter(({ id }) => benchmarks.has(id));
  return armsOf(b)
    .filter((arm) => arms.has(arm))
    .flatMap((arm) => shared.map(({ id }) => ({ arm, benchmark: id })));
}

/** Returns the arms measured against native: only they have an overhead to compare. */
function armsOf({ plan }: RunDocument): string[] {
  return plan.contrasts.filter(({ baseline }) => baseline === NATIVE).map(({ candidate }) => candidate);
}
