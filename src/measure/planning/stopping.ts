/** Decides when a run has enough, and what its next block visits. Pure. */
import { cellKey, type PlannedPair, plannedPairs } from '../../results/cells.js';
import type { CellName, Plan, RunDocument } from '../../results/document.js';
import { count } from '../../units.js';
import { type ContrastUsage, selectContrasts } from './allocation.js';
import { type BlockTimes, blockTimes, nameOf } from './block-times.js';

export type Stop = NonNullable<RunDocument['stopped']>;

/** How the cells share the machine time of a run. */
export interface AllocationPolicy {
  /** Cells whose verdict is final, or that have no look left: their time goes to the others. */
  readonly decidedCells: (run: RunDocument) => readonly CellName[];
  /** Launches that every open cell gets before the time is divided. Undefined: each block visits all open cells. */
  readonly minLaunches: (run: RunDocument) => number | undefined;
}

/** The policy of a run in which all cells get equally many launches. */
export const EQUAL_LAUNCHES: AllocationPolicy = { decidedCells: () => [], minLaunches: () => undefined };

/** What the next block leaves out, or why there is none. */
export interface NextBlock {
  readonly settled: readonly CellName[];
  /** Cells that are open but not in this block, since others have had less of their time. */
  readonly waiting: readonly CellName[];
  /** Why there is no further block; undefined where there may be one. */
  readonly stopReason: 'blocks' | 'budget' | undefined;
}

/**
 * A block that was cut short counts neither towards the minimum nor towards the maximum: it may have missed any cell.
 * The minimum of blocks is always taken, even beyond the budget; the maximum is what a cell may have. The budget is
 * kept to within one block, whose length is known from those before.
 * @param seconds of machine time since the first block began.
 */
export function nextBlock(run: RunDocument, seconds: number, sharing: AllocationPolicy): NextBlock {
  const { plan, blocks } = run;
  const settled = sharing.decidedCells(run);
  const whole = blocks.filter(({ complete }) => complete).length;
  if (whole < plan.blocks.min) return { settled, waiting: [], stopReason: undefined };
  const gone = new Set(settled.map(cellKey));
  const open = plannedPairs(plan).filter((cell) => !gone.has(cellKey(nameOf(cell))));
  const left = plan.budgetSeconds - seconds;
  const enough = sharing.minLaunches(run);
  const times = blockTimes(plan, blocks);
  if (enough === undefined)
    return { settled, waiting: [], stopReason: endOfAll(plan, whole, times.next(open) <= left) };
  const claims = openContrasts(plan, times, open).filter(({ visits }) => visits < plan.blocks.max);
  const turn = selectContrasts(claims, { minLaunches: enough, secondsLeft: left }, (some) => times.next(cellsOf(some)));
  const visited = new Set(cellsOf(turn));
  const ends = claims.length === 0 ? 'blocks' : turn.length === 0 ? 'budget' : undefined;
  return { settled, waiting: open.filter((cell) => !visited.has(cell)).map(nameOf), stopReason: ends };
}

function endOfAll({ blocks }: Plan, taken: number, fits: boolean): NextBlock['stopReason'] {
  if (taken >= blocks.max) return 'blocks';
  return fits ? undefined : 'budget';
}

interface OpenContrast extends ContrastUsage {
  readonly visits: number;
  readonly open: readonly PlannedPair[];
}

/** Returns every contrast with an open cell; its share is that of all its cells. */
function openContrasts(plan: Plan, times: BlockTimes, open: readonly PlannedPair[]): OpenContrast[] {
  const cells = plannedPairs(plan);
  const of = (some: readonly PlannedPair[], armId: string) =>
    some.filter(({ contrast }) => contrast.candidate === armId);
  return plan.contrasts
    .map((contrast) => ({
      ...times.of(contrast),
      share: (plan.budgetSeconds * of(cells, contrast.candidate).length) / cells.length,
      open: of(open, contrast.candidate),
    }))
    .filter((claim) => claim.open.length > 0);
}

const cellsOf = (claims: readonly OpenContrast[]): PlannedPair[] => claims.flatMap(({ open }) => open);

/** Returns why to stop now; undefined to take another block. At least one block is taken. */
export function reasonToStop(plan: Plan, blocks: number, { settled, stopReason: ends }: NextBlock): Stop | undefined {
  const cells = cellCount(plan);
  if (blocks > 0 && cells > 0 && settled.length >= cells)
    return { reason: 'decided', detail: `every cell (${cells}) was decided or had its last look` };
  if (ends === undefined) return undefined;
  if (ends === 'blocks')
    return { reason: ends, detail: `${count(plan.blocks.max, 'block')}, the most that were asked for` };
  return { reason: ends, detail: `another block would not fit into ${Math.round(plan.budgetSeconds)} s` };
}

/** Number of cells of a run of this plan: one primary metric for each benchmark of a contrast. */
export function cellCount(plan: Plan): number {
  return plannedPairs(plan).length;
}
