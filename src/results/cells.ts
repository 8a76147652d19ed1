/** The cells of a plan: every contrast with every benchmark, but for what an arm cannot run honestly. Pure. */
import type { Contrast, Plan, PlannedBenchmark } from './document.js';

export interface PlannedPair {
  readonly contrast: Contrast;
  readonly benchmark: PlannedBenchmark;
}

/** In the order of the plan. */
export function plannedPairs(plan: Pick<Plan, 'contrasts' | 'benchmarks' | 'excluded'>): PlannedPair[] {
  const left = new Set((plan.excluded ?? []).map(({ arm, benchmark }) => JSON.stringify([arm, benchmark])));
  return plan.contrasts.flatMap((contrast) =>
    plan.benchmarks
      .filter(({ id }) => !left.has(JSON.stringify([contrast.candidate, id])))
      .map((benchmark) => ({ contrast, benchmark })),
  );
}
