/** Shows what a comparison found: the answer, then what regressed, is missing, improved or could not be decided. */
import stringWidth from 'string-width';
import type { ComparedCell, Comparison } from '../../compare/comparison.js';
import type { LimitOutcome } from '../../compare/limits.js';
import { clip, printable, wrap } from '../../printable.js';
import type { RunDocument } from '../../results/document.js';
import { groupBy } from '../../results/group.js';
import { count } from '../../units.js';
import type { GateOutcome, Limits } from '../input.js';
import { CELLS_AND_NOISE, leastCalled } from '../legend.js';
import { LIMIT_WORDS, limitRows, unplannedLimits } from '../limits.js';
import { ABSENT, formatNoise } from '../numbers.js';
import { formatTime, sidesOf } from '../origin.js';
import {
  benchmarkLabel,
  type Compared,
  cellsOf,
  changeOf,
  countVerdict,
  gateReasons,
  HEADINGS,
  type Headline,
  headingOf,
  headline,
  hostChanges,
  verdictWords,
} from '../verdicts.js';
import { wholeChangeTexts } from '../wholes.js';
import { type Palette, paintCost } from './palette.js';
import { type Column, tableLines } from './table.js';

const LONGEST_NAME = 40;
/** A value of a fingerprint is cut here, since kernel command lines are long. */
const LONGEST_VALUE = 2_000;
const INDENT = '  ';
const STATUS: Readonly<Record<Headline['status'], string>> = {
  fail: 'FAIL',
  pass: 'PASS',
  warn: 'WARN',
  undecided: 'UNDECIDED',
};
const COLUMNS: readonly Column[] = [
  { head: 'runtime', align: 'left' },
  { head: 'benchmark', align: 'left' },
  { head: 'change', align: 'right' },
  { head: '', align: 'left' },
  { head: 'interval', align: 'left' },
  { head: 'noise', align: 'right' },
];

/** The runtime and the benchmark. */
const NAME_COLUMNS = 2;

const name = (text: string): string => clip(printable(text), LONGEST_NAME);

function paintStatus(status: Headline['status'], colours: Palette): string {
  const paint = { fail: colours.red, pass: colours.green, warn: colours.yellow, undecided: colours.yellow }[status];
  return colours.bold(paint(STATUS[status]));
}

/** Writes text after a label, with further lines indented to where the text began. */
function hanging(label: string, labelWidth: number, text: string, width: number): string[] {
  const lines = wrap(text, width - labelWidth);
  return lines.map((line, i) => (i === 0 ? label : ' '.repeat(labelWidth)) + line);
}

function answerLines(compared: Compared, width: number, colours: Palette): string[] {
  const { status, answer, rest } = headline(compared);
  const text = rest === '' ? answer : `${answer}; ${rest}`;
  const indent = STATUS[status].length + INDENT.length;
  const reasons = gateReasons(compared).flatMap((reason) =>
    hanging(' '.repeat(indent), indent, printable(reason), width),
  );
  return [...hanging(`${paintStatus(status, colours)}${INDENT}`, indent, text, width), ...reasons];
}

/** Shows the gate's outcome where nothing was compared. */
export function gateLines(
  gate: GateOutcome | undefined,
  status: Headline['status'],
  width: number,
  colours: Palette,
): string[] {
  if (gate === undefined) return [];
  const label = `${paintStatus(status, colours)}${INDENT}`;
  return hanging(label, STATUS[status].length + INDENT.length, printable(gate.reasons.join(' ')), width);
}

function sides({ mode, baseline, candidate }: Comparison, run: RunDocument): string {
  if (mode === 'across') {
    return `Run ${candidate.id} of ${formatTime(candidate.startedAt)} against run ${baseline.id} of ${formatTime(baseline.startedAt)} (${baseline.source}).`;
  }
  const arms = sidesOf(run).map((side) => `${side.candidate} against ${side.baseline}`);
  return `${arms.join(', ')}, measured in pairs in run ${candidate.id}.`;
}

function origin(comparison: Comparison, run: RunDocument, width: number): string[] {
  const { alpha, cells } = comparison.settings;
  const meaning = comparison.mode === 'ab' ? 'against the baseline' : "of each runtime's cost against native";
  const chance = `${Number((100 * alpha).toPrecision(3))} %`;
  return [
    ...wrap(printable(sides(comparison, run)), width),
    ...wrap(
      `change: ${meaning}, as time for the same work (or memory); + is worse, - is better, ~ is no evidence of either. ${leastCalled(comparison)}, and the tests allow a chance of ${chance} of any false alarm in ${count(cells, 'cell')}.`,
      width,
    ),
    ...wrap(CELLS_AND_NOISE, width),
  ];
}

function paintVerdict(cell: ComparedCell, { bold, red, green, yellow }: Palette): string {
  const [heading, word] = [headingOf(cell), verdictWords(cell)];
  if (heading === 'regressed') return bold(red(word));
  if (heading === 'improved') return bold(green(word));
  return bold(heading === 'missing' || heading === 'suspected' ? yellow(word) : word);
}

function rowCells(cell: ComparedCell, among: readonly ComparedCell[], colours: Palette): string[] {
  const change = changeOf(cell);
  return [
    name(cell.arm),
    name(benchmarkLabel(cell, among)),
    change === null ? ABSENT : paintCost(colours, change.evidence, change.estimate),
    change?.word ?? '',
    colours.dim(change?.interval ?? ''),
    formatNoise(cell.noisePercent),
  ];
}

/** A row of what was found. */
interface Row {
  /** It is the painted heading of the rows that belong together. */
  readonly title: string;
  readonly cells: readonly string[];
  readonly reason: string;
}

function verdictRows(comparison: Comparison, colours: Palette): Row[] {
  const cells = HEADINGS.filter((heading) => heading !== 'not-slower').flatMap((heading) =>
    [...groupBy(cellsOf(comparison, heading), ({ reason }) => reason).values()].flat(),
  );
  return cells.map((cell) => ({
    title: paintVerdict(cell, colours),
    cells: rowCells(cell, comparison.cells, colours),
    reason: cell.reason,
  }));
}

/**
 * Returns limits in the columns of a verdict: what was measured is in the column of the change, the limit beside it.
 */
function limitTableRows(limits: Limits | undefined, colours: Palette): Row[] {
  return limitRows(limits).map(({ cell, figure, interval, limit }) => ({
    title: paintOutcome(cell.outcome, colours),
    cells: [
      name(cell.arm),
      name(cell.benchmark),
      figure,
      name(limit),
      colours.dim(interval),
      formatNoise(cell.noisePercent),
    ],
    reason: cell.outcome === 'within' ? '' : cell.reason,
  }));
}

function paintOutcome(outcome: LimitOutcome, { bold, red, green, yellow }: Palette): string {
  const paint = { beyond: red, missing: yellow, 'cannot tell': yellow, within: green }[outcome];
  return bold(paint(LIMIT_WORDS[outcome]));
}

/**
 * Shows all cells but those that are not slower, each under its verdict, then the limits. A reason that rows share is
 * below them.
 */
function verdictTable({ comparison, limits }: Compared, width: number, colours: Palette): string[] {
  return foundTable([...verdictRows(comparison, colours), ...limitTableRows(limits, colours)], width, colours);
}

/** Shows limits alone in the same way. */
export function limitLines(limits: Limits | undefined, width: number, colours: Palette): string[] {
  const sentences = unplannedLimits(limits).flatMap((text) => wrap(printable(text), width));
  return [
    ...foundTable(limitTableRows(limits, colours), width, colours),
    ...(sentences.length === 0 ? [] : ['', ...sentences]),
  ];
}

function foundTable(found: readonly Row[], width: number, colours: Palette): string[] {
  if (found.length === 0) return [];
  const { head, rows } = figureRows(found, width, colours);
  const lines = found.flatMap(({ title, reason }, i) => {
    const next = found[i + 1];
    const isRepeated = next?.reason === reason && next.title === title;
    const shown =
      isRepeated || reason === '' ? [] : hanging(INDENT.repeat(2), 2 * INDENT.length, printable(reason), width);
    const row = (rows[i] ?? []).map((line) => INDENT + line);
    return [...(title === found[i - 1]?.title ? [] : [title]), ...row, ...shown.map(colours.dim)];
  });
  return ['', `${INDENT}${head}`, ...lines];
}

/** Where the terminal is narrow, the names of a row have a line of their own above its figures. */
function figureRows(
  found: readonly Row[],
  width: number,
  colours: Palette,
): { readonly head: string; readonly rows: readonly (readonly string[])[] } {
  const columns = COLUMNS.map((column) => ({ ...column, head: colours.bold(column.head) }));
  const cells = found.map((row) => row.cells);
  const [head = '', ...lines] = tableLines(columns, cells);
  if ([head, ...lines].every((line) => INDENT.length + stringWidth(line) <= width))
    return { head, rows: lines.map((line) => [line]) };
  const [heads = '', ...figures] = tableLines(
    columns.slice(NAME_COLUMNS),
    cells.map((row) => row.slice(NAME_COLUMNS)),
  );
  const names = cells.map((row) => row.slice(0, NAME_COLUMNS).join(' '));
  return { head: INDENT + heads, rows: figures.map((line, i) => [names[i] ?? '', INDENT + line]) };
}

function notSlower(comparison: Comparison): string[] {
  const n = countVerdict(comparison.cells, 'not-slower');
  if (n === 0) return [];
  return [`${count(n, 'cell')} not slower: a slowdown of ${comparison.settings.marginPercent} % is excluded.`];
}

function hostLines(comparison: Comparison, width: number): string[] {
  if (comparison.host.length === 0) return [];
  const moved = hostChanges(comparison).map((cell) => {
    const change = changeOf(cell);
    return `${name(cell.benchmark)} ${change?.estimate} ${change?.word} ${change?.interval}`;
  });
  if (moved.length === 0)
    return [`No move of the host is proven (native in ${count(comparison.host.length, 'benchmark')}).`];
  return hanging(
    '',
    INDENT.length,
    `The host moved, which is no verdict about a runtime; native itself: ${moved.join('; ')}.`,
    width,
  );
}

/** Shows information beside the cells. */
function wholeLines(comparison: Comparison, width: number): string[] {
  const texts = wholeChangeTexts(comparison);
  if (texts.length === 0) return [];
  return hanging('', INDENT.length, printable(`Not gated: ${texts.join('; ')}.`, LONGEST_VALUE), width);
}

function differenceLines({ differences }: Comparison, width: number, colours: Palette): string[] {
  if (differences.length === 0) return [];
  const lines = differences.flatMap(({ field, baseline, candidate }) =>
    hanging(INDENT, 2 * INDENT.length, printable(`${field}: ${baseline}, now ${candidate}`, LONGEST_VALUE), width),
  );
  return ['', colours.bold('differs'), ...lines];
}

/** Shows the comparison, with the answer first. */
export function comparisonLines(compared: Compared, run: RunDocument, width: number, colours: Palette): string[] {
  const { comparison, limits } = compared;
  const closing = [
    ...unplannedLimits(limits).flatMap((text) => wrap(printable(text), width)),
    ...notSlower(comparison),
    ...wholeLines(comparison, width),
    ...hostLines(comparison, width),
  ];
  return [
    ...answerLines(compared, width, colours),
    ...origin(comparison, run, width),
    ...verdictTable(compared, width, colours),
    ...(closing.length === 0 ? [] : ['', ...closing]),
    ...differenceLines(comparison, width, colours),
  ];
}
