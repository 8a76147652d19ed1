/** A rule of another tool, as a score for each cell of a comparison. */
import { ALPHA } from '../../../src/stats/sequential.js';
import type { Cell } from '../draw.js';
import type { RandomBits } from '../random.js';

export interface PeerRule {
  readonly name: string;
  /** Tool, version and file that the rule was read in. */
  readonly source: string;
  /** What its user may turn. */
  readonly knob: string;
  /** One score a cell; the tool reports a change for the worse where it exceeds `threshold`. */
  scores(cells: readonly Cell[], bits: RandomBits): number[];
  /** Thresholds that the tool is used with, in a comparison of so many cells. */
  variants(cells: number): readonly { readonly name: string; readonly threshold: number }[];
}

/** A two-sided level whose share for the worse is .05 over all cells, as a careful user would set it. */
export function bonferroniThreshold(cells: number): number {
  return 1 - (2 * ALPHA) / cells;
}

/** The score of a test whose alarm is "p below a level, and worse": larger is stronger evidence, 0 is none. */
export function evidence(p: number, isWorse: boolean): number {
  return isWorse ? 1 - p : 0;
}
