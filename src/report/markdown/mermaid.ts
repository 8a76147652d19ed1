/** Writes a small chart that GitHub draws from text: what each runtime costs against native. */
import { printable } from '../../printable.js';
import { formatPercent } from '../numbers.js';

export interface Bar {
  readonly name: string;
  /** It is in per cent; positive is worse. */
  readonly percent: number;
  /** It is, for example, `[+0.9, +2.6]`. */
  readonly interval: string;
}

/** More bars than this would make a chart longer than the report. */
const MOST_BARS = 12;
const LONGEST_NAME = 24;

/** It is in px. */
const WIDTH = 720;
const AROUND_BARS = 90;
const HEIGHT_OF_BAR = 34;

/** This is GitHub's own blue, which is readable on its light and on its dark background. */
const COLOUR = '#3b82f6';

/** Quotes a name, without the characters that could end the quotes or the fence. */
const quoted = (name: string): string => `"${name.replace(/["`\\<>&#;]/g, '')}"`;

const label = ({ name, percent, interval }: Bar): string =>
  quoted(`${printable(name, LONGEST_NAME)} ${formatPercent(percent)} ${interval}`);

const rounded = (value: number): string => String(Number(value.toFixed(1)));

function setup(bars: number): string {
  const chart = { width: WIDTH, height: AROUND_BARS + HEIGHT_OF_BAR * bars };
  const colours = { xyChart: { backgroundColor: 'transparent', plotColorPalette: COLOUR } };
  return `%%{init: ${JSON.stringify({ xyChart: chart, themeVariables: colours })}}%%`;
}

/**
 * Writes an `xychart` in a fence, each bar named with its figure. @param title Tare's own text.
 * @returns undefined where there is nothing to draw.
 */
export function costChart(title: string, bars: readonly Bar[]): string | undefined {
  const drawn = bars.filter(({ percent }) => Number.isFinite(percent)).slice(0, MOST_BARS);
  if (drawn.length === 0) return undefined;
  const values = drawn.map(({ percent }) => percent);
  const [low, high] = [Math.min(0, ...values), Math.max(1, ...values)];
  return [
    '```mermaid',
    setup(drawn.length),
    'xychart-beta horizontal',
    `  title "${title}, per cent"`,
    `  x-axis [${drawn.map(label).join(', ')}]`,
    `  y-axis ${rounded(low * 1.1)} --> ${rounded(high * 1.1)}`,
    `  bar [${values.map(rounded).join(', ')}]`,
    '```',
  ].join('\n');
}
