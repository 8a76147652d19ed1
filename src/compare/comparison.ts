/** The result of a comparison, as plain data: compare/ decides it, report/ renders it. */
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

/** One arm in one run: its level, and its overhead against native in the same blocks. */
export interface OverheadCell extends Cell {
  /** Median of the arm's launch means, in `unit`; null where nothing was measured. */
  readonly level: number | null;
  /** Median of native's launch means in the same blocks. */
  readonly nativeLevel: number | null;
  /** Arm / native; null for native itself, and where there are no blocks. */
  readonly overhead: Effect | null;
  /** Robust spread of the per-block log differences, in per cent (1.4826 MAD). */
  readonly noisePercent: number | null;
  /** Blocks that count. */
  readonly blocks: number;
  readonly failures: number;
  /** Warnings, one sentence each: two modes, too few blocks, ties. */
  readonly notes: readonly string[];
}

/** An alarm across runs, and what the A/B in the same job found. */
export interface SecondLook {
  /** The result of the comparison with the recorded run. */
  readonly across: Pick<ComparedCell, 'verdict' | 'reason' | 'effect'>;
  /** Why no A/B could decide: a clause that follows "because". Null where one did; the cell then has its verdict. */
  readonly refusal: string | null;
}

export interface ComparedCell extends Cell {
  readonly verdict: Verdict;
  /** Why the verdict is what it is, as one sentence. */
  readonly reason: string;
  readonly effect: Effect | null;
  /** The worst candidate / baseline that is not excluded by the limit behind `not-slower`; null where there is none. */
  readonly limit: number | null;
  /** One-sided p of `worse`, uncorrected; null where no test was possible. */
  readonly p: number | null;
  /** The share of alpha below which this cell's p must be; null where there was no test. */
  readonly threshold: number | null;
  /** Estimate and interval over all launches, whichever look decided; null where there are none. */
  readonly overall: Effect | null;
  /**
   * The smallest slowdown in per cent that such figures would have shown; null where they would show none of those
   * tried.
   */
  readonly seenPercent: number | null;
  readonly baselineLevel: number | null;
  readonly candidateLevel: number | null;
  readonly baselineBlocks: number;
  readonly candidateBlocks: number;
  readonly noisePercent: number | null;
  /** Set where no gate judges the benchmark. Its absence alone fails. */
  readonly ungated?: true;
  /** Absent where there was no alarm, or no second look. */
  readonly secondLook?: SecondLook;
}

export interface FieldDifference {
  /** Path in the fingerprint or environments: `kernel`, `runc.binaries.runc.version`. */
  readonly field: string;
  readonly baseline: string;
  readonly candidate: string;
}

/**
 * A runtime as a whole: of two runs, the mean logarithm of its costs against native, block by block; of two sides of
 * one run, that of its times.
 */
export interface WholeChange {
  readonly arm: string;
  /** Number of throughput benchmarks that count: those that both runs did alike; of two sides, all but files. */
  readonly benchmarks: number;
  /** The ratio candidate / baseline of the time for the same work. */
  readonly time: Effect;
  /** Exact one-sided p values for this line alone, uncorrected. */
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
    /**
     * No change below it is called: the smallest effect or, between two runs of one boot, what a run may add of itself
     * where that is more.
     */
    readonly thetaPercent: number;
    readonly marginPercent: number;
    /** The number of cells that alpha is divided by; it is fixed before any figure is looked at. */
    readonly cells: number;
  };
  readonly differences: readonly FieldDifference[];
  readonly cells: readonly ComparedCell[];
  /** True where a regression could have been proven in some cell, if it were large enough. */
  readonly provable: boolean;
  /**
   * For two sides of one run and two runs of one boot: each runtime's throughput benchmarks together. They inform,
   * and no gate depends on them.
   */
  readonly wholes: readonly WholeChange[];
  /** Native's own figures: they show whether the host changed, and give no verdict about a runtime. */
  readonly host: readonly ComparedCell[];
  readonly notes: readonly string[];
}
