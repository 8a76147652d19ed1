/** Why a decision is what it is, in one sentence. */
import type { Decision, DecisionSettings } from './decision.js';
import { minimumPairs } from './sequential.js';

type Facts = Omit<Decision, 'reason'>;

/** @param unit what `n` counts, in the plural: `pairs`. */
export function explain(facts: Facts, settings: DecisionSettings, unit: string): string {
  return `${measured(facts, settings, unit)}: ${conclusion(facts, settings)}.`;
}

function measured({ n, effect }: Facts, { alpha }: DecisionSettings, unit: string): string {
  if (effect === null) return `${n} ${unit}`;
  const confidence = `${Number((100 * (1 - alpha)).toPrecision(4))} % interval`;
  const interval =
    effect.low === null || effect.high === null
      ? `no ${confidence} from so few`
      : `${confidence} ${change(effect.low)} to ${change(effect.high)} %`;
  return `Changed by ${change(effect.ratio)} % (${interval}) in ${n} ${unit}`;
}

function conclusion(facts: Facts, settings: DecisionSettings): string {
  const least = percent(settings.minEffect);
  switch (facts.outcome) {
    case 'regressed':
      return `p ${short(facts.p)} is within ${short(facts.threshold)}, and it is worse by more than ${least} %`;
    case 'improved':
      return `p ${short(facts.pBetter)} is within ${short(facts.threshold)}, and it is better by more than ${least} %`;
    case 'equivalent':
      return `a change for the worse beyond ${percent(facts.margin)} % is excluded (at worst ${limit(facts)} %)`;
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

function notPassed(facts: Facts, { direction }: DecisionSettings): string {
  const { limit: ratio, margin } = facts;
  if (ratio === null || margin === null) return 'too few to exclude any slowdown';
  const inside = direction === 'higher' ? ratio > 1 - margin : ratio < 1 + margin;
  return inside
    ? 'a change this large is not passed before the last look'
    : `at worst ${limit(facts)} %, and ${percent(margin)} % for the worse must be excluded to pass`;
}

function limit(facts: Facts): string {
  return facts.limit === null ? 'unbounded' : change(facts.limit);
}

/** A ratio as a signed change in per cent. */
function change(ratio: number): string {
  const value = 100 * (ratio - 1);
  const text = value.toFixed(Math.abs(value) < 10 ? 2 : 1);
  return value > 0 || Number(text) === 0 ? `+${text.replace('-', '')}` : text;
}

function percent(fraction: number | null): string {
  return fraction === null ? 'unknown' : String(Number((100 * fraction).toPrecision(6)));
}

function short(p: number | null): string {
  return p === null ? 'unknown' : String(Number(p.toPrecision(2)));
}
