/**
 * Two independent samples of blocks (two runs), each block with the log differences of its pairs: an exact test that
 * deals out whole blocks, with the same two scores as the test within a run (launch-scores.ts), and its estimate and
 * interval.
 */
import { balance, boundary } from '../boundary.js';
import { choiceTails, nearChoiceTails } from '../exact/choice-sums.js';
import { unitLength, wholeScores } from '../launch-scores.js';
import { lazily } from '../lazily.js';
import { midranks } from '../ranks.js';
import type { Interval } from '../signed-rank.js';
import { MAD_TO_SD, median } from '../summary.js';

/** Up to so many blocks the exact test is as quick as the near one. */
const FEW = 20;

/** Log differences of the pairs of every block. */
export type Blocks = readonly (readonly number[])[];

/** Above this number of blocks scores are counted in coarser units: the count takes time with its square. */
const FINE_UP_TO = 40;
const FINE = 512;
const COARSE = 128;

/**
 * Rank of every pair among those of both runs, about the mean rank, and (d - c) / (s^2 + (d - c)^2) with c the median
 * and s the scale of all d, the score of the Cauchy distribution; each summed by block and brought to unit length
 * about its mean.
 */
function scores(x: Blocks, y: Blocks): number[] {
  const blocks = [...x, ...y];
  const all = blocks.flat();
  const ranks = midranks(all);
  const centre = median(all) ?? 0;
  const sizes = all.map((d) => Math.abs(d - centre));
  const scale = MAD_TO_SD * (median(sizes) || (median(sizes.filter((size) => size > 0)) ?? 1));
  const cauchy = all.map((d) => (d - centre) / (scale ** 2 + (d - centre) ** 2));
  const [byRank, byPair] = [ranks.map((rank) => rank - all.length - 1), cauchy].map((of) =>
    unitLength(centred(sumsOf(blocks, of))),
  ) as [number[], number[]];
  return byRank.map((score, i) => score + (byPair[i] as number));
}

function sumsOf(blocks: Blocks, values: readonly number[]): number[] {
  let at = 0;
  return blocks.map((block) => {
    const own = values.slice(at, at + block.length);
    at += block.length;
    return own.reduce((sum, value) => sum + value, 0);
  });
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/**
 * Exact one-sided p values: every choice of |y| of all blocks is equally likely to be the second run. `less` is small
 * where y is lower. Both are 1 where a sample is empty.
 * @throws RangeError for NaN.
 */
export function blockTest(x: Blocks, y: Blocks): { less: number; greater: number } {
  if (x.length === 0 || y.length === 0) return { less: 1, greater: 1 };
  const { lower, upper } = choiceTails(wholeBlockScores(x, y), x.length);
  return { less: lower, greater: upper };
}

function wholeBlockScores(x: Blocks, y: Blocks): number[] {
  return wholeScores(scores(x, y), x.length + y.length > FINE_UP_TO ? COARSE : FINE);
}

/** About the same, and quick. */
function nearBlockTest(x: Blocks, y: Blocks): { less: number; greater: number } {
  const { lower, upper } = nearChoiceTails(wholeBlockScores(x, y), x.length);
  return { less: lower, greater: upper };
}

const shifted = (blocks: Blocks, by: number): Blocks => blocks.map((block) => block.map((d) => d + by));

/** What the test knows of the shift from x to y; both samples hold a block. */
export interface ShiftOfBlocks {
  /** The shift at which the scores of y are balanced: the test sees nothing there. */
  readonly estimate: number;
  /** Shifts that the test does not reject at this probability of each side; null where so few blocks reject none. */
  interval(tail: number): Interval;
  /** Whether a shift of `by` or less is rejected at this probability. */
  excludes(by: number, tail: number): boolean;
}

export function shiftOfBlocks(x: Blocks, y: Blocks): ShiftOfBlocks {
  const [before, now] = [x.flat(), y.flat()].map((values) => median(values) ?? 0) as [number, number];
  const spread = [...x.flat().map((d) => Math.abs(d - before)), ...y.flat().map((d) => Math.abs(d - now))];
  const step = Math.max(median(spread) ?? 0, LEAST_STEP);
  const sumOfY = (shift: number): number =>
    scores(x, shifted(y, -shift))
      .slice(x.length)
      .reduce((sum, score) => sum + score, 0);
  const tails = (shift: number) => blockTest(x, shifted(y, -shift));
  const near = (shift: number) => nearBlockTest(x, shifted(y, -shift));
  const end = (towards: number, side: 'less' | 'greater', tail: number): number | null => {
    const holds = (shift: number): boolean => tails(shift)[side] > tail;
    const foretold = (shift: number): boolean => near(shift)[side] > tail;
    return boundary(found.estimate, towards, holds, x.length + y.length > FEW ? foretold : holds);
  };
  const found: ShiftOfBlocks = lazily(
    {
      excludes: (by: number, tail: number) => tails(by).greater <= tail,
      interval: (tail: number) => ({
        low: end(-step, 'greater', tail),
        high: end(step, 'less', tail),
      }),
    },
    { estimate: () => balance(now - before, step, (shift) => roundedToZero(sumOfY(shift))) },
  );
  return found;
}

/** A step where values do not scatter at all: a millionth. */
const LEAST_STEP = 1e-6;

/** Sums of doubles that should be zero are not quite. */
const roundedToZero = (value: number): number => (Math.abs(value) < 1e-9 ? 0 : value);
