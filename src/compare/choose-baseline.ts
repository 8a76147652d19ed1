/** Which of the runs known on a host serves as the baseline of another. Pure. */
import { NATIVE, type RunDocument } from '../results/document.js';
import { mayServe } from '../results/origin.js';
import { sameHardware } from './fingerprint.js';

export interface ChosenBaseline {
  readonly run: RunDocument;
  /** Why this one, in words. */
  readonly source: string;
}

/**
 * The newest finished run on the same hardware that shares an arm and a benchmark with `candidate` and may serve it: in a
 * workflow, one of the branch that the candidate goes to. `known` is newest first.
 */
export function chooseBaseline(candidate: RunDocument, known: readonly RunDocument[]): ChosenBaseline | undefined {
  const run = known.find(
    (earlier) => mayServe(earlier.origin, candidate.origin) && unfitness(earlier, candidate) === undefined,
  );
  return run && { run, source: 'the last comparable run on this host' };
}

/** Why `earlier`, wherever it comes from, cannot be compared with `candidate`, in words; undefined where it can. */
export function unfitness(earlier: RunDocument, candidate: RunDocument): string | undefined {
  if (earlier.id === candidate.id) return 'is the same run';
  if (!isFinished(earlier)) return 'was cut short';
  if (!sameHardware(earlier, candidate)) return 'ran on other hardware';
  return overlap(earlier, candidate) ? undefined : 'measured nothing of what this run did';
}

function isFinished({ stopped }: RunDocument): boolean {
  return stopped !== null && stopped.reason !== 'cancelled' && stopped.reason !== 'error';
}

function overlap(a: RunDocument, b: RunDocument): boolean {
  const [arms, benchmarks] = [new Set(armsOf(a)), new Set(a.plan.benchmarks.map(({ id }) => id))];
  return armsOf(b).some((arm) => arms.has(arm)) && b.plan.benchmarks.some(({ id }) => benchmarks.has(id));
}

/** Arms measured against native: only they have an overhead to compare. */
function armsOf({ plan }: RunDocument): string[] {
  return plan.contrasts.filter(({ baseline }) => baseline === NATIVE).map(({ candidate }) => candidate);
}
