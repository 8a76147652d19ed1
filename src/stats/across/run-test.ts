/**
 * The test of two runs, each with its blocks. It is the exact test of blocks (block-test.ts), which asks whether the
 * blocks could have been dealt out to the runs in any other way. Where one run scatters more than the other, they
 * could not, and that test rejects too often, most of all where that run has fewer blocks. So a second one that lets
 * the runs scatter unlike each other has to agree where their numbers of blocks differ much, or where their scatter
 * differs by more than chance; where neither does, the exact test decides, and sees more.
 */
import { intervals } from '../inference/boundary.js';
import type { Interval } from '../inference/signed-rank.js';
import { lazily } from '../lazily.js';
import { type Blocks, type BothTails, blockTest, type ShiftOfBlocks, shiftOfBlocks } from './block-test.js';
import { type TrimmedWelch, trimmedWelch } from './trimmed-welch.js';
import { scatterUnlike } from './unlike-scatter.js';

/** Beyond this ratio of the numbers of blocks the second test is asked, whatever the scatter. */
const ALIKE_UP_TO = 1.5;
/**
 * So is one without trimming where the scatter differs with a p below this. Asked of all runs, it would take 14 of the
 * 58 % of slowdowns by 2 % that the recorded runs of six blocks show; asked below .07, it takes none of them. Of .05,
 * .07 and .1 it is the largest that loses at most two points on the recordings (docs/statistics.md).
 */
const UNLIKE_BELOW = 0.07;

/** Returns the second test where it has to agree, for samples that hold a block. */
function secondTest(x: Blocks, y: Blocks): TrimmedWelch | null {
  const [before, now] = [x.map(meanOf), y.map(meanOf)];
  if (Math.max(x.length, y.length) > ALIKE_UP_TO * Math.min(x.length, y.length)) return trimmedWelch(before, now);
  return scatterUnlike(before, now) < UNLIKE_BELOW ? trimmedWelch(before, now, 0) : null;
}

/** Returns one-sided p values; `less` is small where y is lower. Both are 1 where a sample is empty. */
export function runTest(x: Blocks, y: Blocks): BothTails {
  const exact = blockTest(x, y);
  const second = x.length === 0 || y.length === 0 ? null : secondTest(x, y);
  if (second === null) return exact;
  return { less: Math.max(exact.less, second.less()), greater: Math.max(exact.greater, second.greater()) };
}

/** Returns the shift from x to y and the shifts that either test leaves possible; both samples hold a block. */
export function shiftOfRuns(x: Blocks, y: Blocks): ShiftOfBlocks {
  const exact = shiftOfBlocks(x, y);
  const second = secondTest(x, y);
  if (second === null) return exact;
  const end = (which: keyof Interval, tail: number): number | null => {
    const [own, half] = [exact.interval(tail)[which], second.halfWidth(tail)];
    if (own === null || half === null) return null;
    return which === 'low' ? Math.min(own, second.centre - half) : Math.max(own, second.centre + half);
  };
  return lazily(
    {
      excludes: (by: number, tail: number) => second.greater(by) <= tail && exact.excludes(by, tail),
      interval: intervals(end),
    },
    { estimate: () => exact.estimate },
  );
}

const meanOf = (block: readonly number[]): number => block.reduce((sum, d) => sum + d, 0) / block.length;
