/**
 * Compares two independent samples of blocks (two runs), each block with the log differences of its pairs. The exact
 * test permutes whole blocks between the runs and uses the same two scores as the test within a run
 * (launch-scores.ts); the estimate and the interval of the shift come from inverting it.
 */

import { choiceTails, nearChoiceTails } from '../exact/choice-sums.js';
import { balance, exactBoundary, intervals, tailBoundary, tailEnd } from '../inference/boundary.js';
import { wholeScores } from '../inference/launch-scores.js';
import type { Interval } from '../inference/signed-rank.js';
import { lazily } from '../lazily.js';
import { median } from '../summary.js';
import { type Blocks, shiftedBlockScores } from './shifted-block-scores.js';

export type { Blocks };

/** With at most this many blocks the exact test is as quick as its approximation. */
const FEW = 20;

/**
 * Above this number of blocks scores are counted in coarser units, because the time of the count grows with its
 * square.
 */
const FINE_UP_TO = 40;
const FINE = 512;
const COARSE = 128;

/**
 * Returns exact one-sided p values, under which every choice of |y| of all blocks is equally likely to be the second
 * run. `less` is small where y is lower. Both are 1 where a sample is empty.
 * @throws RangeError for NaN.
 */
export function blockTest(x: Blocks, y: Blocks): BothTails {
  return x.length === 0 || y.length === 0 ? { less: 1, greater: 1 } : testsOf(x, y).exact(0);
}

export interface BothTails {
  readonly less: number;
  readonly greater: number;
}

/** Returns the scores and both tests, exact and near, as if y were lower by a shift. Both samples hold a block. */
function testsOf(x: Blocks, y: Blocks) {
  const scores = shiftedBlockScores(x, y);
  const units = x.length + y.length > FINE_UP_TO ? COARSE : FINE;
  const by = (tails: typeof choiceTails) => (shift: number) => {
    const { lower, upper } = tails(wholeScores(scores(shift), units), x.length);
    return { less: lower, greater: upper };
  };
  return { scores, exact: by(choiceTails), near: by(nearChoiceTails) };
}

/** What the test says about the shift from x to y, where both samples hold a block. */
export interface ShiftOfBlocks {
  /** The shift at which the scores of y are balanced, so that the test sees no difference. */
  readonly estimate: number;
  /**
   * Returns the shifts that the test does not reject at this tail probability a side; an end is null where there are
   * too few blocks to reject any shift.
   */
  interval(tail: number): Interval;
  /** Tells whether the test rejects a shift of `by` or less at this tail probability. */
  excludes(by: number, tail: number): boolean;
}

export function shiftOfBlocks(x: Blocks, y: Blocks): ShiftOfBlocks {
  const [before, now] = [x.flat(), y.flat()].map((values) => median(values) ?? 0) as [number, number];
  const spread = [...x.flat().map((d) => Math.abs(d - before)), ...y.flat().map((d) => Math.abs(d - now))];
  const step = Math.max(median(spread) ?? 0, LEAST_STEP);
  const { scores, exact, near } = testsOf(x, y);
  const sumOfY = (shift: number): number =>
    scores(shift)
      .subarray(x.length)
      .reduce((sum, score) => sum + score, 0);
  const end = (which: keyof Interval, tail: number): number | null => {
    const [towards, side] = which === 'low' ? ([-step, 'greater'] as const) : ([step, 'less'] as const);
    const p = { exact: (shift: number) => exact(shift)[side], near: (shift: number) => near(shift)[side] };
    return tailEnd(found.estimate, towards, p, tail, x.length + y.length > FEW ? tailBoundary : exactBoundary);
  };
  const found: ShiftOfBlocks = lazily(
    {
      excludes: (by: number, tail: number) => exact(by).greater <= tail,
      interval: intervals(end),
    },
    { estimate: () => balance(now - before, step, (shift) => roundedToZero(sumOfY(shift))) },
  );
  return found;
}

/** The step that is used where the values do not scatter at all, on the log scale. */
const LEAST_STEP = 1e-6;

/** Takes sums for zero that are off by the rounding of doubles only. */
const roundedToZero = (value: number): number => (Math.abs(value) < 1e-9 ? 0 : value);
