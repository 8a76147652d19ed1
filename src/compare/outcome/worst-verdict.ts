/** Sums up a comparison in one verdict. */
import type { Comparison, Verdict } from '../comparison.js';
import { WORST_FIRST } from './verdict-order.js';

/** The worst verdict of several comparisons. */
export function worstOf(comparisons: readonly Comparison[]): Verdict {
  const all = comparisons.map(worstVerdict);
  return WORST_FIRST.find((verdict) => all.includes(verdict)) ?? 'inconclusive';
}

/** The verdict that needs attention most; `inconclusive` where nothing was compared. */
export function worstVerdict({ cells }: Comparison): Verdict {
  return WORST_FIRST.find((verdict) => cells.some((cell) => cell.verdict === verdict)) ?? 'inconclusive';
}
