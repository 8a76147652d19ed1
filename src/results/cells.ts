/** Lists the cells of a plan: every contrast with every benchmark, but for what an arm cannot run honestly. Pure. */
import type { CellName, Contrast, Plan, PlannedBenchmark } from './document.js';

/** Joins names into one key of a map. Ids of arms may hold spaces; no name holds a NUL. */
export const keyOf = (...names: readonly (string | number)[]): string => names.join('\u0000');

/** Returns the key of a cell without its metric. */
export const cellKey = ({ arm, benchmark }: CellName): string => keyOf(arm, benchmark);

/** Returns the key of a cell with its metric. */
export const seriesKey = ({ arm, benchmark, metric }: CellName & { readonly metric: string }): string =>
  keyOf(arm, benchmark, metric);

/** Returns the key of the pairs of one contrast in one benchmark. */
export const pairKey = ({ benchmark, baseline, candidate }: Contrast & { readonly benchmark: string }): string =>
  keyOf(benchmark, baseline, candidate);

/** It is the unit of fixed work where a trial launches that many sandboxes of its own. */
export const SANDBOXES = 'sandboxes';

export const isCrowd = ({ work }: Pick<PlannedBenchmark, 'work'>): boolean =>
  work.kind === 'fixed' && work.unit === SANDBOXES;

/** Pairs of a contrast in one block. The crowd is the unit of replication: a block has one pair of it. */
export function pairsOf(
  plan: Pick<Plan, 'pairsPerBlock'>,
  benchmark: Pick<PlannedBenchmark, 'work' | 'pairs'>,
): number {
  return isCrowd(benchmark) ? 1 : (benchmark.pairs ?? plan.pairsPerBlock);
}

export interface PlannedPair {
  readonly contrast: Contrast;
  readonly benchmark: PlannedBenchmark;
}

/** Returns the pairs in the order of the plan. */
export function plannedPairs(plan: Pick<Plan, 'contrasts' | 'benchmarks' | 'excluded'>): PlannedPair[] {
  const left = new Set((plan.excluded ?? []).map(cellKey));
  return plan.contrasts.flatMap((contrast) =>
    plan.benchmarks
      .filter(({ id }) => !left.has(cellKey({ arm: contrast.candidate, benchmark: id })))
      .map((benchmark) => ({ contrast, benchmark })),
  );
}
