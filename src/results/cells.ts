/** The cells of a plan: every contrast with every benchmark, but for what an arm cannot run honestly. Pure. */
import type { Contrast, Plan, PlannedBenchmark } from './document.js';

/** One text for a cell: arms may hold spaces. */
export const cellKey = (armId: string, benchmark: string): string => JSON.stringify([armId, benchmark]);

/** Unit of fixed work where a trial launches so many sandboxes of its own. */
export const SANDBOXES = 'sandboxes';

export const isCrowd = ({ work }: Pick<PlannedBenchmark, 'work'>): boolean =>
  work.kind === 'fixed' && work.unit === SANDBOXES;

export interface PlannedPair {
  readonly contrast: Contrast;
  readonly benchmark: PlannedBenchmark;
}

/** In the order of the plan. */
export function plannedPairs(plan: Pick<Plan, 'contrasts' | 'benchmarks' | 'excluded'>): PlannedPair[] {
  const left = new Set((plan.excluded ?? []).map(({ arm, benchmark }) => cellKey(arm, benchmark)));
  return plan.contrasts.flatMap((contrast) =>
    plan.benchmarks
      .filter(({ id }) => !left.has(cellKey(contrast.candidate, id)))
      .map((benchmark) => ({ contrast, benchmark })),
  );
}
