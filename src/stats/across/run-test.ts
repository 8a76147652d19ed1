/**
 * The test of two runs, each with its blocks. It is the exact test of blocks (block-test.ts), which asks whether the
 * blocks could have been dealt out to the runs in any other way. Where one run scatters more than the other, they
 * could not, and that test rejects too often, most of all where that run has fewer blocks. So a second one that lets
 * the runs scatter unlike each other has to agree where their numbers of blocks differ much; where they do not, the
 * exact test decides, and sees more.
 */
import { intervals } from '../inference/boundary.js';
import type { Interval } from '../inference/signed-rank.js';
import { lazily } from '../lazily.js';
import { type Blocks, type BothTails, blockTest, type ShiftOfBlocks, shiftOfBlocks } from './block-test.js';
import { type TrimmedWelch, trimmedWelch } from './trimmed-welch.js';

/**
 * Beyond this ratio of the numbers of blocks the second test is asked. It is not for their scatter alone: of six
 * blocks that tells little, and the recorded runs of six would show 70 % of slowdowns by 2 % for 83 %.
 */
const ALIKE_UP_TO = 1.5;

/** Returns the second test where it has to agree, for samples that hold a block. */
function secondTest(x: Blocks, y: Blocks): TrimmedWelch | null {
  const isUnlike = Math.max(x.length, y.length) > ALIKE_UP_TO * Math.min(x.length, y.length);
  return isUnlike ? trimmedWelch(x.map(meanOf), y.map(meanOf)) : null;
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
