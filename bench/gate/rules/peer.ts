/** A rule of another tool, as a score for each cell of a comparison. */
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
  /** Thresholds that the tool is used with. */
  readonly variants: readonly { readonly name: string; readonly threshold: number }[];
}

/** The score of a test whose alarm is "p below a level, and worse": larger is stronger evidence, 0 is none. */
export function evidence(p: number, isWorse: boolean): number {
  return isWorse ? 1 - p : 0;
}
