/** Computes what a comparison could have shown: the smallest slowdown that the same figures would have proven. */
import type { ComparedCell, Comparison } from './comparison.js';

/** Slowdowns that are tried, in per cent. */
export const SLOWDOWNS: readonly number[] = [1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 100];

/**
 * The smallest of `SLOWDOWNS` that is seen; null where none is. Every larger slowdown is then taken to be seen too.
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

/** The slowdown that most of the cells would have shown. */
export interface DetectableSlowdown {
  /** In per cent. */
  readonly slowdown: number;
  readonly cells: number;
}

/** A slowdown is told only where this share of the cells would have shown it. */
const MOST = 0.75;

/**
 * The smallest slowdown that three quarters of the cells would have shown, else the one that most would have; null
 * where none would.
 */
export function detectableSlowdown({ cells }: Pick<Comparison, 'cells'>): DetectableSlowdown | null {
  const counts = SLOWDOWNS.map((slowdown) => ({
    slowdown,
    cells: cells.filter(({ seenPercent }) => seenPercent !== null && seenPercent <= slowdown).length,
  }));
  const most = Math.max(...counts.map((one) => one.cells));
  if (most === 0) return null;
  return counts.find((one) => one.cells >= Math.min(most, Math.ceil(MOST * cells.length))) ?? null;
}

/** True where the cell has an answer, whatever it is. */
const isDecided = ({ verdict }: ComparedCell): boolean => verdict !== 'inconclusive';

/** Returns the cells that a gate judges: of a benchmark without a gate only what is missing. */
export const gatedCells = ({ cells }: Pick<Comparison, 'cells'>): ComparedCell[] =>
  cells.filter(({ verdict, ungated }) => verdict === 'missing' || !ungated);

/** Counts the cells that the answer is about, and those of them that have one: where no gate judges any, all cells. */
export function decidedOf(comparison: Pick<Comparison, 'cells'>): { readonly decided: number; readonly of: number } {
  const gated = gatedCells(comparison);
  const judged = gated.length > 0 ? gated : comparison.cells;
  return { decided: judged.filter(isDecided).length, of: judged.length };
}

/**
 * True where too little was decided to call it a pass: fewer than half of the cells that a gate judges have an answer,
 * or no regression could have been proven at all.
 */
export function isUndecided(comparison: Pick<Comparison, 'cells' | 'provable'>): boolean {
  const { decided, of } = decidedOf(comparison);
  return of > 0 && (!comparison.provable || 2 * decided < of);
}
