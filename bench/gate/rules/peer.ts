/** Defines the rule of another tool, which gives a score for each cell of a comparison. */
import { ALPHA } from '../../../src/stats/sequential.js';
import type { Cell } from '../draw.js';
import type { RandomBits } from '../random.js';

export interface PeerRule {
  readonly name: string;
  /** The tool, its version, and the file in which the rule was read. */
  readonly source: string;
  /** The setting that its user may change. */
  readonly knob: string;
  /** Returns one score a cell. The tool reports a change for the worse where it exceeds `threshold`. */
  scores(cells: readonly Cell[], bits: RandomBits): number[];
  /** Returns the thresholds with which the tool is used, in a comparison of this many cells. */
  variants(cells: number): readonly { readonly name: string; readonly threshold: number }[];
}

/** Returns a two-sided level whose share for the worse is .05 over all cells, as a careful user would set it. */
export function bonferroniThreshold(cells: number): number {
  return 1 - (2 * ALPHA) / cells;
}

/**
 * Returns the score of a test whose alarm is "p below a level, and worse". A larger score is stronger evidence, and 0
 * is none.
 */
export function evidence(p: number, isWorse: boolean): number {
  return isWorse ? 1 - p : 0;
}
