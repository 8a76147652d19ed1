/** One word for a whole comparison. */
import type { Comparison, Verdict } from '../comparison.js';
import { WORST_FIRST } from './verdict-order.js';

/** The same of several. */
export function worstOf(comparisons: readonly Comparison[]): Verdict {
  const all = comparisons.map(worstVerdict);
  return WORST_FIRST.find((verdict) => all.includes(verdict)) ?? 'inconclusive';
}

/** The verdict that asks most for attention; `inconclusive` where nothing was compared. */
export function worstVerdict({ cells }: Comparison): Verdict {
  return WORST_FIRST.find((verdict) => cells.some((cell) => cell.verdict === verdict)) ?? 'inconclusive';
}
