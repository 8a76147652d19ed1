/** Draws the small line of a row. */
import { colourOf, placed, stored } from './data.js';
import { ascending, innerRange } from './figures.js';
import { draw } from './svg.js';

/** The line shows this many of the newest points. */
const SPARK_POINTS = 90;

/** Draws the line so that up is worse: the levels of a throughput are upside down here, unlike in the chart. */
export function drawSpark(cell: HTMLElement): void {
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
