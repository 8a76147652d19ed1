/** What a comparison says. Plain data: rendered by report/, decided by compare/. */
import type { Direction } from '../direction.js';

export type Verdict = 'regressed' | 'improved' | 'not-slower' | 'inconclusive' | 'missing';

/**
 * An effect with its confidence interval, as a ratio candidate / baseline (1.02 = 2 % more). Bounds are null where
 * unbounded.
 */
export interface Effect {
  readonly ratio: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Cell {
  readonly arm: string;
  readonly benchmark: string;
  readonly metric: string;
  readonly unit: string;
  readonly direction: Direction;
}

/** One run on its own: an arm's level and its overhead against native in the same blocks. */
export interface OverheadCell extends Cell {
  /** Median of the arm's launch means, in `unit`; null where nothing was measured. */
  readonly level: number | null;
  /** Median of native's launch means in the same blocks. */
  readonly nativeLevel: number | null;
  /** Arm / native; null for native itself and where nothing can be said. */
  readonly overhead: Effect | null;
  /** Robust spread of the per-block log differences, in per cent (1.4826 MAD). */
  readonly noisePercent: number | null;
  /** Blocks that count. */
  readonly blocks: number;
  readonly failures: number;
  /** Warnings of one sentence: two modes, too few blocks, ties. */
  readonly notes: readonly string[];
}

/** An alarm across runs, and what an A/B of the same job made of it. */
export interface SecondLook {
  /** What the comparison with the recorded run said. */
  readonly across: Pick<ComparedCell, 'verdict' | 'reason' | 'effect'>;
  /** Why no A/B could tell, in words that follow "because"; null where one did, and the cell has its verdict. */
  readonly refusal: string | null;
}

export interface ComparedCell extends Cell {
  readonly verdict: Verdict;
  /** Why the verdict is what it is, in one sentence. */
  readonly reason: string;
  readonly effect: Effect | null;
  /** Worst candidate / baseline that the limit behind `not-slower` leaves possible; null where there is none. */
  readonly limit: number | null;
  /** One-sided p of `worse`, uncorrected; null where no test was possible. */
  readonly p: number | null;
  /** The share of alpha this cell had to beat. */
  readonly threshold: number | null;
  /** Estimate and interval over all launches, whichever look decided; null where there are none. */
  readonly overall: Effect | null;
  /** The smallest slowdown, per cent, that figures like these would have shown; null where none of those tried. */
  readonly seenPercent: number | null;
  readonly baselineLevel: number | null;
  readonly candidateLevel: number | null;
  readonly baselineBlocks: number;
  readonly candidateBlocks: number;
  readonly noisePercent: number | null;
  /** Absent where there was no alarm, or nobody asked for a second look. */
  readonly secondLook?: SecondLook;
}

export interface FieldDifference {
  /** Path in the fingerprint or environments: `kernel`, `runc.binaries.runc.version`. */
  readonly field: string;
  readonly baseline: string;
  readonly candidate: string;
}

/** A runtime as a whole in two runs: the mean of the logs of its costs against native, block by block. */
export interface WholeChange {
  readonly arm: string;
  /** Throughput benchmarks that count: those done alike in both runs. */
  readonly benchmarks: number;
  /** Time for the same work, candidate / baseline. */
  readonly time: Effect;
  /** Exact one-sided p values of this line alone, uncorrected. */
  readonly pSlower: number;
  readonly pFaster: number;
}

export interface Comparison {
  readonly mode: 'ab' | 'across';
  readonly baseline: { readonly id: string; readonly startedAt: string; readonly source: string };
  readonly candidate: { readonly id: string; readonly startedAt: string };
  readonly settings: {
    readonly alpha: number;
    readonly minEffectPercent: number;
    readonly marginPercent: number;
    /** Number of cells alpha is divided by; fixed before looking. */
    readonly cells: number;
  };
  readonly differences: readonly FieldDifference[];
  readonly cells: readonly ComparedCell[];
  /** Whether a regression could have been proven in any cell, however large. */
  readonly provable: boolean;
  /** Between two runs of one boot: every runtime's throughput benchmarks together. Information, not gated. */
  readonly wholes: readonly WholeChange[];
  /** Native itself, absolute: not a verdict about a runtime, but "the host moved". */
  readonly host: readonly ComparedCell[];
  readonly notes: readonly string[];
}
