/** Prints the result of a command, and writes its files. */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { didYouMean } from '../config/kinds/nearest.js';
import { InputError } from '../errors.js';
import { errorCode } from '../host/errno.js';
import { Journal } from '../host/undo/journal.js';
import { FORMATS, findFormat } from '../report/format.js';
import type { ReportInput } from '../report/input.js';
import { renderTerminal } from '../report/terminal/terminal.js';
import { draftOf, writeWhole } from '../results/store.js';
import { show } from './print.js';

export interface Terminal {
  readonly width: number;
  readonly colour: boolean;
}

/** Uses colour only on a terminal whose user does not object (no-color.org). */
export function terminalOf(stream: NodeJS.WriteStream): Terminal {
  const colour = Boolean(stream.isTTY) && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  return { width: Math.max(40, Math.min(stream.columns || 100, 160)), colour };
}

/**
 * Loads what a run writes at its end. It is called at its beginning, since the program may be replaced meanwhile, by
 * `git pull` for instance, and what is not loaded by then is gone.
 */
export async function loadForms(): Promise<void> {
  await Promise.all([
    import('../report/markdown/markdown.js'),
    import('../report/html/html.js'),
    import('./explain-error.js'),
  ]);
}

/**
 * Writes the Markdown report next to the document and returns its path.
 * @param state the folder of the journal.
 */
export async function writeReport(input: ReportInput, folder: string, state: string): Promise<string> {
  const { renderMarkdown, SUMMARY_LIMITS } = await import('../report/markdown/markdown.js');
  return writeOnRecord(join(folder, `report-${input.run.id}.md`), renderMarkdown(input, SUMMARY_LIMITS), state);
}

/**
 * Writes the page next to the document and returns its path. The code that draws its charts is loaded only here.
 * @param state the folder of the journal.
 */
export async function writePage(input: ReportInput, folder: string, state: string): Promise<string> {
  const { renderHtml } = await import('../report/html/html.js');
  return writeOnRecord(join(folder, `report-${input.run.id}.html`), renderHtml(input), state);
}

/** The host has been put back by now, so what a kill leaves of the file is on a record of its own. */
async function writeOnRecord(path: string, text: string, state: string): Promise<string> {
  const journal = new Journal(state);
  try {
    recordDraft(journal, resolve(draftOf(path)));
    writeWhole(path, text);
  } finally {
    await journal.undoRun();
  }
  return path;
}

function recordDraft(journal: Journal, path: string): void {
  try {
    rmSync(path, { force: true });
    journal.record({ kind: 'path', path });
  } catch (error) {
    // A disk that is full is no reason for having no report.
    if (errorCode(error) === undefined) throw error;
  }
}

export function printResult(input: ReportInput, files: readonly { label: string; path: string }[]): void {
  show(renderTerminal(input, { ...terminalOf(process.stdout), files }));
}

/** Prints in the format that the user asked for. @throws InputError for one that does not exist. */
export async function printAs(format: unknown, input: ReportInput): Promise<void> {
  if (format === 'terminal') {
    printResult(input, []);
    return;
  }
  const found = findFormat(String(format));
  if (!found) throw unknownFormat(String(format), FORMAT_NAMES);
  show(await found.render(input));
}

const FORMAT_NAMES = FORMATS.map(({ name }) => name);

/** @param names the formats besides that of the terminal. */
export const unknownFormat = (format: string, names: readonly string[]): InputError =>
  new InputError(`format: there is no "${format}".`, didYouMean(format, ['terminal', ...names]));
