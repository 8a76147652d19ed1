/**
 * Writes figures for people: with scaled units, as many digits as the noise allows, and costs that say which way is
 * worse.
 */
import type { Effect, OverheadCell } from '../compare/comparison.js';
import { changeWords } from '../compare/wording/change-words.js';
import type { Direction } from '../direction.js';
import { BYTES, decimalsApart, SECONDS, type Sizes } from '../units.js';

/**
 * How much longer the same work takes (or how much more memory it needs), in per cent of the baseline: 100 is twice as
 * long, -50 half as long. A rate that is r times the baseline's takes 1/r times as long, so there is one scale
 * whatever the direction of the metric: positive is worse, and nothing lies below -100. Bounds are null where there is
 * no bound.
 */
export interface Cost {
  readonly percent: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What the interval of a cost proves: `none` where it includes no change. */
export type Evidence = 'worse' | 'better' | 'none';

/** A cost in two parts, for two columns: `+1.8 %` and `[+0.9, +2.6]`. */
export interface CostText {
  readonly estimate: string;
  readonly interval: string;
  readonly evidence: Evidence;
}

/** It is shown where nothing was measured. */
export const ABSENT = '-';
/** It is shown where the interval includes no change, as in benchstat. */
export const NO_EVIDENCE = '~';
/**
 * Costs of this many times and more are written as times: `+2400 %` is hard to read, `×25` is not. The scale stays the
 * same.
 */
const TIMES_FROM = 3;

/** Returns the cost of an effect. Where higher is better, the ratio is inverted and the bounds change places. */
export function costOf(effect: Effect, direction: Direction): Cost {
  const { ratio, low, high } = timeRatio(effect, direction);
  const percent = (value: number): number => 100 * (value - 1);
  const bound = (value: number | null): number | null => (value === null ? null : percent(value));
  return { percent: percent(ratio), low: bound(low), high: bound(high) };
}

/** The time for the same work as a ratio: 1.25 where a rate is .8 times the other. */
export function timeRatio({ ratio, low, high }: Effect, direction: Direction): Effect {
  if (direction === 'lower') return { ratio, low, high };
  const inverse = (value: number | null): number | null => (value === null ? null : 1 / value);
  return { ratio: 1 / ratio, low: inverse(high), high: inverse(low) };
}

/** Returns how many times as long the work takes. */
const times = (percent: number): number => 1 + percent / 100;

const isLarge = ({ percent }: Cost): boolean => times(percent) >= TIMES_FROM;

export function evidenceOf(cost: Cost): Evidence {
  if (cost.low !== null && cost.low > 0) return 'worse';
  return cost.high !== null && cost.high < 0 ? 'better' : 'none';
}

/**
 * Returns how many decimals leave the half width of an interval one or two significant digits: none from 5 on, one
 * from 0.1 on, else two.
 */
function decimalsFor(estimate: number, bounds: readonly (number | null)[]): number {
  const sides = bounds.filter((bound) => bound !== null).map((bound) => Math.abs(bound - estimate));
  const halfWidth = sides.length === 0 ? 1 : Math.max(...sides);
  if (halfWidth >= 5) return 0;
  return halfWidth >= 0.1 ? 1 : 2;
}

/** Writes a number with its sign. Nothing is rounded to `-0.0`. */
function signed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return value < 0 ? '-∞' : '+∞';
  const text = Math.abs(value).toFixed(decimals);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '-' : '+'}${text}`;
}

/** Writes a cost alone, without interval: `+1.8 %`; from 100 % on without decimals. */
export function formatPercent(percent: number): string {
  return `${signed(percent, Math.abs(percent) >= 100 ? 0 : 1)} %`;
}

/** Returns how to write the three numbers of a cost: as signed per cent, or as times. */
function writer(cost: Cost): (percent: number) => string {
  const { percent, low, high } = cost;
  if (!isLarge(cost)) {
    const least = decimalsFor(percent, [low, high]);
    // The end of an interval that excludes no change must not look as if it were none.
    const nearest = { worse: low, better: high, none: null }[evidenceOf(cost)];
    const decimals = nearest === null ? least : decimalsApart(nearest, 0, least);
    return (value) => signed(value, decimals);
  }
  const decimals = decimalsFor(times(percent), [low === null ? null : times(low), high === null ? null : times(high)]);
  return (value) => `×${timesText(times(value), decimals)}`;
}

/** Writes a factor. One that is not zero is never shown as `0`, since a lower bound may be far below one. */
function timesText(factor: number, decimals: number): string {
  if (!Number.isFinite(factor)) return '∞';
  const text = factor.toFixed(decimals);
  return Number(text) === 0 && factor > 0 ? String(Number(factor.toPrecision(1))) : text;
}

/**
 * Writes a cost as text: `+1.8 %` `[+0.9, +2.6]`; from three times on `×25` `[×23, ×27]`, which is 25 times as slow;
 * `~` and the interval where it includes no change. A cost with too few blocks for an interval reads `~ +1.8 %` `[?]`.
 * @param evidence what a test proved, where there was one; otherwise the interval decides.
 */
export function formatCost(cost: Cost, evidence: Evidence = evidenceOf(cost)): CostText {
  const write = writer(cost);
  const estimate = isLarge(cost) ? write(cost.percent) : `${write(cost.percent)} %`;
  const unproven = evidence === 'none';
  if (cost.low === null && cost.high === null) {
    return { estimate: unproven ? `${NO_EVIDENCE} ${estimate}` : estimate, interval: '[?]', evidence };
  }
  const interval = `[${cost.low === null ? '-∞' : write(cost.low)}, ${cost.high === null ? '+∞' : write(cost.high)}]`;
  return { estimate: unproven ? NO_EVIDENCE : estimate, interval, evidence };
}

/** Returns `slower` or `faster` where the metric is a time or a rate, and otherwise `worse` or `better`. */
export function costWord(evidence: Evidence, unit: string): string {
  if (evidence === 'none') return '';
  return changeWords(unit)[evidence];
}

/** A unit to show values in: `value * factor` is in `unit`. */
export interface Scale {
  readonly factor: number;
  readonly unit: string;
}

const COUNTS: Sizes = new Map([
  ['k ', 1e3],
  ['M ', 1e6],
]);
/** Counts below this are easy to read as they are. */
const COUNTS_FROM = 1e4;

/** Returns the largest unit in which `base` is at least 1, and the smallest where there is none. */
function largest(base: number, sizes: Sizes): { readonly unit: string; readonly size: number } {
  const units = [...sizes].map(([unit, size]) => ({ unit, size }));
  return units.findLast(({ size }) => Math.abs(base) >= size) ?? units[0] ?? { unit: '', size: 1 };
}

/**
 * Returns the scale for values of about `value` given in `unit`: ns to s, B to GiB (also per second), and k and M for
 * counts per second.
 */
export function scaleFor(value: number, unit: string): Scale {
  const same: Scale = { factor: 1, unit };
  if (value === 0 || !Number.isFinite(value)) return same;
  const [stem, per] = unit.endsWith('/s') ? [unit.slice(0, -2), '/s'] : [unit, ''];
  const sizes = per === '' && SECONDS.has(stem) ? SECONDS : BYTES;
  const size = sizes.get(stem);
  if (size !== undefined) {
    const shown = largest(value * size, sizes);
    return { factor: size / shown.size, unit: `${shown.unit}${per}` };
  }
  if (per === '' || Math.abs(value) < COUNTS_FROM) return same;
  const shown = largest(value, COUNTS);
  return { factor: 1 / shown.size, unit: `${shown.unit}${unit}` };
}

/**
 * Returns the significant digits for a level whose blocks spread by this much: two from 10 % on, three from 1 % on,
 * four below; three where unknown.
 */
function digitsFor(noisePercent: number | null): number {
  if (noisePercent === null) return 3;
  if (noisePercent >= 10) return 2;
  return noisePercent >= 1 ? 3 : 4;
}

/** Writes a number without unit. Digits before the point are never replaced by zeros. */
export function formatNumber(value: number, noisePercent: number | null = null): string {
  if (!Number.isFinite(value)) return ABSENT;
  if (value === 0) return '0';
  const digits = digitsFor(noisePercent);
  const exponent = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
  return value.toFixed(Math.min(Math.max(digits - 1 - exponent, 0), 9));
}

/** Writes a level with its own scaled unit: `12.3 GiB/s`. */
export function formatLevel(level: number | null, unit: string, noisePercent: number | null = null): string {
  if (level === null) return ABSENT;
  const scale = scaleFor(level, unit);
  return `${formatNumber(level * scale.factor, noisePercent)} ${scale.unit}`;
}

/**
 * Says what a large cost is in absolute terms, for times: `+118 ms`; empty for other units and for costs below three
 * times.
 */
export function absoluteDifference(cell: OverheadCell): string {
  const { level, nativeLevel, overhead, unit } = cell;
  if (level === null || nativeLevel === null || overhead === null || !SECONDS.has(unit)) return '';
  if (!isLarge(costOf(overhead, cell.direction))) return '';
  return `${level < nativeLevel ? '' : '+'}${formatLevel(level - nativeLevel, unit, cell.noisePercent)}`;
}

/** Writes, for example, `0.8 %`; `-` where unknown. */
export function formatNoise(noisePercent: number | null): string {
  return noisePercent === null ? ABSENT : `${noisePercent.toFixed(noisePercent >= 10 ? 0 : 1)} %`;
}

/** Writes seconds as a clock: `0:07`, `12:30`, `1:02:03`. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
