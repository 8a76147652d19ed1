/** Defines the pairs of every cell as the page carries them, and as its script reads them. */
export interface CellPairs {
  readonly unit: string;
  readonly sides: readonly SidePairs[];
}

export interface SidePairs {
  readonly title: string;
  /** These are the names of the two arms. */
  readonly baseline: string;
  readonly candidate: string;
  readonly blocks: readonly BlockPairs[];
}

type BlockPairs = readonly [block: number, pairs: readonly PairFigures[]];

/** The number of the pair in its block, and the two figures. */
type PairFigures = readonly [k: number, baseline: number, candidate: number];
