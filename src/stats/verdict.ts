/** The decision about one cell from the pairs of one run. Anyone who has the pairs gets the same. */
import { checkSettings, type Decision, type DecisionSettings } from './decision.js';
import { decisionFrom, type Evidence, type Rule, undecided } from './rule.js';
import { plannedLooks, type RunState, reachedLooks, type ScheduledLook } from './sequential.js';
import { intervalFromEnds, medianOfSorted, signedRankCdf, walshAverages } from './signed-rank.js';
import { swapTest } from './swap-test.js';

/** One value a launch and side, in the order taken: the geometric mean of the launch's trials, in the metric's unit. */
export interface PairedLevels {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

/** The decision that stands, and every look that led to it. */
export interface SequentialDecision extends Decision {
  readonly looks: readonly Decision[];
}

/**
 * Takes the looks that the pairs allow, in order; the first that decides stands, whatever comes later. Pairs after it
 * are not used. `undecided` in a run that has ended is what a reader calls inconclusive.
 * @throws RangeError for unequal lengths or settings without a meaning; bad values are a reason, not an error.
 */
export function decide(levels: PairedLevels, settings: DecisionSettings, state: RunState): SequentialDecision {
  checkSettings(settings);
  const n = levels.baseline.length;
  if (levels.candidate.length !== n) throw new RangeError(`unequal pairs: ${n} and ${levels.candidate.length} values`);
  const refusal = unusable(levels);
  if (refusal !== null) return { ...undecided(n, `${n} pairs: ${refusal}.`), looks: [] };
  const { design, alpha, cells } = settings;
  const looks: Decision[] = [];
  for (const look of reachedLooks(design, alpha, cells, n, state)) {
    const decision = decideAt(levels, look, settings);
    looks.push(decision);
    if (decision.outcome !== 'undecided') break;
  }
  return { ...(looks.at(-1) ?? tooFew(levels, settings)), looks };
}

/**
 * One look: the first `look.n` pairs.
 * @throws RangeError where there are fewer, or a value is not positive.
 */
export function decideAt(levels: PairedLevels, look: ScheduledLook, settings: DecisionSettings): Decision {
  const seen = { baseline: levels.baseline.slice(0, look.n), candidate: levels.candidate.slice(0, look.n) };
  const n = Math.min(seen.baseline.length, seen.candidate.length);
  if (n < look.n || unusable(seen) !== null)
    throw new RangeError(`a look at ${look.n} pairs needs as many positive values`);
  if (seen.baseline.every((value, i) => value === seen.candidate[i])) {
    return undecided(look.n, `${look.n} pairs: both sides are equal in every pair, so nothing can be tested.`);
  }
  return decisionFrom(evidenceOf(seen, look.tail, settings), look, settings, 'pairs');
}

function evidenceOf(levels: PairedLevels, tail: number, settings: DecisionSettings): Evidence {
  const sign = settings.direction === 'higher' ? 1 : -1;
  const [a, b] = [levels.baseline, levels.candidate].map((side) => side.map((value) => sign * value));
  const { worse, better } = swapTest(a ?? [], b ?? []);
  const walsh = walshAverages(
    levels.baseline.map((value, i) => sign * (Math.log(levels.candidate[i] as number) - Math.log(value))),
  );
  const cdf = signedRankCdf(levels.baseline.length);
  return {
    n: levels.baseline.length,
    p: worse,
    pBetter: better,
    estimate: medianOfSorted(walsh),
    ...intervalFromEnds(walsh, cdf, settings.alpha / 2),
    limit: intervalFromEnds(walsh, cdf, tail).low,
  };
}

/** What can be shown before the first look. */
function tooFew(levels: PairedLevels, settings: DecisionSettings): Decision {
  const n = levels.baseline.length;
  const first = plannedLooks(settings.design, settings.alpha, settings.cells)[0]?.n ?? 0;
  const reason = `${n} pairs: the first look is at ${first}.`;
  if (n === 0) return undecided(n, reason);
  const noRule: Rule = { threshold: 0, last: false };
  return {
    ...decisionFrom(evidenceOf(levels, 0, settings), noRule, settings, 'pairs'),
    outcome: 'undecided',
    threshold: null,
    reason,
  };
}

/** Why these values have no ratio, or null. */
function unusable({ baseline, candidate }: PairedLevels): string | null {
  const values = [...baseline, ...candidate];
  if (values.length > 0 && values.every((value) => value === 0)) {
    return 'every value is zero, below what the benchmark can print';
  }
  const bad = values.find((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
  return bad === undefined ? null : `a value of ${bad} has no ratio`;
}
