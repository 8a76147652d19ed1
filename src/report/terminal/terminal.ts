/** Shows the result of a run on a terminal or in a log. */
import { printable, wrap } from '../../printable.js';
import type { GateOutcome, ReportInput } from '../input.js';
import { limitsAnswer, reasonsBeside } from '../limits.js';
import { notesOf } from '../notes.js';
import { extentText, formatTime, hostText, networkText, sourcesOf } from '../origin.js';
import { armIdsOf } from '../rows.js';
import { statusAlone } from '../verdicts.js';
import { comparisonLines, gateLines, limitLines } from './comparison.js';
import { inspectionLines } from './inspections.js';
import { nextStepsLines } from './next-steps.js';
import { overheadLines } from './overheads.js';
import { type Palette, palette } from './palette.js';

export interface TerminalOptions {
  /** The terminal has this many columns. */
  readonly width: number;
  /** It says whether to colour. The caller decides, since it knows the stream and NO_COLOR. */
  readonly colour: boolean;
  /** These files were written; they are listed last. */
  readonly files: readonly { readonly label: string; readonly path: string }[];
}

const LEGEND =
  'cost against native, as time for the same work (or memory): + is worse, - is better, ×n is n times as much, ~ is no evidence, [?] is too few blocks for an interval.';

function bullet(text: string, width: number): string[] {
  return wrap(printable(text), width - 2).map((line, i) => `${i === 0 ? '- ' : '  '}${line}`);
}

function heading({ run, overheads, comparison }: ReportInput, width: number, colours: Palette): string[] {
  const sources = sourcesOf(run);
  const network = networkText(run);
  const arms = armIdsOf(run, overheads).flatMap((arm) =>
    sources.has(arm) ? [printable(`${arm}: ${sources.get(arm)}`)] : [],
  );
  return [
    ...wrap(printable(`tare ${run.tool.version}, run ${run.id} of ${formatTime(run.startedAt)}`), width).map(
      colours.bold,
    ),
    ...wrap(printable(hostText(run)), width),
    ...wrap(arms.join('; '), width),
    ...(network === '' ? [] : wrap(printable(`network: ${network}`), width)),
    ...wrap(printable(`${extentText(run)}.`), width),
    ...(comparison?.mode === 'ab' ? [] : wrap(LEGEND, width).map(colours.dim)),
  ].filter((line) => line !== '');
}

function notes(input: ReportInput, width: number, colours: Palette): string[] {
  const all = notesOf(input);
  if (all.length === 0) return [];
  return ['', colours.bold(colours.yellow('Notes (* in the table)')), ...all.flatMap((note) => bullet(note, width))];
}

function files({ files: written }: TerminalOptions): string[] {
  if (written.length === 0) return [];
  const labels = Math.max(...written.map(({ label }) => label.length));
  return ['', ...written.map(({ label, path }) => `${label.padEnd(labels)}  ${printable(path, Infinity)}`)];
}

/** Returns the gate's outcome where nothing was compared. The limits come first, and their rows have the rest. */
function gateWithoutBaseline({ gate, limits }: ReportInput): GateOutcome | undefined {
  const answer = limitsAnswer(limits);
  return gate && { ...gate, reasons: [...(answer === '' ? [] : [`${answer}.`]), ...reasonsBeside(gate, limits)] };
}

/** Returns the lines of the whole result, ending in a newline. The width is kept wherever names allow. */
export function renderTerminal(input: ReportInput, options: TerminalOptions): string {
  const colours = palette(options.colour);
  const { comparison, gate, limits } = input;
  const lines = [
    ...heading(input, options.width, colours),
    '',
    ...(comparison?.mode === 'ab' ? [] : [...overheadLines(input, options.width, colours), '']),
    ...(comparison === undefined
      ? [
          ...gateLines(gateWithoutBaseline(input), statusAlone(input), options.width, colours),
          'No baseline to compare with, so no verdict.',
          ...limitLines(limits, options.width, colours),
        ]
      : comparisonLines({ run: input.run, comparison, gate, limits }, input.run, options.width, colours)),
    ...nextStepsLines(input, options.width, colours),
    ...inspectionLines(input, options.width, colours),
    ...notes(input, options.width, colours),
    ...files(options),
  ];
  return `${lines.join('\n')}\n`;
}
