/** What the dashboard does when it is used: draws lines and charts from the page's data, shows the figures of a run. */

/**
 * Plain JavaScript for browsers, after the page's own script, whose `all` and `make` it uses. Nothing of a document
 * becomes HTML: elements are made, and texts are set.
 */
export const HISTORY_SCRIPT = `
const stored = document.querySelector('#history');
const past = stored ? JSON.parse(stored.textContent) : { hosts: [], series: [] };
for (const host of past.hosts) {
  let minute = 0;
  host.times = host.minutes.map((more) => (minute += more) * 60000);
}

const SVG = 'http://www.w3.org/2000/svg';
const draw = (parent, name, attributes, text) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
};
const colourOf = (series) => 'var(--' + series.runtime + ')';
const day = (time) => new Date(time).toISOString().slice(0, 10);

/** Up is worse: the levels of a throughput are drawn upside down in the small line, and as they are in the chart. */
function spark(cell) {
  const series = past.series[Number(cell.dataset.spark)];
  const figures = series.cost || series.level;
  const sign = series.cost || series.direction === 'lower' ? 1 : -1;
  const values = figures.values.slice(-90).map((value) => (value === null ? null : sign * value));
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length === 0) return;
  const low = known[Math.floor(known.length * 0.02)];
  const high = known[Math.ceil(known.length * 0.98) - 1];
  const span = high - low || 1;
  const svg = draw(cell, 'svg', { viewBox: '0 0 120 24', width: 120, height: 24 });
  const points = [];
  values.forEach((value, i) => {
    if (value === null) return;
    const share = Math.min(1, Math.max(0, (value - low) / span));
    points.push((1 + (118 * i) / Math.max(1, values.length - 1)).toFixed(1) + ',' + (22 - 20 * share).toFixed(1));
  });
  draw(svg, 'polyline', { points: points.join(' '), fill: 'none', stroke: colourOf(series), 'stroke-width': 1.5, 'stroke-linejoin': 'round' });
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    spark(target);
  }
});
for (const cell of all('[data-spark]')) seen.observe(cell);

const decimals = (step) => Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
function scaledUnit(value, unit) {
  const sizes = { 'B/s': 1, 'KiB/s': 1024, 'MiB/s': 1048576, 'GiB/s': 1073741824 };
  if (sizes[unit]) {
    const name = Object.keys(sizes).filter((one) => value * sizes[unit] >= sizes[one]).pop() || unit;
    return { factor: sizes[unit] / sizes[name], unit: name };
  }
  if (unit === 'ms' && value >= 1000) return { factor: 0.001, unit: 's' };
  if (unit.endsWith('/s') && value >= 1e6) return { factor: 1e-6, unit: 'M ' + unit };
  return { factor: 1, unit };
}

/** Text of a figure, given the step between ticks. */
function formatter(series, measure, top) {
  if (measure === 'cost') {
    return (percent, step) => {
      const text = Math.abs(percent).toFixed(decimals(step));
      return (Number(text) === 0 ? '' : percent < 0 ? '-' : '+') + text + '\\u00a0%';
    };
  }
  const { factor, unit } = scaledUnit(top, series.unit);
  return (value, step) => (value * factor).toFixed(decimals(step * factor)) + ' ' + unit;
}

function niceStep(span, most) {
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough);
}

/** Days, months or years: first of each, so few that labels do not touch. */
function timeTicks(from, to, most) {
  const days = (to - from) / 86400000;
  const ticks = [];
  if (days > 60) {
    const months = [1, 2, 3, 6, 12, 24, 60].find((step) => days / 30.4 / step <= most) || 120;
    const first = new Date(from);
    for (let month = first.getUTCFullYear() * 12 + first.getUTCMonth() + 1; ; month += 1) {
      const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
      if (time > to) break;
      if (month % months === 0) ticks.push([time, day(time).slice(0, 7)]);
    }
  } else {
    const step = [1, 2, 7, 14].find((one) => days / one <= most) || 14;
    for (let time = Math.ceil(from / 86400000) * 86400000; time <= to; time += 86400000) {
      if ((time / 86400000) % step === 0) ticks.push([time, day(time).slice(5)]);
    }
  }
  return ticks;
}

const HEIGHT = 260;
const EDGE = { top: 26, right: 16, bottom: 28 };

function place(figures, host, width) {
  const shown = figures.values.map((value, i) => ({ i, time: host.times[i], value: value === null ? null : value * figures.scale })).filter(({ value }) => value !== null);
  const sorted = shown.map(({ value }) => value).sort((a, b) => a - b);
  const levels = figures.levels.map((level) => level * figures.scale);
  const inner = [sorted[Math.floor(sorted.length * 0.01)], sorted[Math.ceil(sorted.length * 0.99) - 1], ...levels];
  let [low, high] = [Math.min(...inner), Math.max(...inner)];
  const pad = (high - low) * 0.12 || Math.abs(high) * 0.02 || 1;
  [low, high] = [low - pad, high + pad];
  const [from, to] = [shown[0].time, shown[shown.length - 1].time];
  const left = 64;
  return {
    shown, levels, low, high, from, to, left,
    x: (time) => left + ((width - left - EDGE.right) * (time - from)) / (to - from || 1),
    y: (value) => EDGE.top + ((HEIGHT - EDGE.top - EDGE.bottom) * (high - Math.min(high, Math.max(low, value)))) / (high - low),
  };
}

function axes(svg, at, format, width, title) {
  const step = niceStep(at.high - at.low, 8);
  for (let value = Math.ceil(at.low / step) * step; value <= at.high; value += step) {
    const y = at.y(value);
    if (y < EDGE.top + 6) continue;
    draw(svg, 'line', { x1: at.left, x2: width - EDGE.right, y1: y, y2: y, stroke: 'var(--line)' });
    draw(svg, 'text', { x: at.left - 8, y: y + 4, 'text-anchor': 'end' }, format(value, step).replace(/ .*/, ''));
  }
  draw(svg, 'text', { x: 8, y: 16 }, title || format(0, step).replace(/^\\S+ ?/, ''));
  let free = at.left - 20;
  for (const [time, text] of timeTicks(at.from, at.to, (width - at.left) / 84)) {
    const x = at.x(time);
    if (x - 24 < free || x + 30 > width) continue;
    free = x + 34;
    draw(svg, 'line', { x1: x, x2: x, y1: HEIGHT - EDGE.bottom, y2: HEIGHT - EDGE.bottom + 4, stroke: 'var(--muted)' });
    draw(svg, 'text', { x, y: HEIGHT - 8, 'text-anchor': 'middle' }, text);
  }
  return step;
}

/** Levels as lines, and where one ends, by how much it changed. */
function drawSteps(svg, series, measure, figures, host, at) {
  const bounds = [at.shown[0].i, ...figures.steps, at.shown[at.shown.length - 1].i + 1];
  let free = 0;
  at.levels.forEach((level, i) => {
    const [from, to] = [host.times[bounds[i]], host.times[Math.max(bounds[i], bounds[i + 1] - 1)]];
    draw(svg, 'line', { x1: at.x(from), x2: Math.max(at.x(to), at.x(from) + 2), y1: at.y(level), y2: at.y(level), stroke: 'var(--text)', 'stroke-width': 2 });
    if (i === 0) return;
    const before = at.levels[i - 1];
    const worse = measure === 'cost' || series.direction === 'lower' ? level > before : level < before;
    const x = at.x(from);
    draw(svg, 'line', { x1: x, x2: x, y1: EDGE.top - 4, y2: HEIGHT - EDGE.bottom, stroke: 'var(--' + (worse ? 'worse' : 'better') + ')', 'stroke-dasharray': '3 3' });
    const text = (worse ? '▲ ' : '▼ ') + figures.labels[i - 1];
    if (x < free) return;
    const end = x + 70 > svg.viewBox.baseVal.width;
    free = x + 64;
    draw(svg, 'text', { x, y: 16, class: 'flag ' + (worse ? 'worse' : 'better'), 'text-anchor': end ? 'end' : 'start' }, text);
  });
}

function drawChart(graph, measure) {
  const series = past.series[Number(graph.dataset.graph)];
  const canvas = graph.querySelector('.canvas');
  const figures = series[measure];
  const host = past.hosts[series.host];
  const width = Math.max(280, Math.floor(canvas.clientWidth));
  const at = place(figures, host, width);
  const format = formatter(series, measure, at.high);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 ' + width + ' ' + HEIGHT);
  svg.setAttribute('aria-hidden', 'true');
  const step = axes(svg, at, format, width, measure === 'cost' ? 'cost against native' : '');
  const dots = draw(svg, 'g', { fill: colourOf(series), 'fill-opacity': at.shown.length > 250 ? 0.55 : 0.8 });
  for (const { time, value } of at.shown) {
    const outside = value > at.high || value < at.low;
    const [x, y] = [at.x(time), at.y(value)];
    if (outside) draw(dots, 'path', { d: value > at.high ? 'M' + x + ' ' + (y - 5) + 'l4 6h-8z' : 'M' + x + ' ' + (y + 5) + 'l4 -6h-8z', fill: 'none', stroke: colourOf(series) });
    else draw(dots, 'circle', { cx: x.toFixed(1), cy: y.toFixed(1), r: at.shown.length > 250 ? 1.8 : 2.4 });
  }
  drawSteps(svg, series, measure, figures, host, at);
  const mark = draw(svg, 'circle', { r: 5, fill: 'none', stroke: 'var(--text)', 'stroke-width': 2, visibility: 'hidden' });
  canvas.replaceChildren(svg);
  graph.chart = { at, mark, format, step: step / 10, host, width, current: -1 };
}

function read(graph, index) {
  const { at, mark, format, step, host } = graph.chart;
  const k = Math.min(at.shown.length - 1, Math.max(0, index));
  const { i, time, value } = at.shown[k];
  graph.chart.current = k;
  mark.setAttribute('cx', at.x(time));
  mark.setAttribute('cy', at.y(value));
  mark.setAttribute('visibility', 'visible');
  const runs = host.runs[i];
  const parts = [day(time) + ' ' + new Date(time).toISOString().slice(11, 16) + ' UTC', format(value, step), runs > 1 ? 'median of ' + runs + ' runs' : '', host.shas[i]];
  graph.querySelector('.reading').textContent = parts.filter(Boolean).join(' · ');
}

function nearestRun(graph, clientX) {
  const { at, width } = graph.chart;
  const box = graph.querySelector('svg').getBoundingClientRect();
  const x = ((clientX - box.left) * width) / box.width;
  let best = 0;
  at.shown.forEach(({ time }, k) => {
    if (Math.abs(at.x(time) - x) < Math.abs(at.x(at.shown[best].time) - x)) best = k;
  });
  return best;
}

const MOVES = { ArrowLeft: (k) => k - 1, ArrowRight: (k) => k + 1, Home: () => 0, End: () => Infinity };
function open(graph) {
  if (graph.chart) return;
  const series = past.series[Number(graph.dataset.graph)];
  graph.measure = series.cost ? 'cost' : 'level';
  drawChart(graph, graph.measure);
  const canvas = graph.querySelector('.canvas');
  canvas.addEventListener('pointermove', (event) => read(graph, nearestRun(graph, event.clientX)));
  canvas.addEventListener('keydown', (event) => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const { current, at } = graph.chart;
    read(graph, current < 0 ? at.shown.length - 1 : move(current));
  });
  for (const button of all('[data-measure]', graph)) {
    button.addEventListener('click', () => {
      graph.measure = button.dataset.measure;
      for (const other of all('[data-measure]', graph)) other.setAttribute('aria-pressed', String(other === button));
      drawChart(graph, graph.measure);
    });
  }
}

const graphOf = (place) => document.querySelector('[data-graph="' + place + '"]');
for (const button of all('.open[data-series]')) {
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-expanded') === 'true') open(graphOf(button.dataset.series));
  });
}
for (const button of all('[data-goto]')) {
  button.addEventListener('click', () => {
    for (const control of all('.controls input, .controls select')) control.value = '';
    filter();
    const opener = document.querySelector('.open[data-series="' + button.dataset.goto + '"]');
    if (opener.getAttribute('aria-expanded') !== 'true') opener.click();
    opener.closest('tbody').scrollIntoView({ block: 'start' });
    opener.focus({ preventScroll: true });
  });
}
addEventListener('resize', () => {
  for (const graph of all('[data-graph]')) if (graph.chart && graph.querySelector('.canvas').clientWidth > 0) drawChart(graph, graph.measure);
});
`;
