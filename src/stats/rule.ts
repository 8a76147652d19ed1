/** From evidence to a decision: the same rule for pairs of one run and for runs against a history. */
import type { Decision, DecisionSettings, Outcome } from './decision.js';
import { explain } from './reason.js';

/**
 * Evidence on one scale: natural logs of candidate / baseline, negated where lower is better, so that less is worse.
 */
export interface Evidence {
  readonly n: number;
  readonly p: number;
  readonly pBetter: number;
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
  /** One-sided lower limit at the tail of this look. */
  readonly limit: number | null;
}

/** What a look may do with it; a `ScheduledLook` is one. */
export interface Rule {
  /** Largest p that decides. */
  readonly threshold: number;
  /** No look comes after it. */
  readonly last: boolean;
}

/**
 * The rule itself. `regressed` and `improved` need p within the threshold and an estimate beyond minEffect;
 * `equivalent` needs the limit inside `marginAt` and, before the last look, an estimate within minEffect: a cell that
 * seems to have changed waits for a look that can say so.
 */
export function outcomeOf(evidence: Evidence, rule: Rule, settings: DecisionSettings): Outcome {
  const { minEffect, direction } = settings;
  const seemsWorse = evidence.estimate < forTheWorse(minEffect, direction);
  const seemsBetter = evidence.estimate > forTheBetter(minEffect, direction);
  if (seemsWorse && evidence.p <= rule.threshold) return 'regressed';
  if (seemsBetter && evidence.pBetter <= rule.threshold) return 'improved';
  const excluded = evidence.limit !== null && evidence.limit > forTheWorse(marginAt(rule, settings), direction);
  return excluded && (rule.last || !(seemsWorse || seemsBetter)) ? 'equivalent' : 'undecided';
}

/** Whether candidate / baseline is worse than the minimum effect. */
export function isWorse(ratio: number, { minEffect, direction }: DecisionSettings): boolean {
  return direction === 'higher' ? ratio < 1 - minEffect : ratio > 1 + minEffect;
}

/** The slowdown, as a fraction, that must be excluded to pass here. */
export function marginAt(rule: Rule, { margin, minEffect, design }: DecisionSettings): number {
  return rule.last ? margin : Math.min(margin, design.earlyMarginEffects * minEffect);
}

/** A change by `fraction` for the worse, on the scale of `Evidence`. */
function forTheWorse(fraction: number, direction: DecisionSettings['direction']): number {
  return direction === 'higher' ? Math.log1p(-fraction) : -Math.log1p(fraction);
}

function forTheBetter(fraction: number, direction: DecisionSettings['direction']): number {
  return direction === 'higher' ? Math.log1p(fraction) : -Math.log1p(-fraction);
}

/** `evidence` as a decision, for people: ratios instead of oriented logs, and a sentence. */
export function decisionFrom(evidence: Evidence, rule: Rule, settings: DecisionSettings, unit: string): Decision {
  const toRatio = (value: number): number => Math.exp(settings.direction === 'higher' ? value : -value);
  const bound = (value: number | null): number | null => (value === null ? null : toRatio(value));
  const ends = [bound(evidence.low), bound(evidence.high)] as const;
  const [low, high] = settings.direction === 'higher' ? ends : [ends[1], ends[0]];
  const facts = {
    outcome: outcomeOf(evidence, rule, settings),
    n: evidence.n,
    p: evidence.p,
    pBetter: evidence.pBetter,
    threshold: rule.threshold,
    effect: { ratio: toRatio(evidence.estimate), low, high },
    limit: bound(evidence.limit),
    margin: marginAt(rule, settings),
  };
  return { ...facts, reason: explain(facts, settings, unit) };
}

/** No decision, and no numbers to show. */
export function undecided(n: number, reason: string): Decision {
  return {
    outcome: 'undecided',
    reason,
    n,
    p: null,
    pBetter: null,
    threshold: null,
    effect: null,
    limit: null,
    margin: null,
  };
}
