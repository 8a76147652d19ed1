/**
 * What the dashboard of a history does when it is used, beside what every page does: it draws lines and charts from
 * the page's data and shows the figures of a run. `npm run generate` bundles both into client-code.ts.
 */
import { all, carried, filter, only } from '../html/client.js';
import type { Figures, HostData, PageData, SeriesData } from './page-data.js';

type Measure = 'cost' | 'level';
type Attributes = Readonly<Record<string, string | number>>;
/** Text of a figure, given the step between ticks. */
type Format = (value: number, step: number) => string;

/** A host with the time of each point, ms since 1970. */
interface Host extends HostData {
  readonly times: readonly number[];
}

const stored = carried<PageData>('history', { hosts: [], series: [] });
const MINUTE_MS = 60_000;
const hosts = stored.hosts.map((host): Host => {
  const times: number[] = [];
  for (const more of host.minutes) times.push((times.at(-1) ?? 0) + more * MINUTE_MS);
  return { ...host, times };
});

/** What an attribute of the page names by its place; the page is made from the same data. */
function placed<T>(list: readonly T[], place: number | string | undefined): T {
  const found = list[Number(place)];
  if (found === undefined) throw new Error(`The page's data has no entry ${place}.`);
  return found;
}

const SVG = 'http://www.w3.org/2000/svg';
function svgElement<K extends keyof SVGElementTagNameMap>(name: K, attributes: Attributes): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
function draw(parent: Element, name: keyof SVGElementTagNameMap, attributes: Attributes, text?: string): SVGElement {
  const element = svgElement(name, attributes);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

const colourOf = ({ runtime }: SeriesData): string => `var(--${runtime})`;
const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
const isNumber = (value: number | null | undefined): value is number => typeof value === 'number';
const ascending = (values: readonly (number | null)[]): number[] => values.filter(isNumber).sort((a, b) => a - b);
/** The values that leave out `tail` of them on either side, for a scale that a spike does not set. */
const innerRange = (sorted: readonly number[], tail: number): [low: number, high: number] => [
  sorted[Math.floor(sorted.length * tail)] ?? 0,
  sorted[Math.ceil(sorted.length * (1 - tail)) - 1] ?? 0,
];

// The small line of a row, drawn when the row comes into view.

/** Newest points that it shows. */
const SPARK_POINTS = 90;

/** Up is worse: the levels of a throughput are drawn upside down here, and as they are in the chart. */
function drawSpark(cell: HTMLElement): void {
  const series = placed(stored.series, cell.dataset.spark);
  const figures = series.cost ?? series.level;
  const sign = series.cost || series.direction === 'lower' ? 1 : -1;
  const values = (figures?.values ?? []).slice(-SPARK_POINTS).map((value) => (value === null ? null : sign * value));
  const known = ascending(values);
  if (known.length === 0) return;
  const [low, high] = innerRange(known, 0.02);
  const span = high - low || 1;
  const points = values.flatMap((value, i) => {
    if (value === null) return [];
    const share = Math.min(1, Math.max(0, (value - low) / span));
    return `${(1 + (118 * i) / Math.max(1, values.length - 1)).toFixed(1)},${(22 - 20 * share).toFixed(1)}`;
  });
  draw(draw(cell, 'svg', { viewBox: '0 0 120 24', width: 120, height: 24 }), 'polyline', {
    points: points.join(' '),
    fill: 'none',
    stroke: colourOf(series),
    'stroke-width': 1.5,
    'stroke-linejoin': 'round',
  });
}

const inView = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    inView.unobserve(target);
    drawSpark(target as HTMLElement);
  }
});
for (const cell of all('[data-spark]')) inView.observe(cell);

// Figures and ticks as text.

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

function formatCost(percent: number, step: number): string {
  const text = Math.abs(percent).toFixed(decimals(step));
  const sign = Number(text) === 0 ? '' : percent < 0 ? '-' : '+';
  return `${sign}${text}\u00a0%`;
}

/** @param top the largest level of the chart, by which the unit is chosen. */
function levelFormat(series: SeriesData, top: number): Format {
  const { factor, unit } = scaledUnit(top, series.unit);
  return (value, step) => `${(value * factor).toFixed(decimals(step * factor))} ${unit}`;
}

function niceStep(span: number, most: number): number {
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
}

const DAY_MS = 86_400_000;
type Tick = readonly [time: number, text: string];

/** The first day of months, so few that labels do not touch. */
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

const timeTicks = (from: number, to: number, most: number): Tick[] =>
  (to - from) / DAY_MS > 60 ? monthTicks(from, to, most) : dayTicks(from, to, most);

// The chart of an opened row.

const HEIGHT = 260;
const EDGE = { top: 26, right: 16, bottom: 28, left: 64 };
/** Least width of the drawing, px, and points from which the dots are drawn smaller. */
const LEAST_WIDTH = 280;
const MANY_POINTS = 250;

interface ShownPoint {
  /** Place among the points of the host. */
  readonly i: number;
  readonly time: number;
  readonly value: number;
}

interface Scales {
  readonly shown: readonly ShownPoint[];
  readonly levels: readonly number[];
  readonly low: number;
  readonly high: number;
  readonly from: number;
  readonly to: number;
  x(time: number): number;
  y(value: number): number;
}

function scalesOf(figures: Figures, host: Host, width: number): Scales {
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
function drawAxes(svg: SVGElement, scales: Scales, format: Format, width: number, title: string): number {
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

/** A point beyond the scale is a triangle at its edge. */
function drawPoints(svg: SVGElement, series: SeriesData, { shown, low, high, ...scales }: Scales): void {
  const isMany = shown.length > MANY_POINTS;
  const dots = draw(svg, 'g', { fill: colourOf(series), 'fill-opacity': isMany ? 0.55 : 0.8 });
  for (const { time, value } of shown) {
    const [x, y] = [scales.x(time), scales.y(value)];
    if (value > high) draw(dots, 'path', { d: `M${x} ${y - 5}l4 6h-8z`, fill: 'none', stroke: colourOf(series) });
    else if (value < low) draw(dots, 'path', { d: `M${x} ${y + 5}l4 -6h-8z`, fill: 'none', stroke: colourOf(series) });
    else draw(dots, 'circle', { cx: x.toFixed(1), cy: y.toFixed(1), r: isMany ? 1.8 : 2.4 });
  }
}

interface Drawing {
  readonly graph: HTMLElement;
  readonly series: SeriesData;
  readonly measure: Measure;
  readonly figures: Figures;
  readonly host: Host;
}

/** The levels as lines, and where one ends, by how much it changed. */
function drawLevels(svg: SVGElement, { series, measure, figures, host }: Drawing, scales: Scales, width: number): void {
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

/** A chart that is drawn, with what is needed to read its runs one by one. */
interface Chart extends Drawing {
  readonly scales: Scales;
  readonly width: number;
  readonly format: Format;
  readonly step: number;
  readonly mark: SVGElement;
  /** Place in `scales.shown` of the run whose figures are shown; -1 before the first. */
  current: number;
}

const charts = new Map<HTMLElement, Chart>();

function drawChart(graph: HTMLElement, measure: Measure): void {
  const series = placed(stored.series, graph.dataset.graph);
  const figures = series[measure];
  if (figures === undefined) return;
  const drawing: Drawing = { graph, series, measure, figures, host: placed(hosts, series.host) };
  const canvas = only('.canvas', graph);
  const width = Math.max(LEAST_WIDTH, Math.floor(canvas.clientWidth));
  const scales = scalesOf(figures, drawing.host, width);
  const format = measure === 'cost' ? formatCost : levelFormat(series, scales.high);
  const svg = svgElement('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, 'aria-hidden': 'true' });
  const step = drawAxes(svg, scales, format, width, measure === 'cost' ? 'cost against native' : '');
  drawPoints(svg, series, scales);
  drawLevels(svg, drawing, scales, width);
  const ring = { r: 5, fill: 'none', stroke: 'var(--text)', 'stroke-width': 2, visibility: 'hidden' };
  const mark = draw(svg, 'circle', ring);
  canvas.replaceChildren(svg);
  charts.set(graph, { ...drawing, scales, width, format, step: step / 10, mark, current: -1 });
}

function showRun(chart: Chart, index: number): void {
  const { scales, mark, format, step, host, graph } = chart;
  const k = Math.min(scales.shown.length - 1, Math.max(0, index));
  const { i, time, value } = placed(scales.shown, k);
  chart.current = k;
  mark.setAttribute('cx', String(scales.x(time)));
  mark.setAttribute('cy', String(scales.y(value)));
  mark.setAttribute('visibility', 'visible');
  const runs = host.runs[i] ?? 1;
  const when = `${day(time)} ${new Date(time).toISOString().slice(11, 16)} UTC`;
  const parts = [when, format(value, step), runs > 1 ? `median of ${runs} runs` : '', host.shas[i] ?? ''];
  only('.reading', graph).textContent = parts.filter((part) => part !== '').join(' · ');
}

function nearestRun({ graph, scales, width }: Chart, clientX: number): number {
  const box = only<SVGSVGElement>('svg', graph).getBoundingClientRect();
  const x = ((clientX - box.left) * width) / box.width;
  const distances = scales.shown.map(({ time }) => Math.abs(scales.x(time) - x));
  return distances.indexOf(Math.min(...distances));
}

const MOVES: Readonly<Record<string, (k: number) => number>> = {
  ArrowLeft: (k) => k - 1,
  ArrowRight: (k) => k + 1,
  Home: () => 0,
  End: () => Number.POSITIVE_INFINITY,
};

/** The first key shows the newest run. */
function moveByKey(graph: HTMLElement, event: KeyboardEvent): void {
  const [move, chart] = [MOVES[event.key], charts.get(graph)];
  if (!move || !chart) return;
  event.preventDefault();
  showRun(chart, chart.current < 0 ? Number.POSITIVE_INFINITY : move(chart.current));
}

function openGraph(graph: HTMLElement): void {
  if (charts.has(graph)) return;
  drawChart(graph, placed(stored.series, graph.dataset.graph).cost ? 'cost' : 'level');
  const canvas = only('.canvas', graph);
  canvas.addEventListener('pointermove', ({ clientX }) => {
    const chart = charts.get(graph);
    if (chart) showRun(chart, nearestRun(chart, clientX));
  });
  canvas.addEventListener('keydown', (event) => moveByKey(graph, event));
  for (const button of all('[data-measure]', graph)) {
    button.addEventListener('click', () => {
      for (const other of all('[data-measure]', graph)) other.setAttribute('aria-pressed', String(other === button));
      drawChart(graph, button.dataset.measure === 'cost' ? 'cost' : 'level');
    });
  }
}

/** Shows the row of a step that is told above the table, whatever the controls exclude. */
function goTo(place: string | undefined): void {
  for (const control of all<HTMLInputElement | HTMLSelectElement>('.controls input, .controls select')) {
    control.value = '';
  }
  filter();
  const opener = only(`.open[data-series="${place}"]`);
  if (opener.getAttribute('aria-expanded') !== 'true') opener.click();
  opener.closest('tbody')?.scrollIntoView({ block: 'start' });
  opener.focus({ preventScroll: true });
}

for (const button of all('.open[data-series]')) {
  button.addEventListener('click', () => {
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    if (isOpen) openGraph(only(`[data-graph="${button.dataset.series}"]`));
  });
}
for (const button of all('[data-goto]')) button.addEventListener('click', () => goTo(button.dataset.goto));
addEventListener('resize', () => {
  for (const { graph, measure } of charts.values()) {
    if (only('.canvas', graph).clientWidth > 0) drawChart(graph, measure);
  }
});
