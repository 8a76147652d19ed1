/** Orders the verdicts from the worst to the best. Pure. */
import type { Verdict } from '../comparison.js';

/** An unproven verdict counts as worse than a proven one. */
export const WORST_FIRST: readonly Verdict[] = ['regressed', 'missing', 'inconclusive', 'improved', 'not-slower'];
