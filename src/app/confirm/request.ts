/** The run that measures both sides of what two runs call slower: these cells alone, within a budget of its own. */
import type { ArmSpec } from '../../config/arms.js';
import type { Inputs } from '../../config/inputs.js';
import { LAST_LOOK } from '../../config/profiles.js';
import { baselineId } from '../../config/sides.js';
import { cellKey, plannedPairs } from '../../results/cells.js';
import type { CellName } from '../../results/document.js';
import { planOf, requestedBenchmarks } from '../plan.js';
import type { Request } from '../request.js';

/** The same arm, then and now. */
export interface Sides {
  readonly old: ArmSpec;
  readonly now: ArmSpec;
}

/** What is given to a second look; nothing where there is to be none. */
export const confirmSeconds = ({ confirmBudgetSeconds, budgetSeconds }: Inputs): number =>
  confirmBudgetSeconds ?? budgetSeconds / 2;

export function confirmingRequest(
  inputs: Inputs,
  native: ArmSpec,
  sides: readonly Sides[],
  cells: readonly CellName[],
  documentPath: string,
): Request {
  const arms = [
    native,
    ...sides.map(({ old, now }) => ({ ...old, id: baselineId(now.id), side: 'baseline' as const })),
    ...sides.map(({ now }) => ({ ...now, side: 'candidate' as const })),
  ];
  const wanted = cells.filter(({ arm }) => sides.some(({ now }) => now.id === arm));
  const ids = new Set(wanted.map(({ benchmark }) => benchmark));
  const benchmarks = requestedBenchmarks(inputs).filter(({ id }) => ids.has(id));
  const budgetSeconds = confirmSeconds(inputs);
  const asked = { ...inputs, budgetSeconds, blocks: { min: 1, max: LAST_LOOK }, seed: undefined };
  const plan = planOf(asked, arms, benchmarks);
  const keys = new Set(wanted.map(({ arm, benchmark }) => cellKey(arm, benchmark)));
  const others = plannedPairs(plan)
    .map(({ contrast, benchmark }) => ({ arm: contrast.candidate, benchmark: benchmark.id }))
    .filter(({ arm, benchmark }) => !keys.has(cellKey(arm, benchmark)))
    .map((cell) => ({ ...cell, reason: 'It was not suspected.' }));
  const excluded = [...(plan.excluded ?? []), ...others];
  return {
    arms,
    benchmarks,
    plan: { ...plan, ...(excluded.length > 0 && { excluded }) },
    resumed: undefined,
    documentPath: () => documentPath,
  };
}
