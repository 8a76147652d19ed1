/** When a run has enough. Pure. */
import type { Plan, RunDocument } from '../results/document.js';

export type Stop = NonNullable<RunDocument['stopped']>;

export interface Spent {
  readonly blocks: number;
  /** Machine time since the first block began, s. */
  readonly seconds: number;
  /** Length of the longest block so far, s. */
  readonly longestBlock: number;
}

/** Why to stop now, or undefined to take another block. The minimum is taken even where the budget does not reach. */
export function reasonToStop(plan: Plan, spent: Spent): Stop | undefined {
  if (spent.blocks >= plan.blocks.max)
    return { reason: 'blocks', detail: `${spent.blocks} blocks, the most that were asked for` };
  if (spent.blocks < plan.blocks.min) return undefined;
  if (spent.seconds + spent.longestBlock <= plan.budgetSeconds) return undefined;
  return { reason: 'budget', detail: `another block would not fit into ${Math.round(plan.budgetSeconds)} s` };
}
