/**
 * What the dashboard of a history does when it is used, beside what every page does: it draws the lines and charts of
 * `client/` and shows the figures of a run. `npm run generate` bundles all of it into client-code.ts.
 */
import { all, filter, only } from '../html/client.js';
import {
  type Drawing,
  drawAxes,
  drawLevels,
  drawPoints,
  HEIGHT,
  LEAST_WIDTH,
  type Scales,
  scalesOf,
} from './client/chart.js';
import { hosts, type Measure, placed, stored } from './client/data.js';
import { day, type Format, formatCost, levelFormat } from './client/figures.js';
import { drawSpark } from './client/spark.js';
import { draw, svgElement } from './client/svg.js';

// The small line of a row is drawn when the row comes into view.

const inView = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    inView.unobserve(target);
    drawSpark(target as HTMLElement);
  }
});
for (const cell of all('[data-spark]')) inView.observe(cell);

// The chart of a row is drawn when the row is opened.

/** A chart that is drawn, with what is needed to read its runs one by one. */
interface Chart extends Drawing {
  readonly scales: Scales;
  readonly width: number;
  readonly format: Format;
  readonly step: number;
  readonly mark: SVGElement;
  /** It is the place in `scales.shown` of the run whose figures are shown; -1 before the first. */
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

/** Shows the row of a step that is named above the table, whatever the controls exclude. */
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
