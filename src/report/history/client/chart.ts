/** Draws the chart of a row: axes, points and levels. */
import type { Figures, SeriesData } from '../page-data.js';
import { colourOf, type Host, type Measure } from './data.js';
import { ascending, type Format, innerRange, niceStep, timeTicks } from './figures.js';
import { draw } from './svg.js';

export const HEIGHT = 260;
const EDGE = { top: 26, right: 16, bottom: 28, left: 64 };
/** The drawing is at least this many px wide; from this many points on, dots are smaller. */
export const LEAST_WIDTH = 280;
const MANY_POINTS = 250;

interface ShownPoint {
  /** It is the place among the points of the host. */
  readonly i: number;
  readonly time: number;
  readonly value: number;
}

export interface Scales {
  readonly shown: readonly ShownPoint[];
  readonly levels: readonly number[];
  readonly low: number;
  readonly high: number;
  readonly from: number;
  readonly to: number;
  x(time: number): number;
  y(value: number): number;
}

export function scalesOf(figures: Figures, host: Host, width: number): Scales {
  const shown = figures.values.flatMap((value, i) =>
    value === null ? [] : [{ i, time: host.times[i] ?? 0, value: value * figures.scale }],
  );
  const levels = figures.levels.map((level) => level * figures.scale);
  const inner = [...innerRange(ascending(shown.map(({ value }) => value)), 0.01), ...levels];
  const [least, most] = [Math.min(...inner), Math.max(...inner)];
  const pad = (most - least) * 0.12 || Math.abs(most) * 0.02 || 1;
  const [low, high] = [least - pad, most + pad];
  const [from, to] = [shown[0]?.time ?? 0, shown.at(-1)?.time ?? 0];
  const [wide, tall] = [width - EDGE.left - EDGE.right, HEIGHT - EDGE.top - EDGE.bottom];
  return {
    ...{ shown, levels, low, high, from, to },
    x: (time) => EDGE.left + (wide * (time - from)) / (to - from || 1),
    y: (value) => EDGE.top + (tall * (high - Math.min(high, Math.max(low, value)))) / (high - low),
  };
}

/** Draws both axes and returns the step between ticks of values. */
export function drawAxes(svg: SVGElement, scales: Scales, format: Format, width: number, title: string): number {
  const step = niceStep(scales.high - scales.low, 8);
  for (let value = Math.ceil(scales.low / step) * step; value <= scales.high; value += step) {
    const y = scales.y(value);
    if (y < EDGE.top + 6) continue;
    draw(svg, 'line', { x1: EDGE.left, x2: width - EDGE.right, y1: y, y2: y, stroke: 'var(--line)' });
    const figure = format(value, step).replace(/ .*/, '');
    draw(svg, 'text', { x: EDGE.left - 8, y: y + 4, 'text-anchor': 'end' }, figure);
  }
  draw(svg, 'text', { x: 8, y: 16 }, title || format(0, step).replace(/^\S+ ?/, ''));
  let free = EDGE.left - 20;
  for (const [time, text] of timeTicks(scales.from, scales.to, (width - EDGE.left) / 84)) {
    const x = scales.x(time);
    if (x - 24 < free || x + 30 > width) continue;
    free = x + 34;
    const bottom = HEIGHT - EDGE.bottom;
    draw(svg, 'line', { x1: x, x2: x, y1: bottom, y2: bottom + 4, stroke: 'var(--muted)' });
    draw(svg, 'text', { x, y: HEIGHT - 8, 'text-anchor': 'middle' }, text);
  }
  return step;
}

/** Draws a point beyond the scale as a triangle at its edge. */
export function drawPoints(svg: SVGElement, series: SeriesData, { shown, low, high, ...scales }: Scales): void {
  const isMany = shown.length > MANY_POINTS;
  const dots = draw(svg, 'g', { fill: colourOf(series), 'fill-opacity': isMany ? 0.55 : 0.8 });
  for (const { time, value } of shown) {
    const [x, y] = [scales.x(time), scales.y(value)];
    if (value > high) draw(dots, 'path', { d: `M${x} ${y - 5}l4 6h-8z`, fill: 'none', stroke: colourOf(series) });
    else if (value < low) draw(dots, 'path', { d: `M${x} ${y + 5}l4 -6h-8z`, fill: 'none', stroke: colourOf(series) });
    else draw(dots, 'circle', { cx: x.toFixed(1), cy: y.toFixed(1), r: isMany ? 1.8 : 2.4 });
  }
}

export interface Drawing {
  readonly graph: HTMLElement;
  readonly series: SeriesData;
  readonly measure: Measure;
  readonly figures: Figures;
  readonly host: Host;
}

/** Draws the levels as lines and, where one ends, by how much it changed. */
export function drawLevels(
  svg: SVGElement,
  { series, measure, figures, host }: Drawing,
  scales: Scales,
  width: number,
): void {
  const bounds = [scales.shown[0]?.i ?? 0, ...figures.steps, (scales.shown.at(-1)?.i ?? 0) + 1];
  let free = 0;
  scales.levels.forEach((level, i) => {
    const [first = 0, next = 0] = bounds.slice(i);
    const from = scales.x(host.times[first] ?? 0);
    const to = Math.max(scales.x(host.times[Math.max(first, next - 1)] ?? 0), from + 2);
    const y = scales.y(level);
    draw(svg, 'line', { x1: from, x2: to, y1: y, y2: y, stroke: 'var(--text)', 'stroke-width': 2 });
    const before = scales.levels[i - 1];
    if (before === undefined) return;
    const isUpWorse = measure === 'cost' || series.direction === 'lower';
    const tone = level > before === isUpWorse ? 'worse' : 'better';
    const upright = { x1: from, x2: from, y1: EDGE.top - 4, y2: HEIGHT - EDGE.bottom };
    draw(svg, 'line', { ...upright, stroke: `var(--${tone})`, 'stroke-dasharray': '3 3' });
    if (from < free) return;
    free = from + 64;
    const anchor = from + 70 > width ? 'end' : 'start';
    const text = `${tone === 'worse' ? '▲' : '▼'} ${figures.labels[i - 1]}`;
    draw(svg, 'text', { x: from, y: 16, class: `flag ${tone}`, 'text-anchor': anchor }, text);
  });
}
