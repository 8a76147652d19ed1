/** Lists the charts of a run, and writes one as a file. */
import type { ReportInput } from '../input.js';
import { launchCharts } from './launches.js';
import { overheadChart } from './overhead.js';
import { paperCharts } from './paper.js';
import { standaloneSvg } from './svg-plot.js';
import { CHART_WIDTHS, type Chart } from './types.js';

/** Returns the charts for which the run has figures. */
export function chartsOf(input: ReportInput): Chart[] {
  const all = [overheadChart(input), ...launchCharts(input.run), ...paperCharts(input.run)];
  return all.filter((chart) => chart !== undefined);
}

/** Writes a chart as a file that is readable on its own in light and dark. */
export function chartFile(chart: Chart, subtitle: string): string {
  return standaloneSvg([chart.title, subtitle], chart.draw(CHART_WIDTHS.wide));
}
