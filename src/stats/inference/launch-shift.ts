/** Estimates the change that the launch test sees, and the interval of changes that it does not reject. */

import { lazily } from '../lazily.js';
import { median } from '../summary.js';
import { balance, exactBoundary, intervals, tailBoundary, tailEnd } from './boundary.js';
import { type PairedTrials, wholeScores } from './launch-scores.js';
import { shiftedScores } from './shifted-scores.js';
import type { Interval } from './signed-rank.js';
import { nearTails, signTails } from './swap-test.js';

export interface ShiftOfLaunches {
  /** ln(candidate / baseline) at which the scores are balanced, so that the test sees no difference. */
  readonly estimate: number;
  /**
   * Returns the changes that the test does not reject at this tail probability a side; an end is null where there are
   * too few launches to reject any change.
   */
  interval(tail: number): Interval;
  /** Tells whether the test rejects a change of `by` or less at this tail probability. */
  excludes(by: number, tail: number): boolean;
}

/** With at most this many launches the exact test is as quick as its approximation. */
const FEW = 24;

/** @param trials positive values, of at least one launch. */
export function shiftOfLaunches(trials: PairedTrials): ShiftOfLaunches {
  const [baseline, candidate] = [logsOf(trials.baseline), logsOf(trials.candidate)];
  const differences = baseline.flatMap((launch, i) => launch.map((value, k) => (candidate[i]?.[k] ?? 0) - value));
  const centre = median(differences) ?? 0;
  const step = Math.max(median(differences.map((d) => Math.abs(d - centre))) ?? 0, LEAST_STEP);
  const scores = shiftedScores({ baseline, candidate });
  const sum = (shift: number): number => {
    const total = scores(shift).reduce((all, score) => all + score, 0);
    return Math.abs(total) < ZERO ? 0 : total;
  };
  const exact = (shift: number) => signTails(wholeScores(scores(shift)));
  const near = (shift: number) => nearTails(wholeScores(scores(shift)));
  const end = (which: keyof Interval, tail: number): number | null => {
    const [towards, side] = which === 'low' ? ([-step, 'better'] as const) : ([step, 'worse'] as const);
    const p = { exact: (shift: number) => exact(shift)[side], near: (shift: number) => near(shift)[side] };
    return tailEnd(found.estimate, towards, p, tail, baseline.length > FEW ? tailBoundary : exactBoundary);
  };
  const found: ShiftOfLaunches = lazily(
    {
      excludes: (by: number, tail: number) => exact(by).better <= tail,
      interval: intervals(end),
    },
    { estimate: () => balance(centre, step, sum) },
  );
  return found;
}

const logsOf = (side: PairedTrials['baseline']): number[][] => side.map((launch) => launch.map(Math.log));

/** The step that is used where the values do not scatter at all, on the log scale. */
const LEAST_STEP = 1e-6;

/** Sums below this are off from zero by the rounding of doubles only. */
const ZERO = 1e-9;
