/** Writes the table of deployments in each of its forms. */
import { didYouMean } from '../../config/kinds/nearest.js';
import { InputError } from '../../errors.js';
import { printable, printableJson, wrap } from '../../printable.js';
import type { RunDocument } from '../../results/document.js';
import { code, escapeMarkdown } from '../markdown/escape.js';
import { markdownTable } from '../markdown/tables.js';
import { formatTime, hostText } from '../origin.js';
import { tableLines } from '../terminal/table.js';
import { cellsOf, type DeploymentRow, deploymentRows, detailOf, HEADS, LEGEND } from './rows.js';

const WIDTH = 100;

function terminal({ id, startedAt, ...run }: RunDocument, rows: readonly DeploymentRow[]): string {
  const columns = HEADS.map((head, at) => ({ head, align: at === 0 ? ('left' as const) : ('right' as const) }));
  const cells = rows.map((row) => cellsOf(row).map((text) => printable(text)));
  const lines = [
    printable(`what it took to have each runtime: run ${id} of ${formatTime(startedAt)}`),
    ...wrap(printable(hostText({ id, startedAt, ...run })), WIDTH),
    '',
    ...tableLines(columns, cells),
    '',
    ...rows.flatMap((row) => wrap(printable(detailOf(row)), WIDTH)),
    '',
    ...LEGEND.flatMap((sentence) => wrap(sentence, WIDTH)),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Returns the table, what is behind each row, and what the columns mean. It has no heading, so that a page can hold
 * it.
 */
export function deploymentMarkdown(rows: readonly DeploymentRow[]): string {
  const heads = HEADS.map((head, at) => [head, at === 0 ? '---' : '---:'] as const);
  const cells = rows.map((row) => cellsOf(row).map((text, at) => (at === 0 ? code(text) : escapeMarkdown(text))));
  const details = rows.map((row) => `- ${escapeMarkdown(detailOf(row))}`);
  return [markdownTable(heads, cells), '', ...details, '', LEGEND.join(' ')].join('\n');
}

const RENDERERS: Readonly<Record<string, (run: RunDocument, rows: readonly DeploymentRow[]) => string>> = {
  terminal,
  text: terminal,
  markdown: (run, rows) =>
    `${[`${escapeMarkdown(hostText(run))}. Run ${code(run.id)}.`, '', deploymentMarkdown(rows)].join('\n')}\n`,
  json: ({ id }, rows) =>
    `${printableJson({ kind: 'tare-deployment', schemaVersion: 1, run: id, deployments: rows })}\n`,
};

/** Renders the table. @throws InputError for a form that does not exist, and for a document without deployments. */
export function renderDeployment(run: RunDocument, format: string): string {
  const render = Object.hasOwn(RENDERERS, format) ? RENDERERS[format] : undefined;
  if (!render)
    throw new InputError(`--deployment has no format "${format}".`, didYouMean(format, Object.keys(RENDERERS)));
  const rows = deploymentRows(run);
  if (rows.length > 0) return render(run, rows);
  throw new InputError(
    `Run ${run.id} does not hold what it took to have its runtimes.`,
    'A tare from before it was recorded wrote it, or it measured native alone: measure again.',
  );
}
