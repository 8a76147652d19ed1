/**
 * Decides about one cell from the pairs of one run. The decision depends on nothing else, so anyone who has the pairs
 * gets the same one.
 */

import { endWithRunToRun } from './across/run-to-run.js';
import { checkSettings, type Decision, type DecisionSettings, type Grounds, type RatioInterval } from './decision.js';
import type { PairedTrials } from './inference/launch-scores.js';
import { shiftOfLaunches } from './inference/launch-shift.js';
import type { Interval } from './inference/signed-rank.js';
import { launchTest, type SwapTest } from './inference/swap-test.js';
import { trimmedTTest } from './inference/trimmed-t.js';
import { lazily } from './lazily.js';
import { hasRatio } from './ratio.js';
import { decisionFrom, type Evidence, effectFrom, type Rule, undecided } from './rule.js';
import { plannedLooks, type RunState, reachedLooks, type ScheduledLook } from './sequential.js';

/** The decision that stands, and every look that led to it. */
export interface SequentialDecision extends Decision {
  readonly looks: readonly Decision[];
  /**
   * The estimate and interval over all launches, whichever look decided, because the estimate of a look that stopped
   * the cell is too large on average. It is null without a launch.
   */
  readonly overall: RatioInterval | null;
}

/**
 * Takes the looks that the launches allow, in order. The first look that decides stands, whatever comes later, and
 * launches after it are not used. A run that ended with `undecided` is called inconclusive in reports.
 * @param trials of each launch, in the order taken, in the metric's unit.
 * @throws RangeError for unequal lengths, or for settings under which no decision means anything. A value without a
 * ratio is reported in `grounds` instead.
 */
export function decide(trials: PairedTrials, settings: DecisionSettings, state: RunState): SequentialDecision {
  return decider(trials, settings)(state);
}

/** Does the same for callers that ask more than once: each look is taken only once, in whatever state of the run. */
export function decider(trials: PairedTrials, settings: DecisionSettings): (state: RunState) => SequentialDecision {
  checkSettings(settings);
  const n = trials.baseline.length;
  if (trials.candidate.length !== n) throw new RangeError(`unequal pairs: ${n} and ${trials.candidate.length} values`);
  const refusal = unusable(trials);
  if (refusal !== null) return () => ({ ...undecided(n, refusal), looks: [], overall: null });
  const taken = new Map<string, Decision>();
  const take = (look: ScheduledLook): Decision => {
    const key = JSON.stringify(look);
    const decision = taken.get(key) ?? judgeAt(firstLaunches(trials, look.n), look, settings);
    taken.set(key, decision);
    return decision;
  };
  return (state) => {
    const looks = looksTaken(reachedLooks(settings.design, settings.alpha, settings.cells, n, state), take);
    return withOverall(looks.at(-1) ?? tooFew(trials, settings), looks, trials, settings);
  };
}

/** Returns the looks up to the first that decides. */
function looksTaken(reached: readonly ScheduledLook[], take: (look: ScheduledLook) => Decision): Decision[] {
  const looks: Decision[] = [];
  for (const look of reached) {
    const decision = take(look);
    looks.push(decision);
    if (decision.outcome !== 'undecided') break;
  }
  return looks;
}

function withOverall(
  last: Decision,
  looks: readonly Decision[],
  trials: PairedTrials,
  settings: DecisionSettings,
): SequentialDecision {
  const { n } = last;
  const isAll = n === trials.baseline.length;
  const overall = (): RatioInterval | null =>
    isAll || n === 0 ? last.effect : effectFrom(evidenceOf(trials, 0, settings), settings);
  return lazily(lazily(last, { looks: () => looks }), { overall });
}

function firstLaunches({ baseline, candidate }: PairedTrials, n: number): PairedTrials {
  return { baseline: baseline.slice(0, n), candidate: candidate.slice(0, n) };
}

function judgeAt(seen: PairedTrials, look: ScheduledLook, settings: DecisionSettings): Decision {
  const differences = pairDifferences(seen);
  if (differences.every((launch) => launch.every((d) => d === 0))) {
    return undecided(look.n, { kind: 'all-equal' });
  }
  return decisionFrom(evidenceOf(seen, look.tail, settings), look, settings);
}

function evidenceOf(trials: PairedTrials, tail: number, settings: DecisionSettings): Evidence {
  const isHigher = settings.direction === 'higher';
  const { widening = 1 } = settings;
  const both = bothTests(trials, widening);
  const shift = shiftOfLaunches(isHigher ? trials : reciprocals(trials));
  const end = (side: keyof Interval, at: number): number | null =>
    endWithRunToRun(shift.interval(at), side, shift.estimate, at, { sd: 0, widening });
  return {
    n: trials.baseline.length,
    p: isHigher ? both.worse : both.better,
    pBetter: isHigher ? both.better : both.worse,
    estimate: () => shift.estimate,
    interval: () =>
      lazily({}, { low: () => end('low', settings.alpha / 2), high: () => end('high', settings.alpha / 2) }),
    limit: () => end('low', tail),
    excludes: (by) =>
      shift.excludes(by, tail) && (widening === 1 || (end('low', tail) ?? Number.NEGATIVE_INFINITY) > by),
  };
}

/** Inverts the values where less is better, so that less is worse. */
function reciprocals({ baseline, candidate }: PairedTrials): PairedTrials {
  const turned = (side: PairedTrials['baseline']) => side.map((launch) => launch.map((value) => 1 / value));
  return { baseline: turned(baseline), candidate: turned(candidate) };
}

/**
 * How much stronger than asked the trimmed t or, in its place, the exact p alone has to be, besides the exact p
 * itself. With these factors, none of the resampled recordings has alarms in more than 1 % of comparisons of identical
 * code (bench/gate/join.ts, docs/statistics.md).
 */
export const JOIN = { t: 8, exact: 12 } as const;

/**
 * The exact p keeps the guarantee on false alarms, but it is coarse: few launches allow few outcomes, and some are
 * improbable for no other reason. So it is believed only where the trimmed t agrees, or where it is itself far beyond
 * what was asked.
 */
export function joined(exact: number, t: number): number {
  return Math.min(1, Math.max(exact, Math.min(JOIN.t * t, JOIN.exact * exact)));
}

/**
 * Where neighbouring launches are alike, the labels of one launch alone cannot be exchanged, so the exact p says too
 * much. A t test with the wider error has to agree then. The exact p itself is not widened: it is never below 2^-n, so
 * that no launches that a run has would show the largest slowdown.
 */
function bothTests(trials: PairedTrials, widening: number): SwapTest {
  const differences = pairDifferences(trials);
  const [exact, t] = [launchTest(trials), trimmedTTest(differences)];
  const both = { worse: joined(exact.worse, t.worse), better: joined(exact.better, t.better) };
  if (widening === 1) return both;
  const wide = trimmedTTest(differences, widening);
  return { worse: Math.max(both.worse, wide.worse), better: Math.max(both.better, wide.better) };
}

/** Returns the logs of candidate / baseline, by launch. */
function pairDifferences({ baseline, candidate }: PairedTrials): number[][] {
  return baseline.map((launch, i) =>
    launch.map((value, k) => Math.log(candidate[i]?.[k] ?? Number.NaN) - Math.log(value)),
  );
}

/** Returns the figures that can be shown before the first look. */
function tooFew(trials: PairedTrials, settings: DecisionSettings): Decision {
  const n = trials.baseline.length;
  const first = plannedLooks(settings.design, settings.alpha, settings.cells)[0]?.n ?? 0;
  const grounds = { kind: 'before-first-look', first } as const;
  if (n === 0) return undecided(n, grounds);
  const noRule: Rule = { threshold: 0, last: false };
  return {
    ...decisionFrom(evidenceOf(trials, 0, settings), noRule, settings),
    outcome: 'undecided',
    threshold: null,
    grounds,
  };
}

/** Returns why these values have no ratio, or null where they have one. */
function unusable({ baseline, candidate }: PairedTrials): Grounds | null {
  const launches = [...baseline, ...candidate];
  const bad = launches.flat().find((value) => !hasRatio(value));
  if (bad === undefined) return null;
  return launches.every((launch) => launch.every((value) => value === 0))
    ? { kind: 'all-zero' }
    : { kind: 'no-ratio', value: bad };
}
