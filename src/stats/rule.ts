/** Turns evidence into a decision. The same rule holds for the pairs of one run and for runs against a history. */
import type { Decision, DecisionSettings, Grounds, Outcome, RatioInterval } from './decision.js';
import type { Interval } from './inference/signed-rank.js';
import { lazily } from './lazily.js';
import { hasRatio } from './ratio.js';

/**
 * The version is raised whenever the same figures may get another verdict, so that a document says by which rule it
 * was judged.
 * - 1 was in use until 26 November 2026 and is recorded in no document.
 * - 2 counts launches across runs too, inverts the test for its intervals, uses p = max(e, min(8 t, 12 e)) for the
 *   exact p e and the trimmed t test's p t, and states changes as time.
 * - 3 adds the variance between runs to p, interval and limit where two runs of one boot are compared.
 * - 4 calls a change of files between two sides of one run from 4 % on.
 * - 5 takes of each boot of a history the latest run that has the cell, where it took the latest run of anything.
 * - 6 divides the trimmed t by how alike the pairs of a launch are, asks a second test where two runs of one boot have
 *   unlike numbers of blocks, and widens the error of blocks that are correlated, and that of launches for a limit.
 * - 7 asks a second test, too, where two runs of one boot scatter unlike each other by more than chance, and a wider
 *   t test and interval of two sides where the launches of a run are alike to their neighbours.
 */
export const RULE_VERSION = 7;

/**
 * Evidence is on one scale: natural logs of candidate / baseline, negated where lower is better, so that less is
 * worse.
 */
export interface Evidence {
  readonly n: number;
  /** It takes long, and is read only where the estimate lies beyond the minimum effect, or where it is shown. */
  readonly p: number;
  readonly pBetter: number;
  readonly estimate: () => number;
  /** A second estimate, which has to lie beyond the minimum effect as well. */
  readonly second?: () => number;
  /** Returns the two-sided interval of confidence 1 - alpha. */
  interval(): Interval;
  /** Returns the one-sided lower limit at the tail probability of this look. */
  limit(): number | null;
  /** Tells whether that limit excludes a change of `by`. */
  excludes(by: number): boolean;
}

/** What a look may decide; every `ScheduledLook` is a rule. */
export interface Rule {
  /** The largest p that decides. */
  readonly threshold: number;
  /** No further look follows. */
  readonly last: boolean;
}

/**
 * Applies the rule. A slowdown of f takes 1 + f times as long and a gain of f is its mirror image on the log scale, so
 * the scale is symmetric whatever the direction of the metric. `regressed` and `improved` need p within the threshold
 * and an estimate beyond minEffect. `not-slower` needs the limit inside `marginAt` and, before the last look, an
 * estimate within minEffect: a cell that seems to have changed waits for a look that can decide that.
 */
export function outcomeOf(evidence: Evidence, rule: Rule, settings: DecisionSettings): Outcome {
  const least = Math.log1p(settings.minEffect);
  if (liesBelow(evidence, -least) && evidence.p <= rule.threshold) return 'regressed';
  if (liesAbove(evidence, least) && evidence.pBetter <= rule.threshold) return 'improved';
  if (!evidence.excludes(-Math.log1p(marginAt(rule, settings)))) return 'undecided';
  return rule.last || Math.abs(evidence.estimate()) <= least ? 'not-slower' : 'undecided';
}

type Estimates = Pick<Evidence, 'estimate' | 'second'>;

/** Tells whether all estimates are below. */
export const liesBelow = ({ estimate, second }: Estimates, least: number): boolean =>
  estimate() < least && (second?.() ?? Number.NEGATIVE_INFINITY) < least;

const liesAbove = ({ estimate, second }: Estimates, least: number): boolean =>
  estimate() > least && (second?.() ?? Number.POSITIVE_INFINITY) > least;

/** Tells whether candidate / baseline is worse than the minimum effect. */
export function isWorse(ratio: number, { minEffect, direction }: DecisionSettings): boolean {
  return (direction === 'higher' ? 1 / ratio : ratio) > 1 + minEffect;
}

/** Returns the slowdown, as a fraction, that this look has to exclude before the cell may pass. */
export function marginAt(rule: Rule, { margin, minEffect, design }: DecisionSettings): number {
  return rule.last ? margin : Math.min(margin, design.earlyMarginEffects * minEffect);
}

/**
 * Returns `evidence` as a decision, with ratios in place of oriented logs. All but the outcome is computed only when
 * the rule or a reader asks for it.
 */
export function decisionFrom(evidence: Evidence, rule: Rule, settings: DecisionSettings): Decision {
  const known = {
    outcome: outcomeOf(evidence, rule, settings),
    grounds: { kind: 'rule' } as const,
    n: evidence.n,
  };
  return lazily(known, {
    p: () => evidence.p,
    pBetter: () => evidence.pBetter,
    threshold: () => rule.threshold,
    margin: () => marginAt(rule, settings),
    ratio: () => ratioOf(evidence.estimate(), settings),
    second: () => ratioOf(evidence.second?.() ?? null, settings),
    effect: () => effectFrom(evidence, settings),
    limit: () => ratioOf(evidence.limit(), settings),
  });
}

/**
 * Returns the estimate and its interval as ratios, or null where the estimate has none. An end is computed when it is
 * read.
 */
export function effectFrom(evidence: Evidence, settings: DecisionSettings): RatioInterval | null {
  const ratio = ratioOf(evidence.estimate(), settings);
  if (ratio === null) return null;
  const [low, high] = settings.direction === 'higher' ? (['low', 'high'] as const) : (['high', 'low'] as const);
  const end = (side: keyof Interval): number | null => ratioOf(evidence.interval()[side], settings);
  return lazily({ ratio }, { low: () => end(low), high: () => end(high) });
}

/** Null where there is none, or none that a double holds either way round, as of figures edited beyond all bounds. */
function ratioOf(value: number | null, { direction }: DecisionSettings): number | null {
  if (value === null) return null;
  const ratio = Math.exp(direction === 'higher' ? value : -value);
  return hasRatio(ratio) ? ratio : null;
}

/** Returns an undecided outcome without any numbers. */
export function undecided(n: number, grounds: Grounds): Decision {
  return {
    outcome: 'undecided',
    grounds,
    n,
    p: null,
    pBetter: null,
    ratio: null,
    second: null,
    threshold: null,
    effect: null,
    limit: null,
    margin: null,
  };
}
