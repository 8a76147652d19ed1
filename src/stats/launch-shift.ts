/** The change that the launch test sees, and the changes that it does not reject. */
import { balance, boundary } from './boundary.js';
import { type PairedTrials, scoresOfLogs, wholeScores } from './launch-scores.js';
import { lazily } from './lazily.js';
import type { Interval } from './signed-rank.js';
import { median } from './summary.js';
import { signTails } from './swap-test.js';

export interface ShiftOfLaunches {
  /** ln candidate / baseline at which the scores are balanced: the test sees nothing there. */
  readonly estimate: number;
  /**
   * Changes that the test does not reject at this probability of each side; null where so few launches reject none.
   */
  interval(tail: number): Interval;
  /** Whether a change of `by` or less is rejected at this probability. */
  excludes(by: number, tail: number): boolean;
}

/** @param trials positive values, of at least one launch. */
export function shiftOfLaunches(trials: PairedTrials): ShiftOfLaunches {
  const [baseline, candidate] = [logsOf(trials.baseline), logsOf(trials.candidate)];
  const differences = baseline.flatMap((launch, i) => launch.map((value, k) => (candidate[i]?.[k] ?? 0) - value));
  const centre = median(differences) ?? 0;
  const step = Math.max(median(differences.map((d) => Math.abs(d - centre))) ?? 0, LEAST_STEP);
  /** Scores as if the candidate were not changed by `shift`. */
  const scores = (shift: number): number[] =>
    scoresOfLogs({ baseline, candidate: candidate.map((launch) => launch.map((value) => value - shift)) });
  const sum = (shift: number): number => {
    const total = scores(shift).reduce((all, score) => all + score, 0);
    return Math.abs(total) < ZERO ? 0 : total;
  };
  const tails = (shift: number) => signTails(wholeScores(scores(shift)));
  const found: ShiftOfLaunches = lazily(
    {
      excludes: (by: number, tail: number) => tails(by).better <= tail,
      interval: (tail: number) => ({
        low: boundary(found.estimate, -step, (shift) => tails(shift).better > tail),
        high: boundary(found.estimate, step, (shift) => tails(shift).worse > tail),
      }),
    },
    { estimate: () => balance(centre, step, sum) },
  );
  return found;
}

const logsOf = (side: PairedTrials['baseline']): number[][] => side.map((launch) => launch.map(Math.log));

/** A step where values do not scatter at all: a millionth. */
const LEAST_STEP = 1e-6;

/** Sums of doubles that should be zero are not quite. */
const ZERO = 1e-9;
