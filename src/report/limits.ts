/** Puts the limits of the user into words: a row each, and the sentence that counts them. */
import type { LimitCell, LimitOutcome } from '../compare/limits.js';
import { limitReason } from '../compare/outcome/gate.js';
import { count } from '../units.js';
import type { GateOutcome, Limits } from './input.js';
import { ABSENT, costOf, formatCost, formatNumber, scaleFor } from './numbers.js';

/** What a reader must know first comes first. */
const ORDER: readonly LimitOutcome[] = ['beyond', 'missing', 'cannot tell', 'within'];

export const LIMIT_WORDS: Readonly<Record<LimitOutcome, string>> = {
  beyond: 'beyond limit',
  missing: 'limit, missing',
  'cannot tell': 'limit, cannot tell',
  within: 'within limit',
};

export interface LimitRow {
  readonly cell: LimitCell;
  /** It is, for example, `83.1 ms` or `+12 %`. */
  readonly figure: string;
  /** It has the same confidence on either side: `[82.0, 84.9]`. */
  readonly interval: string;
  /** It is, for example, `< 80 ms` or `cost < 10 %`. */
  readonly limit: string;
}

/** Returns the rows sorted by outcome, and else as the user wrote them. */
export function limitRows(limits: Limits | undefined): LimitRow[] {
  const cells = limits?.cells ?? [];
  return ORDER.flatMap((outcome) => cells.filter((cell) => cell.outcome === outcome)).map(rowOf);
}

function rowOf(cell: LimitCell): LimitRow {
  const { quantity, sense, value, unit } = cell.limit;
  return { cell, ...figureOf(cell), limit: `${quantity === 'cost' ? 'cost ' : ''}${sense} ${value} ${unit}` };
}

function figureOf({ figure, limit, unit, direction, noisePercent }: LimitCell): Pick<LimitRow, 'figure' | 'interval'> {
  if (figure === null) return { figure: ABSENT, interval: '' };
  if (limit.quantity === 'cost') {
    const { estimate, interval, evidence } = formatCost(costOf(figure, direction));
    return {
      figure: evidence === 'none' ? formatCost(costOf(figure, direction), 'worse').estimate : estimate,
      interval,
    };
  }
  const scale = scaleFor(figure.ratio, unit);
  const write = (value: number) => formatNumber(value * scale.factor, noisePercent);
  const { low, high } = figure;
  const interval = low === null || high === null ? '[?]' : `[${write(low)}, ${write(high)}]`;
  return { figure: `${write(figure.ratio)} ${scale.unit}`, interval };
}

const of = (limits: Limits | undefined, outcome: LimitOutcome): number =>
  (limits?.cells ?? []).filter((cell) => cell.outcome === outcome).length;

/** Says for a headline which limits are broken; it is empty where none are. */
export function brokenLimits(limits: Limits | undefined): string {
  const broken = of(limits, 'beyond');
  return broken === 0 ? '' : `${broken} of ${count(limits?.cells.length ?? 0, 'limit')} broken`;
}

/** Returns whether a runtime with a limit failed and yielded nothing to hold against it. */
export const hasMissing = (limits: Limits | undefined): boolean => of(limits, 'missing') > 0;

/** Counts the others: `2 limits kept, 1 cannot be told`; it is empty where there are none. */
export function otherLimits(limits: Limits | undefined): string {
  const [kept, open, gone] = [of(limits, 'within'), of(limits, 'cannot tell'), of(limits, 'missing')];
  return [
    ...(kept > 0 ? [`${count(kept, 'limit')} kept`] : []),
    ...(open > 0 ? [`${count(open, 'limit')} open`] : []),
    ...(gone > 0 ? [`${count(gone, 'limit')} without a figure`] : []),
  ].join(', ');
}

/** Says all of it, where nothing was compared. */
export const limitsAnswer = (limits: Limits | undefined): string =>
  [brokenLimits(limits), otherLimits(limits)].filter((text) => text !== '').join('; ');

/** Returns the reasons of the gate that the rows of the limits do not show. */
export const reasonsBeside = (gate: GateOutcome | undefined, limits: Limits | undefined): string[] => {
  const shown = new Set((limits?.cells ?? []).map(limitReason));
  return (gate?.reasons ?? []).filter((reason) => !shown.has(reason));
};

/** Names in a sentence the limits that nothing was measured for here. */
export function unplannedLimits(limits: Limits | undefined): string[] {
  const rows = (limits?.unplanned ?? []).map(({ text }) => text);
  return rows.length === 0 ? [] : [`Not measured in this run, so not judged: ${rows.join(', ')}.`];
}
