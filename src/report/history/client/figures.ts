/** Orders figures, and writes them and the ticks of an axis. Pure: it knows no page. */
import type { SeriesData } from '../page-data.js';

const isNumber = (value: number | null | undefined): value is number => typeof value === 'number';
export const ascending = (values: readonly (number | null)[]): number[] =>
  values.filter(isNumber).sort((a, b) => a - b);
/** Returns the range without the share `tail` of the values at either end, for a scale that a spike does not set. */
export const innerRange = (sorted: readonly number[], tail: number): [low: number, high: number] => [
  sorted[Math.floor(sorted.length * tail)] ?? 0,
  sorted[Math.ceil(sorted.length * (1 - tail)) - 1] ?? 0,
];

/** A function that writes a figure, given the step between ticks. */
export type Format = (value: number, step: number) => string;

export const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
const decimals = (step: number): number => Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
const BYTE_RATES = { 'B/s': 1, 'KiB/s': 1024, 'MiB/s': 1024 ** 2, 'GiB/s': 1024 ** 3 } as const;
const isByteRate = (unit: string): unit is keyof typeof BYTE_RATES => Object.hasOwn(BYTE_RATES, unit);

function scaledUnit(value: number, unit: string): { factor: number; unit: string } {
  if (isByteRate(unit)) {
    const rate = BYTE_RATES[unit];
    const [name, size] = Object.entries(BYTE_RATES).findLast(([, one]) => value * rate >= one) ?? [unit, rate];
    return { factor: rate / size, unit: name };
  }
  if (unit === 'ms' && value >= 1000) return { factor: 1e-3, unit: 's' };
  if (unit.endsWith('/s') && value >= 1e6) return { factor: 1e-6, unit: `M ${unit}` };
  return { factor: 1, unit };
}

export function formatCost(percent: number, step: number): string {
  const text = Math.abs(percent).toFixed(decimals(step));
  const sign = Number(text) === 0 ? '' : percent < 0 ? '-' : '+';
  return `${sign}${text}\u00a0%`;
}

/** Returns how to write levels. @param top the largest level of the chart, by which the unit is chosen. */
export function levelFormat(series: SeriesData, top: number): Format {
  const { factor, unit } = scaledUnit(top, series.unit);
  return (value, step) => `${(value * factor).toFixed(decimals(step * factor))} ${unit}`;
}

export function niceStep(span: number, most: number): number {
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
}

const DAY_MS = 86_400_000;
type Tick = readonly [time: number, text: string];

/** Returns ticks at the first day of months, so few that labels do not touch. */
function monthTicks(from: number, to: number, most: number): Tick[] {
  const wanted = (to - from) / DAY_MS / 30.4 / most;
  const months = [1, 2, 3, 6, 12, 24, 60].find((step) => step >= wanted) ?? 120;
  const first = new Date(from);
  const ticks: Tick[] = [];
  for (let month = first.getUTCFullYear() * 12 + first.getUTCMonth() + 1; ; month += 1) {
    const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (time > to) return ticks;
    if (month % months === 0) ticks.push([time, day(time).slice(0, 7)]);
  }
}

function dayTicks(from: number, to: number, most: number): Tick[] {
  const step = [1, 2, 7, 14].find((one) => (to - from) / DAY_MS / one <= most) ?? 14;
  const ticks: Tick[] = [];
  for (let time = Math.ceil(from / DAY_MS) * DAY_MS; time <= to; time += DAY_MS) {
    if ((time / DAY_MS) % step === 0) ticks.push([time, day(time).slice(5)]);
  }
  return ticks;
}

export const timeTicks = (from: number, to: number, most: number): Tick[] =>
  (to - from) / DAY_MS > 60 ? monthTicks(from, to, most) : dayTicks(from, to, most);
