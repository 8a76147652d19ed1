/**
 * Draws the levels of every arm side by side, from zero: a bar to the median, and every figure that it is the median
 * of.
 */
import { max, median, min } from 'simple-statistics';
import { printable } from '../../printable.js';
import type { RunDocument } from '../../results/document.js';
import { formatLevel, formatNumber, scaleFor } from '../numbers.js';
import { armColour, surface } from './colours.js';
import { labelMargin, shortLabel } from './labels.js';
import { drawSvg, Plot } from './svg-plot.js';

/** One arm's figures under one heading. */
export interface LevelRow {
  readonly heading: string;
  readonly arm: string;
  /** There is one for each launch, or one alone. */
  readonly values: readonly number[];
}

export interface LevelChart {
  /** It is the unit of the values. */
  readonly unit: string;
  /** The axis shows this, without the unit. */
  readonly axis: string;
  readonly rows: readonly LevelRow[];
}

interface Bar {
  readonly heading: string;
  readonly arm: string;
  readonly level: number;
  readonly colour: string;
  readonly text: string;
  readonly tip: string;
}

const ROW = 22;
const HEADING = 24;
const AXIS = 44;

/** Draws the chart. Every heading has a row for each of the arms that have figures under it. */
export function drawLevels(run: RunDocument, chart: LevelChart, width: number): string {
  const scale = scaleFor(max(chart.rows.flatMap(({ values }) => values)), chart.unit);
  const bars = chart.rows.map((row) => barOf(run, row, chart));
  const points = chart.rows.flatMap(({ heading, arm, values }) =>
    thinned(values).map((value) => ({ heading, arm, value: value * scale.factor, colour: armColour(run, arm) })),
  );
  const headings = [...new Set(bars.map(({ heading }) => heading))];
  const arms = [...new Set(bars.map(({ arm }) => arm))];
  const longest = width < 500 ? 13 : 26;
  const [marginLeft, marginRight] = [labelMargin(arms, longest), 76];
  const level = (bar: Bar): number => bar.level * scale.factor;
  return drawSvg(
    {
      label: `${headings.join(', ')} by runtime: ${bars.map(({ heading, arm, text }) => `${arm} ${heading} ${text}`).join('; ')}.`,
      width,
      height: headings.length * (HEADING + ROW * arms.length) + AXIS,
    },
    {
      marginLeft,
      marginRight,
      marginTop: 0,
      marginBottom: AXIS,
      x: { domain: [0, max(points.map(({ value }) => value)) * 1.02], label: null },
      y: { domain: ['', ...arms], axis: null, padding: 0 },
      fy: { domain: headings, axis: null, padding: 0 },
      marks: [
        ...frame(headings, `${chart.axis} (${scale.unit.trim()}) →`, marginLeft, width),
        Plot.barX(bars, {
          fy: 'heading',
          y: 'arm',
          x: level,
          fill: 'colour',
          fillOpacity: 0.35,
          insetTop: 4,
          insetBottom: 4,
          title: 'tip',
        }),
        Plot.tickX(bars, { fy: 'heading', y: 'arm', x: level, stroke: 'colour', strokeWidth: 3, inset: 4 }),
        Plot.dot(points, { fy: 'heading', y: 'arm', x: 'value', r: 1.8, fill: 'colour' }),
        ...rowTexts(bars, longest, marginLeft, marginRight),
      ],
    },
  );
}

/** Where there are more figures than pixels, evenly spaced ones and both ends are drawn. */
const MOST_DOTS = 1_000;

function thinned(values: readonly number[]): readonly number[] {
  if (values.length <= MOST_DOTS) return values;
  const sorted = values.toSorted((a, b) => a - b);
  const step = (sorted.length - 1) / (MOST_DOTS - 1);
  return Array.from({ length: MOST_DOTS }, (_, at) => sorted[Math.round(at * step)] as number);
}

function barOf(run: RunDocument, { heading, arm, values }: LevelRow, { unit }: LevelChart): Bar {
  const level = median([...values]);
  const range = `${formatLevel(min([...values]), unit)} to ${formatLevel(max([...values]), unit)}`;
  const text = formatLevel(level, unit);
  const spread = values.length === 1 ? text : `median ${text}\n${range} in ${values.length} launches`;
  return {
    heading,
    arm,
    level,
    text,
    colour: armColour(run, arm),
    tip: `${printable(arm)}, ${heading}\n${spread}`,
  };
}

function frame(headings: readonly string[], label: string, marginLeft: number, width: number): Plot.Markish[] {
  const ticks = width < 500 ? 4 : 8;
  return [
    Plot.gridX({ ticks, stroke: surface('line'), strokeOpacity: 1, insetTop: HEADING }),
    Plot.ruleX([0], { stroke: surface('muted'), insetTop: HEADING }),
    Plot.axisX({
      ticks,
      facetAnchor: 'bottom',
      tickFormat: (value: number) => (value === 0 ? '0' : String(Number(formatNumber(value)))),
      tickSize: 0,
      color: surface('muted'),
      label,
      labelAnchor: 'center',
      labelArrow: 'none',
      labelOffset: 40,
    }),
    Plot.text(headings, {
      fy: (heading: string) => heading,
      text: (heading: string) => heading,
      frameAnchor: 'top-left',
      dx: -marginLeft,
      dy: 8,
      fontWeight: 600,
      fill: surface('text'),
    }),
  ];
}

function rowTexts(bars: readonly Bar[], longest: number, marginLeft: number, marginRight: number): Plot.Markish[] {
  const row = { fy: 'heading', y: 'arm', fill: surface('text') } as const;
  return [
    Plot.text(bars, {
      ...row,
      text: ({ arm }: Bar) => shortLabel(arm, longest),
      frameAnchor: 'left',
      dx: -marginLeft + 8,
    }),
    Plot.text(bars, { ...row, text: 'text', frameAnchor: 'right', textAnchor: 'end', dx: marginRight }),
  ];
}
