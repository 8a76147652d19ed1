/** Registers the formats in which a report can be written, each in a file of its own. */
import { renderBiggerIsBetter, renderSmallerIsBetter } from './exchange/benchmark-action.js';
import { renderBmf } from './exchange/bmf.js';
import { renderCsv } from './exchange/csv.js';
import { renderJson } from './exchange/json.js';
import { renderOpenMetrics } from './exchange/openmetrics.js';
import type { ReportFormat } from './input.js';
import { renderMarkdown, SUMMARY_LIMITS } from './markdown/markdown.js';
import { renderTerminal } from './terminal/terminal.js';

/** The text format has this many columns: wide enough for its tables, narrow enough for a pager. */
const TEXT_WIDTH = 100;

export const FORMATS: readonly ReportFormat[] = [
  {
    name: 'text',
    extension: 'txt',
    summary: 'what a terminal shows, without colour',
    render: (input) => renderTerminal(input, { width: TEXT_WIDTH, colour: false, files: [] }),
  },
  {
    name: 'markdown',
    extension: 'md',
    summary: 'what GitHub shows as job summary',
    render: (input) => renderMarkdown(input, SUMMARY_LIMITS),
  },
  {
    name: 'json',
    extension: 'json',
    summary: 'costs, verdicts and gate for machines',
    render: renderJson,
  },
  {
    name: 'html',
    extension: 'html',
    summary: 'one page with charts, to open in a browser',
    // The charts' libraries are large, so they are loaded only for this format.
    render: async (input) => (await import('./html/html.js')).renderHtml(input),
  },
  { name: 'csv', extension: 'csv', summary: 'one line a cell', render: renderCsv },
  { name: 'bmf', extension: 'bmf.json', summary: 'Bencher Metric Format', render: renderBmf },
  {
    name: 'customSmallerIsBetter',
    extension: 'smaller.json',
    summary: 'times and slowdowns for github-action-benchmark',
    render: renderSmallerIsBetter,
  },
  {
    name: 'customBiggerIsBetter',
    extension: 'bigger.json',
    summary: 'throughputs for github-action-benchmark',
    render: renderBiggerIsBetter,
  },
  { name: 'openmetrics', extension: 'prom', summary: 'OpenMetrics text', render: renderOpenMetrics },
];

/** Returns the format called `name`; undefined where there is none. */
export function findFormat(name: string): ReportFormat | undefined {
  return FORMATS.find((format) => format.name === name);
}
