/** Which verdict is worse than which. Pure. */
import type { Verdict } from '../comparison.js';

/** What is not proved counts as worse than what is. */
export const WORST_FIRST: readonly Verdict[] = ['regressed', 'missing', 'inconclusive', 'improved', 'not-slower'];
