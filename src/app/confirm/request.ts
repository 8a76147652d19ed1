/**
 * The request for a second look: a run of both sides that measures only the cells that alarmed, within its own
 * budget.
 */
import { dirname } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import { baselineId } from '../../config/sides.js';
import { cellKey, plannedPairs } from '../../results/cells.js';
import type { CellName } from '../../results/document.js';
import { planOf, type Sizes } from '../request/plan.js';
import type { Request, ToMeasure, ToSetUp } from '../request/request.js';

/** The part of the alarming run's request that a second look needs. */
export interface SecondLook extends ToSetUp, Pick<ToMeasure, 'built' | 'inspecting'>, Pick<Request, 'judging'> {
  /** Sizes for the host as it is now. @throws InputError where the CPUs that were asked for are gone. */
  sizes(): Sizes;
}

/** One arm, as it was in the recorded run and as it is now. */
export interface Sides {
  readonly old: ArmSpec;
  readonly now: ArmSpec;
}

export function confirmingRequest(
  look: SecondLook,
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
  const benchmarks = look.benchmarks.filter(({ id }) => ids.has(id));
  const plan = planOf(look.sizes(), arms, benchmarks);
  const keys = new Set(wanted.map(cellKey));
  const others = plannedPairs(plan)
    .map(({ contrast, benchmark }) => ({ arm: contrast.candidate, benchmark: benchmark.id }))
    .filter((cell) => !keys.has(cellKey(cell)))
    .map((cell) => ({ ...cell, reason: 'It was not suspected.' }));
  const excluded = [...(plan.excluded ?? []), ...others];
  return {
    measured: {
      arms,
      benchmarks,
      userland: look.userland,
      plan: { ...plan, ...(excluded.length > 0 && { excluded }) },
      inspecting: look.inspecting,
      resumed: undefined,
      built: look.built,
    },
    judging: look.judging,
    place: { folder: dirname(documentPath), input: 'output', file: documentPath },
  };
}
