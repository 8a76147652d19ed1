/** The note of a comparison whose blocks or launches are not independent. */
import type { SerialCorrelation } from '../../stats/across/serial-correlation.js';

/** @param what is alike, in the plural; at most one sentence, and none where nothing is widened. */
export function serialNotes({ r, widening }: SerialCorrelation, what: 'blocks' | 'launches'): string[] {
  if (widening === 1) return [];
  return [
    `Neighbouring ${what} are alike (correlation ${r.toFixed(2)}), so they tell less than as many independent ones: the error that they show is taken ${widening.toFixed(1)} times as large.`,
  ];
}
