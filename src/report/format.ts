/**
 * Registers the formats in which a report can be written, each in a file of its own, which is loaded where a report is
 * written in it.
 */
import type { ReportFormat } from './input.js';

/** The text format has this many columns: wide enough for its tables, narrow enough for a pager. */
const TEXT_WIDTH = 100;

export const FORMATS: readonly ReportFormat[] = [
  {
    name: 'text',
    extension: 'txt',
    summary: 'what a terminal shows, without colour',
    render: async (input) =>
      (await import('./terminal/terminal.js')).renderTerminal(input, { width: TEXT_WIDTH, colour: false, files: [] }),
  },
  {
    name: 'markdown',
    extension: 'md',
    summary: 'what GitHub shows as job summary',
    render: async (input) => {
      const { renderMarkdown, SUMMARY_LIMITS } = await import('./markdown/markdown.js');
      return renderMarkdown(input, SUMMARY_LIMITS);
    },
  },
  {
    name: 'json',
    extension: 'json',
    summary: 'costs, verdicts and gate for machines',
    render: async (input) => (await import('./exchange/json.js')).renderJson(input),
  },
  {
    name: 'html',
    extension: 'html',
    summary: 'one page with charts, to open in a browser',
    render: async (input) => (await import('./html/html.js')).renderHtml(input),
  },
  {
    name: 'csv',
    extension: 'csv',
    summary: 'one line a cell',
    render: async (input) => (await import('./exchange/csv.js')).renderCsv(input),
  },
  {
    name: 'bmf',
    extension: 'bmf.json',
    summary: 'Bencher Metric Format',
    render: async (input) => (await import('./exchange/bmf.js')).renderBmf(input),
  },
  {
    name: 'customSmallerIsBetter',
    extension: 'smaller.json',
    summary: 'times and slowdowns for github-action-benchmark',
    render: async (input) => (await import('./exchange/benchmark-action.js')).renderSmallerIsBetter(input),
  },
  {
    name: 'customBiggerIsBetter',
    extension: 'bigger.json',
    summary: 'throughputs for github-action-benchmark',
    render: async (input) => (await import('./exchange/benchmark-action.js')).renderBiggerIsBetter(input),
  },
  {
    name: 'openmetrics',
    extension: 'prom',
    summary: 'OpenMetrics text',
    render: async (input) => (await import('./exchange/openmetrics.js')).renderOpenMetrics(input),
  },
];

/** Returns the format called `name`; undefined where there is none. */
export function findFormat(name: string): ReportFormat | undefined {
  return FORMATS.find((format) => format.name === name);
}
