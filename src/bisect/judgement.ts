/** Judges the launches of one comparison by the sequential test, with the error that the search gives it. Pure. */
import type { Direction } from '../direction.js';
import type { DecisionSettings } from '../stats/decision.js';
import type { PairedTrials } from '../stats/inference/launch-scores.js';
import { shiftOfLaunches } from '../stats/inference/launch-shift.js';
import { hasRatio } from '../stats/ratio.js';
import { type RunState, reachedLooks, type ScheduledLook } from '../stats/sequential.js';
import { decide, type SequentialDecision } from '../stats/verdict.js';
import { designFor } from './errors-spent.js';

/** The rule that decides one comparison. */
export interface StepRule {
  /** The chance of a wrong answer, for either answer. */
  readonly error: number;
  /** The smallest slowdown that matters, in per cent. */
  readonly minEffectPercent: number;
  /** The slowdown that "not slower" excludes, in per cent. */
  readonly marginPercent: number;
  /**
   * `difference`: the estimate is wanted too, so the comparison goes on until the lower limit of the slowdown is at
   * least half of the estimate. `side`: it ends as soon as it is decided whether the commit is good or bad.
   */
  readonly wanted: 'difference' | 'side';
}

/** Per cent more time for the same work. A limit is null where nothing bounds it. */
export interface Slowdown {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

export type Compared = 'slower' | 'not-slower' | 'cannot-tell';

export interface Judgement {
  readonly outcome: Compared;
  /** Launches of each side. */
  readonly launches: number;
  /** The slowdown over all launches; null without any. The interval holds whenever the comparison stopped. */
  readonly slowdown: Slowdown | null;
}

export interface Measured {
  readonly trials: PairedTrials;
  readonly direction: Direction;
  readonly unit: string;
}

/** Judges one comparison. A commit that is faster than the good end counts as good: it is not the slower one. */
export function judge(measured: Measured, rule: StepRule, state: RunState): Judgement {
  const { outcome } = decision(measured, rule, state);
  const words = { regressed: 'slower', improved: 'not-slower', 'not-slower': 'not-slower', undecided: 'cannot-tell' };
  return {
    outcome: words[outcome] as Compared,
    launches: measured.trials.baseline.length,
    slowdown: slowdownOf(measured, rule, state),
  };
}

/** True where more launches would not help the search. */
export function isSettled(measured: Measured, rule: StepRule): boolean {
  const { outcome } = decision(measured, rule, 'running');
  const isPast = lookAt(measured, rule, 'running')?.last ?? false;
  if (isPast || rule.wanted === 'side' || outcome !== 'regressed') return isPast || outcome !== 'undecided';
  const slowdown = slowdownOf(measured, rule, 'running');
  return slowdown !== null && slowdown.low !== null && slowdown.low >= slowdown.estimate / 2;
}

/** A decision of a planned look stands. A comparison that ended undecided gets one more look. */
function decision({ trials, direction }: Measured, rule: StepRule, state: RunState): SequentialDecision {
  const settings: DecisionSettings = {
    alpha: rule.error,
    cells: 1,
    // With a minimum effect of zero, the early margin would be zero as well.
    minEffect: Math.max(rule.minEffectPercent / 100, LEAST_EFFECT),
    margin: rule.marginPercent / 100,
    direction,
    design: designFor(rule.error),
  };
  const running = decide(trials, settings, 'running');
  return running.outcome !== 'undecided' || state === 'running' ? running : decide(trials, settings, 'ended');
}

const LEAST_EFFECT = 1e-6;

function lookAt({ trials }: Measured, { error }: StepRule, state: RunState): ScheduledLook | undefined {
  return reachedLooks(designFor(error), error, 1, trials.baseline.length, state).at(-1);
}

/**
 * The interval holds the slowdowns that the test does not reject at the threshold of its last look. All looks
 * together spend the error once, so it covers at every look at once (repeated confidence intervals, Jennison and
 * Turnbull 1989).
 */
function slowdownOf(measured: Measured, rule: StepRule, state: RunState): Slowdown | null {
  const look = lookAt(measured, rule, state);
  const n = look?.n ?? measured.trials.baseline.length;
  if (n === 0 || !isUsable(measured.trials)) return null;
  const shift = shiftOfLaunches(oriented(measured, n));
  const { low, high } = look ? shift.interval(look.threshold) : { low: null, high: null };
  const estimate = slower(shift.estimate);
  return estimate === null ? null : { estimate, low: slower(high), high: slower(low) };
}

const isUsable = ({ baseline, candidate }: PairedTrials): boolean =>
  [...baseline, ...candidate].every((launch) => launch.every(hasRatio));

/** Turns a log ratio of rates into per cent more time; null where there is none, or none that a double holds. */
function slower(shift: number | null): number | null {
  const percent = shift === null ? Number.NaN : 100 * Math.expm1(-shift);
  return Number.isFinite(percent) ? percent : null;
}

/** The first `n` launches as rates, of which more is better. */
function oriented({ trials, direction }: Measured, n: number): PairedTrials {
  const side = (launches: PairedTrials['baseline']) =>
    launches.slice(0, n).map((launch) => launch.map((value) => (direction === 'higher' ? value : 1 / value)));
  return { baseline: side(trials.baseline), candidate: side(trials.candidate) };
}
