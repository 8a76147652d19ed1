/** What a comparison could have seen: the smallest slowdown that the same figures would have proven. */
import type { ComparedCell, Comparison } from './comparison.js';

/** Slowdowns that are asked for, per cent. */
export const SLOWDOWNS: readonly number[] = [1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 100];

/**
 * The smallest of `SLOWDOWNS` that is seen; null where none is. What is seen at one slowdown is taken to be seen at
 * every larger one.
 */
export function smallestDetectable(isSeen: (fraction: number) => boolean): number | null {
  let [low, high] = [0, SLOWDOWNS.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSeen((SLOWDOWNS[middle] as number) / 100)) high = middle;
    else low = middle + 1;
  }
  return SLOWDOWNS[low] ?? null;
}

/** What most of the cells would have shown. */
export interface Sight {
  /** Per cent. */
  readonly slowdown: number;
  readonly cells: number;
}

/** Share of the cells that a slowdown has to be seen in to be told. */
const MOST = 0.75;

/**
 * The smallest slowdown seen in three quarters of the cells, else the one seen in the most; null where none is seen in
 * any.
 */
export function sightOf({ cells }: Pick<Comparison, 'cells'>): Sight | null {
  const counts = SLOWDOWNS.map((slowdown) => ({
    slowdown,
    cells: cells.filter(({ seenPercent }) => seenPercent !== null && seenPercent <= slowdown).length,
  }));
  const most = Math.max(...counts.map((one) => one.cells));
  if (most === 0) return null;
  return counts.find((one) => one.cells >= Math.min(most, Math.ceil(MOST * cells.length))) ?? null;
}

/** Whether the cell has an answer, whatever it is. */
const isDecided = ({ verdict }: ComparedCell): boolean => verdict !== 'inconclusive';

/**
 * Whether too little was decided to call it a pass: fewer than half of the cells have an answer, or no regression
 * could have been proven at all.
 */
export function isUndecided({ cells, provable }: Pick<Comparison, 'cells' | 'provable'>): boolean {
  return !provable || 2 * cells.filter(isDecided).length < cells.length;
}
