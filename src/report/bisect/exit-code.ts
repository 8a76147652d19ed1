/** What a search came to, for scripts. */
import type { BisectRecord } from '../../bisect/document.js';

/** 0 one commit, measured against its parent; 1 no difference between the ends; 4 less than that. */
export function bisectExitCode({ answer }: BisectRecord): number {
  if (answer === null) return 4;
  if (answer.kind === 'no-difference') return 1;
  return answer.kind === 'commit' && isShown(answer.slowdownPercent?.low) ? 0 : 4;
}

const isShown = (low: number | null | undefined): boolean => typeof low === 'number' && low > 0;
