/** Explains a decision in one sentence. */
import type { Decision, DecisionSettings, RatioInterval } from '../../stats/decision.js';
import { minimumPairs } from '../../stats/sequential.js';
import { count, decimalsApart } from '../../units.js';
import type { ChangeWords } from './change-words.js';

/** The settings of a decision, and the words for a change of its cell. */
export interface WordedSettings extends DecisionSettings {
  readonly words: ChangeWords;
}

/** @param unit the plural of what `n` counts: `launches`. */
export function decisionReason(decision: Decision, settings: WordedSettings, unit: string): string {
  const { n, grounds } = decision;
  switch (grounds.kind) {
    case 'rule':
      return `${measured(decision, settings, unit)}: ${conclusion(decision, settings)}.`;
    case 'before-first-look':
      return `${counted(n, unit)}: the first look is at ${grounds.first}.`;
    case 'no-ratio':
      return `${counted(n, unit)}: a value of ${grounds.value} has no ratio.`;
    case 'all-zero':
      return `${counted(n, unit)}: every value is zero, below what the benchmark can print.`;
    case 'all-equal':
      return `${counted(n, unit)}: both sides are equal in every pair, so nothing can be tested.`;
    case 'empty-side':
      return 'one side has no block.';
    case 'few-runs':
      return `${n} of ${grounds.needed} ${unit} needed.`;
    case 'equal-runs':
      return `the ${unit} do not differ at all, so their run-to-run spread is unknown.`;
  }
}

/** The plural may have words before and after it: `baseline runs`, `blocks against 9`. */
function counted(n: number, unit: string): string {
  return `${n} ${n === 1 ? unit.replace(/(?<=launch)es\b|(?<=block|run)s\b/, '') : unit}`;
}

function measured({ n, effect }: Decision, settings: WordedSettings, unit: string): string {
  if (effect === null) return counted(n, unit);
  return `${effectText(effect, settings)} in ${counted(n, unit)}`;
}

/** Puts an effect into words, with its interval: `4.10 % slower (95 % interval 3.00 % to 5.20 % slower)`. */
export function effectText(effect: RatioInterval, settings: WordedSettings): string {
  return `${change(effect.ratio, settings)} (${interval(effect, settings)})`;
}

/** Puts the milder end first, each end with its word unless both share one. */
function interval({ low, high }: RatioInterval, settings: WordedSettings): string {
  const confidence = `${Number((100 * (1 - settings.alpha)).toPrecision(4))} % interval`;
  if (low === null || high === null) return `no ${confidence} from so few`;
  const costs = [costOf(low, settings), costOf(high, settings)].sort((x, y) => x - y) as [number, number];
  const [from, to] = costs[1] <= 0 ? [costs[1], costs[0]] : costs;
  const shared = from * to >= 0;
  return `${confidence} ${shared ? `${figure(from)} %` : worded(from, settings)} to ${worded(to, settings)}`;
}

function conclusion(decision: Decision, settings: WordedSettings): string {
  const { worse, better } = settings.words;
  const least = percent(settings.minEffect);
  switch (decision.outcome) {
    case 'regressed':
      return `p ${short(decision.p)} is within ${short(decision.threshold)}, and it is ${worse} by more than ${least} %`;
    case 'improved':
      return `p ${short(decision.pBetter)} is within ${short(decision.threshold)}, and it is ${better} by more than ${least} %`;
    case 'not-slower':
      return `more than ${percent(decision.margin)} % ${worse} is excluded (at worst ${limit(decision, settings)})`;
    case 'undecided':
      return `${notRejected(decision, settings)}; ${notPassed(decision, settings)}`;
  }
}

function notRejected(decision: Decision, settings: WordedSettings): string {
  const { cells, alpha } = settings;
  const floor = minimumPairs(cells, alpha);
  if (decision.threshold === 0) {
    const because = decision.n < floor ? ` (a rejection needs at least ${floor} for ${count(cells, 'cell')})` : '';
    return `this look may only pass${because}`;
  }
  const smallest = Math.min(decision.p ?? 1, decision.pBetter ?? 1);
  const threshold = decision.threshold ?? 0;
  if (smallest <= threshold)
    return `p ${short(smallest)} reaches ${short(threshold)}, but ${tooSmall(decision, settings)}`;
  const digits = digitsApart(smallest, threshold);
  return `p ${short(smallest, digits)} does not reach ${short(threshold, digits)}`;
}

/** Names the estimate that is not beyond the minimum effect. */
function tooSmall({ ratio, second }: Decision, settings: WordedSettings): string {
  const least = Math.log1p(settings.minEffect);
  const isWithin = (of: number): boolean => Math.abs(Math.log(of)) <= least;
  const within = `within ${percent(settings.minEffect)} %`;
  if (ratio === null || second === null || isWithin(ratio)) return `the change is ${within}`;
  const where = isWithin(second) ? within : 'the other way';
  return `the shift of the blocks' means, ${change(second, settings)}, is ${where}`;
}

function notPassed(decision: Decision, settings: WordedSettings): string {
  const { limit: ratio, margin } = decision;
  if (ratio === null || margin === null) return 'too few to exclude any slowdown';
  if (costOf(ratio, settings) < 100 * margin) return 'a change this large is not passed before the last look';
  return `at worst ${limit(decision, settings)}, and more than ${percent(margin)} % ${settings.words.worse} must be excluded to pass`;
}

function limit(decision: Decision, settings: WordedSettings): string {
  if (decision.limit === null) return 'unbounded';
  const cost = costOf(decision.limit, settings);
  // It stands beside the margin, and must not look as if it were on its other side.
  const decimals = decimalsApart(cost, 100 * (decision.margin ?? 0), decimalsOf(cost));
  return `${Math.abs(cost).toFixed(decimals)} % ${cost < 0 ? settings.words.better : settings.words.worse}`;
}

/**
 * Converts a ratio into more time for the same work, in per cent: positive is worse whatever the direction, as in
 * every report.
 */
function costOf(ratio: number, { direction }: Pick<DecisionSettings, 'direction'>): number {
  return 100 * ((direction === 'higher' ? 1 / ratio : ratio) - 1);
}

const change = (ratio: number, settings: WordedSettings): string => worded(costOf(ratio, settings), settings);

/** `4.10 % slower`, `0.30 % faster`. */
function worded(cost: number, { words }: Pick<WordedSettings, 'words'>): string {
  return `${figure(cost)} % ${cost < 0 ? words.better : words.worse}`;
}

const figure = (cost: number): string => Math.abs(cost).toFixed(decimalsOf(cost));

const decimalsOf = (cost: number): number => (Math.abs(cost) < 10 ? 2 : 1);

function percent(fraction: number | null): string {
  return fraction === null ? 'unknown' : String(Number((100 * fraction).toPrecision(6)));
}

const FEWEST_DIGITS = 2;
/** More tell no two doubles apart. */
const MOST_DIGITS = 17;

function short(p: number | null, digits = FEWEST_DIGITS): string {
  return p === null ? 'unknown' : String(Number(p.toPrecision(digits)));
}

/** Returns the fewest significant digits that write two probabilities differently. */
function digitsApart(p: number, other: number): number {
  let digits = FEWEST_DIGITS;
  while (digits < MOST_DIGITS && p.toPrecision(digits) === other.toPrecision(digits)) digits += 1;
  return digits;
}
