/** When a run has enough. Pure. */
import { plannedPairs } from '../results/cells.js';
import type { Block, Plan, RunDocument, SettledCell } from '../results/document.js';

export type Stop = NonNullable<RunDocument['stopped']>;

export interface Spent {
  readonly blocks: number;
  /** Machine time since the first block began, s. */
  readonly seconds: number;
  /** What another block would take, s. */
  readonly nextBlock: number;
  /** Cells whose verdict stands, or to which no look is left. */
  readonly settled: number;
}

/**
 * Why to stop now, or undefined to take another block. The minimum is taken even where the budget does not reach, but
 * not where nothing is left to decide. The budget is kept to within one block, of which the last one is the estimate.
 */
export function reasonToStop(plan: Plan, spent: Spent): Stop | undefined {
  const cells = cellCount(plan);
  if (spent.blocks > 0 && cells > 0 && spent.settled >= cells)
    return { reason: 'decided', detail: `every cell (${cells}) was decided or had its last look` };
  if (spent.blocks >= plan.blocks.max)
    return { reason: 'blocks', detail: `${spent.blocks} blocks, the most that were asked for` };
  if (spent.blocks < plan.blocks.min) return undefined;
  if (spent.seconds + spent.nextBlock <= plan.budgetSeconds) return undefined;
  return { reason: 'budget', detail: `another block would not fit into ${Math.round(plan.budgetSeconds)} s` };
}

/** Cells that a run of this plan has: one gating metric each. */
export function cellCount(plan: Plan): number {
  return plannedPairs(plan).length;
}

/** The last block without its warm-up and without what has been settled since, s; 0 before the first. */
export function nextBlockSeconds(blocks: readonly Block[], settled: readonly SettledCell[]): number {
  const last = blocks.at(-1);
  if (last === undefined) return 0;
  const gone = new Set(settled.map(({ arm, benchmark }) => JSON.stringify([arm, benchmark])));
  const spared = last.pairs
    .filter((pair) => pair.warmup || gone.has(JSON.stringify([pair.candidate, pair.benchmark])))
    .flatMap(({ trials }) => trials.map(({ wallMs }) => wallMs));
  return last.wallSeconds - spared.reduce((sum, wallMs) => sum + wallMs, 0) / 1000;
}
