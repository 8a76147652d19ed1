/** The charts of a run: which there are, and one as a file. */
import type { ReportInput } from '../input.js';
import { launchCharts } from './launches.js';
import { overheadChart } from './overhead.js';
import { paperCharts } from './paper.js';
import { standaloneSvg } from './svg-plot.js';
import { CHART_WIDTHS, type Chart } from './types.js';

/** Charts for which the run has figures. */
export function chartsOf(input: ReportInput): Chart[] {
  const all = [overheadChart(input), ...launchCharts(input.run), ...paperCharts(input.run)];
  return all.filter((chart) => chart !== undefined);
}

/** A chart as a file, readable on its own in light and dark. */
export function chartFile(chart: Chart, subtitle: string): string {
  return standaloneSvg([chart.title, subtitle], chart.draw(CHART_WIDTHS.wide));
}
