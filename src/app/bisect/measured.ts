/** One comparison of a search, in its run document. */
import { isSettled, type Judgement, judge, type Measured, type StepRule } from '../../bisect/judgement.js';
import { describeDrops } from '../../compare/observations.js';
import { runState, sides, trialsOf } from '../../compare/one-run/sides.js';
import type { AllocationPolicy } from '../../measure/planning/stopping.js';
import type { RunDocument } from '../../results/document.js';
import type { RunState } from '../../stats/sequential.js';

/** Ends the run when the search's rule is settled. The run has one cell, so no time goes to others. */
export function sharingBy(rule: StepRule): AllocationPolicy {
  return {
    decidedCells: (run) => {
      const measured = measuredIn(run);
      const [series] = sides(run);
      const isDone = measured !== undefined && isSettled(measured, rule);
      return isDone && series ? [{ arm: series.arm, benchmark: series.benchmark }] : [];
    },
    minLaunches: () => undefined,
  };
}

export interface Comparison extends Judgement {
  readonly unit: string | null;
  /** Why the comparison failed, where nothing was decided. */
  readonly reason: string | null;
  /** Duration of all blocks, in seconds. */
  readonly measuredSeconds: number;
}

export function comparisonIn(run: RunDocument, rule: StepRule): Comparison {
  const measured = measuredIn(run);
  const measuredSeconds = run.blocks.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0);
  const drops = sides(run).flatMap((series) => series.drops);
  const failures = drops.length > 0 ? `${describeDrops(drops)}.` : null;
  if (!measured || measured.trials.baseline.length === 0) {
    const nothing = { outcome: 'cannot-tell', launches: 0, slowdown: null } as const;
    return { ...nothing, unit: null, reason: failures ?? 'No launch was measured.', measuredSeconds };
  }
  const judgement = judge(measured, rule, stateOf(run));
  const reason = judgement.outcome === 'cannot-tell' ? failures : null;
  return { ...judgement, unit: measured.unit, reason, measuredSeconds };
}

/**
 * A comparison that stopped because it was settled did so at a planned look. What is left of the error belongs to the
 * looks after it, and only an end that does not depend on the figures may spend it at once.
 */
const stateOf = (run: RunDocument): RunState => (run.stopped?.reason === 'decided' ? 'running' : runState(run));

function measuredIn(run: RunDocument): Measured | undefined {
  const [series] = sides(run);
  return series && { trials: trialsOf(series), direction: series.direction, unit: series.unit };
}
