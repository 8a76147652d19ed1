/** The charts of a run: which there are, and one as a file. */
import { distributionChart } from './chart-distribution.js';
import { launchCharts } from './chart-launches.js';
import { overheadChart } from './chart-overhead.js';
import { paperCharts } from './chart-paper.js';
import type { ReportInput } from './input.js';
import { standaloneSvg } from './svg-plot.js';

export { distributionChart };

export interface Chart {
  /** Names a file or an element: `overhead`. */
  readonly id: string;
  readonly title: string;
  /** What is drawn and how to read it, in one or two sentences; without the unit, which the axis has. */
  readonly caption: string;
  /** An `<svg>` element `width` px wide; its colours are declared by whoever shows it. */
  draw(width: number): string;
}

/** Narrowest and widest column a chart is drawn for, px. */
export const CHART_WIDTHS = { narrow: 352, wide: 840 } as const;

/** Charts for which the run has figures. */
export function chartsOf(input: ReportInput): Chart[] {
  const all = [overheadChart(input), ...launchCharts(input.run), ...paperCharts(input.run)];
  return all.filter((chart) => chart !== undefined);
}

/** A chart as a file, readable on its own in light and dark. */
export function chartFile(chart: Chart, subtitle: string): string {
  return standaloneSvg([chart.title, subtitle], chart.draw(CHART_WIDTHS.wide));
}
