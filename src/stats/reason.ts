/** Why a decision is what it is, in one sentence. */
import type { ChangeWords } from './change-words.js';
import type { Decision, DecisionSettings, RatioInterval } from './decision.js';
import { minimumPairs } from './sequential.js';

type Facts = Omit<Decision, 'reason'>;

/** @param unit what `n` counts, in the plural: `pairs`. */
export function explain(facts: Facts, settings: DecisionSettings, unit: string): string {
  return `${measured(facts, settings, unit)}: ${conclusion(facts, settings)}.`;
}

function measured({ n, effect }: Facts, settings: DecisionSettings, unit: string): string {
  if (effect === null) return `${n} ${unit}`;
  return `${change(effect.ratio, settings)} (${interval(effect, settings)}) in ${n} ${unit}`;
}

/** The milder end first, each with its word unless both share it. */
function interval({ low, high }: RatioInterval, settings: DecisionSettings): string {
  const confidence = `${Number((100 * (1 - settings.alpha)).toPrecision(4))} % interval`;
  if (low === null || high === null) return `no ${confidence} from so few`;
  const costs = [costOf(low, settings), costOf(high, settings)].sort((x, y) => x - y) as [number, number];
  const [from, to] = costs[1] <= 0 ? [costs[1], costs[0]] : costs;
  const shared = from * to >= 0;
  return `${confidence} ${shared ? `${figure(from)} %` : worded(from, settings)} to ${worded(to, settings)}`;
}

function conclusion(facts: Facts, settings: DecisionSettings): string {
  const { worse, better } = settings.words;
  const least = percent(settings.minEffect);
  switch (facts.outcome) {
    case 'regressed':
      return `p ${short(facts.p)} is within ${short(facts.threshold)}, and it is ${worse} by more than ${least} %`;
    case 'improved':
      return `p ${short(facts.pBetter)} is within ${short(facts.threshold)}, and it is ${better} by more than ${least} %`;
    case 'not-slower':
      return `more than ${percent(facts.margin)} % ${worse} is excluded (at worst ${limit(facts, settings)})`;
    case 'undecided':
      return `${notRejected(facts, settings)}; ${notPassed(facts, settings)}`;
  }
}

function notRejected(facts: Facts, { cells, alpha, minEffect }: DecisionSettings): string {
  const floor = minimumPairs(cells, alpha);
  if (facts.threshold === 0) {
    const because = facts.n < floor ? ` (a rejection needs at least ${floor} for ${cells} cells)` : '';
    return `this look may only pass${because}`;
  }
  const smallest = Math.min(facts.p ?? 1, facts.pBetter ?? 1);
  if (smallest > (facts.threshold ?? 0)) return `p ${short(smallest)} does not reach ${short(facts.threshold)}`;
  return `p ${short(smallest)} reaches ${short(facts.threshold)}, but the change is within ${percent(minEffect)} %`;
}

function notPassed(facts: Facts, settings: DecisionSettings): string {
  const { limit: ratio, margin } = facts;
  if (ratio === null || margin === null) return 'too few to exclude any slowdown';
  if (costOf(ratio, settings) < 100 * margin) return 'a change this large is not passed before the last look';
  return `at worst ${limit(facts, settings)}, and more than ${percent(margin)} % ${settings.words.worse} must be excluded to pass`;
}

function limit(facts: Facts, settings: DecisionSettings): string {
  return facts.limit === null ? 'unbounded' : change(facts.limit, settings);
}

/**
 * A ratio as more time for the same work, in per cent: positive is worse whatever the direction, as in every report.
 */
function costOf(ratio: number, { direction }: Pick<DecisionSettings, 'direction'>): number {
  return 100 * ((direction === 'higher' ? 1 / ratio : ratio) - 1);
}

/** `4.10 % slower`: candidate / baseline in words. */
export function ratioText(ratio: number, direction: DecisionSettings['direction'], words: ChangeWords): string {
  return worded(costOf(ratio, { direction }), { words });
}

const change = (ratio: number, settings: DecisionSettings): string => worded(costOf(ratio, settings), settings);

/** `4.10 % slower`, `0.30 % faster`. */
function worded(cost: number, { words }: Pick<DecisionSettings, 'words'>): string {
  return `${figure(cost)} % ${cost < 0 ? words.better : words.worse}`;
}

function figure(cost: number): string {
  return Math.abs(cost).toFixed(Math.abs(cost) < 10 ? 2 : 1);
}

function percent(fraction: number | null): string {
  return fraction === null ? 'unknown' : String(Number((100 * fraction).toPrecision(6)));
}

function short(p: number | null): string {
  return p === null ? 'unknown' : String(Number(p.toPrecision(2)));
}
