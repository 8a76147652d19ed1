/** A small chart that GitHub draws from text: what each runtime costs against native. */
import { printable } from './printable.js';

export interface Bar {
  readonly name: string;
  /** Per cent; positive is worse. */
  readonly percent: number;
}

/** More bars than this have names that run into each other. */
const MOST_BARS = 12;
const LONGEST_NAME = 24;

/** A name between quotes; what could end them or the fence is left out. */
const quoted = (name: string): string => `"${printable(name, LONGEST_NAME).replace(/["`\\<>&#;]/g, '')}"`;

const rounded = (value: number): string => String(Number(value.toFixed(1)));

/** An `xychart` in a fence. @param title our own words. @returns undefined where there is nothing to draw. */
export function costChart(title: string, bars: readonly Bar[]): string | undefined {
  const drawn = bars.filter(({ percent }) => Number.isFinite(percent)).slice(0, MOST_BARS);
  if (drawn.length === 0) return undefined;
  const values = drawn.map(({ percent }) => percent);
  const [low, high] = [Math.min(0, ...values), Math.max(1, ...values)];
  return [
    '```mermaid',
    'xychart-beta',
    `  title "${title}"`,
    `  x-axis [${drawn.map(({ name }) => quoted(name)).join(', ')}]`,
    `  y-axis "per cent" ${rounded(low * 1.1)} --> ${rounded(high * 1.1)}`,
    `  bar [${values.map(rounded).join(', ')}]`,
    '```',
  ].join('\n');
}
