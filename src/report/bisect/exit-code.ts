/** Turns the result of a search into an exit code, for scripts. */
import type { BisectRecord } from '../../bisect/document.js';

/**
 * Returns 0 for one commit that was measured against its parent, 1 for no difference between the ends, and 4 for less.
 */
export function bisectExitCode({ answer }: BisectRecord): number {
  if (answer === null) return 4;
  if (answer.kind === 'no-difference') return 1;
  return answer.kind === 'commit' && isShown(answer.slowdownPercent?.low) ? 0 : 4;
}

const isShown = (low: number | null | undefined): boolean => typeof low === 'number' && low > 0;
