/** From evidence to a decision: the same rule for pairs of one run and for runs against a history. */
import type { Decision, DecisionSettings, Grounds, Outcome, RatioInterval } from './decision.js';
import { lazily } from './lazily.js';
import type { Interval } from './signed-rank.js';

/**
 * Raised whenever the same figures may get another verdict, so that a document tells by which rule it was measured.
 * 1: until 26 November 2026, recorded nowhere. 2: launch numbers across runs too, intervals that invert the test,
 * p = max(e, min(8 t, 12 e)), changes as time. 3: between two runs of one boot, what a run adds of its own is in p,
 * interval and limit.
 */
export const RULE_VERSION = 3;

/**
 * Evidence on one scale: natural logs of candidate / baseline, negated where lower is better, so that less is worse.
 */
export interface Evidence {
  readonly n: number;
  readonly p: number;
  readonly pBetter: number;
  readonly estimate: () => number;
  /** Another estimate that has to lie beyond the minimum effect, too. */
  readonly second?: () => number;
  /** Two-sided, of confidence 1 - alpha. */
  interval(): Interval;
  /** One-sided lower limit at the tail of this look. */
  limit(): number | null;
  /** Whether that limit excludes a change of `by`. */
  excludes(by: number): boolean;
}

/** What a look may do with it; a `ScheduledLook` is one. */
export interface Rule {
  /** Largest p that decides. */
  readonly threshold: number;
  /** No look comes after it. */
  readonly last: boolean;
}

/**
 * The rule itself. A slowdown of f takes 1 + f times as long, and a gain of f is its mirror on the log scale: one
 * symmetric scale whatever the direction of the metric. `regressed` and `improved` need p within the threshold and an
 * estimate beyond minEffect; `not-slower` needs the limit inside `marginAt` and, before the last look, an estimate
 * within minEffect: a cell that seems to have changed waits for a look that can say so.
 */
export function outcomeOf(evidence: Evidence, rule: Rule, settings: DecisionSettings): Outcome {
  const least = Math.log1p(settings.minEffect);
  if (evidence.p <= rule.threshold && liesBelow(evidence, -least)) return 'regressed';
  if (evidence.pBetter <= rule.threshold && liesAbove(evidence, least)) return 'improved';
  if (!evidence.excludes(-Math.log1p(marginAt(rule, settings)))) return 'undecided';
  return rule.last || Math.abs(evidence.estimate()) <= least ? 'not-slower' : 'undecided';
}

const liesBelow = ({ estimate, second }: Evidence, least: number): boolean =>
  estimate() < least && (second?.() ?? Number.NEGATIVE_INFINITY) < least;

const liesAbove = ({ estimate, second }: Evidence, least: number): boolean =>
  estimate() > least && (second?.() ?? Number.POSITIVE_INFINITY) > least;

/** Whether candidate / baseline is worse than the minimum effect. */
export function isWorse(ratio: number, { minEffect, direction }: DecisionSettings): boolean {
  return (direction === 'higher' ? 1 / ratio : ratio) > 1 + minEffect;
}

/** The slowdown, as a fraction, that must be excluded to pass here. */
export function marginAt(rule: Rule, { margin, minEffect, design }: DecisionSettings): number {
  return rule.last ? margin : Math.min(margin, design.earlyMarginEffects * minEffect);
}

/**
 * `evidence` as a decision: ratios instead of oriented logs. What no rule asked for (estimate, interval, limit) is
 * computed when it is read.
 */
export function decisionFrom(evidence: Evidence, rule: Rule, settings: DecisionSettings): Decision {
  const known = {
    outcome: outcomeOf(evidence, rule, settings),
    grounds: { kind: 'rule' } as const,
    n: evidence.n,
    p: evidence.p,
    pBetter: evidence.pBetter,
    threshold: rule.threshold,
    margin: marginAt(rule, settings),
  };
  return lazily(known, {
    ratio: () => ratioOf(evidence.estimate(), settings),
    effect: () => effectFrom(evidence, settings),
    limit: () => boundOf(evidence.limit(), settings),
  });
}

/** The estimate with its interval, as ratios. */
export function effectFrom(evidence: Evidence, settings: DecisionSettings): RatioInterval {
  const { low, high } = evidence.interval();
  const ends = [boundOf(low, settings), boundOf(high, settings)] as const;
  const [from, to] = settings.direction === 'higher' ? ends : [ends[1], ends[0]];
  return { ratio: ratioOf(evidence.estimate(), settings), low: from, high: to };
}

function ratioOf(value: number, { direction }: DecisionSettings): number {
  return Math.exp(direction === 'higher' ? value : -value);
}

function boundOf(value: number | null, settings: DecisionSettings): number | null {
  return value === null ? null : ratioOf(value, settings);
}

/** No decision, and no numbers to show. */
export function undecided(n: number, grounds: Grounds): Decision {
  return {
    outcome: 'undecided',
    grounds,
    n,
    p: null,
    pBetter: null,
    ratio: null,
    threshold: null,
    effect: null,
    limit: null,
    margin: null,
  };
}
