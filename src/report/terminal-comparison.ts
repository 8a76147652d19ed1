/** What a comparison found: the answer, then what regressed, vanished, improved or could not be decided. */
import type { ComparedCell, Comparison, Verdict } from '../compare/comparison.js';
import type { GateOutcome } from './input.js';
import { ABSENT, count, formatNoise } from './numbers.js';
import { formatTime } from './origin.js';
import { type Palette, paintCost } from './palette.js';
import { clip, printable, wrap } from './printable.js';
import { type Column, tableLines } from './table.js';
import { benchmarkLabel, cellsOf, changeOf, type Headline, headline, hostMoves, VERDICT_ORDER } from './verdicts.js';

const LONGEST_NAME = 40;
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

const name = (text: string): string => clip(printable(text), LONGEST_NAME);

function paintStatus(status: Headline['status'], colours: Palette): string {
  const paint = { fail: colours.red, pass: colours.green, warn: colours.yellow, undecided: colours.yellow }[status];
  return colours.bold(paint(STATUS[status]));
}

/** Text after a label, its further lines indented to where it began. */
function hanging(label: string, labelWidth: number, text: string, width: number): string[] {
  const lines = wrap(text, width - labelWidth);
  return lines.map((line, i) => (i === 0 ? label : ' '.repeat(labelWidth)) + line);
}

function answerLines(comparison: Comparison, gate: GateOutcome | undefined, width: number, colours: Palette): string[] {
  const { status, answer, rest } = headline(comparison, gate);
  const text = rest === '' ? answer : `${answer}; ${rest}`;
  const indent = STATUS[status].length + INDENT.length;
  const reasons = (gate?.reasons ?? []).flatMap((reason) =>
    hanging(' '.repeat(indent), indent, printable(reason), width),
  );
  return [...hanging(`${paintStatus(status, colours)}${INDENT}`, indent, text, width), ...reasons];
}

/** The gate's outcome where nothing was compared. */
export function gateLines(gate: GateOutcome | undefined, width: number, colours: Palette): string[] {
  if (gate === undefined) return [];
  const label = `${paintStatus(gate.pass ? 'pass' : 'fail', colours)}${INDENT}`;
  return hanging(label, STATUS.pass.length + INDENT.length, printable(gate.reasons.join(' ')), width);
}

function origin({ mode, baseline, candidate, settings }: Comparison, width: number): string[] {
  const sides =
    mode === 'ab'
      ? `Both sides were measured in run ${candidate.id}, block by block: ${baseline.source}.`
      : `Run ${candidate.id} of ${formatTime(candidate.startedAt)} against run ${baseline.id} of ${formatTime(baseline.startedAt)} (${baseline.source}).`;
  const meaning = mode === 'ab' ? 'against the baseline' : "of each runtime's cost against native";
  const rule = `Regressed is a change of more than ${settings.minEffectPercent} % for the worse, with at most a ${Number((100 * settings.alpha).toPrecision(3))} % chance of any false alarm in ${count(settings.cells, 'cell')}.`;
  return [
    ...wrap(printable(sides), width),
    ...wrap(
      `change: ${meaning}, as more time or less throughput; + is worse, - is better, ~ is no evidence of either. ${rule}`,
      width,
    ),
  ];
}

function paintVerdict(verdict: Verdict, colours: Palette): string {
  const paint = { regressed: colours.red, improved: colours.green, missing: colours.yellow };
  return colours.bold(verdict in paint ? paint[verdict as keyof typeof paint](verdict) : verdict);
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

/** All that is not equivalent, under its verdict; below each run of rows with the same reason, that reason. */
function verdictTable(comparison: Comparison, width: number, colours: Palette): string[] {
  const cells = VERDICT_ORDER.filter((verdict) => verdict !== 'equivalent').flatMap((verdict) =>
    cellsOf(comparison, verdict),
  );
  if (cells.length === 0) return [];
  const [head = '', ...rows] = tableLines(
    COLUMNS.map((column) => ({ ...column, head: colours.bold(column.head) })),
    cells.map((cell) => rowCells(cell, comparison.cells, colours)),
  );
  const lines = cells.flatMap((cell, i) => {
    const title = cell.verdict === cells[i - 1]?.verdict ? [] : [paintVerdict(cell.verdict, colours)];
    const next = cells[i + 1];
    const told = next?.reason === cell.reason && next.verdict === cell.verdict;
    const reason =
      told || cell.reason === '' ? [] : hanging(INDENT.repeat(2), 2 * INDENT.length, printable(cell.reason), width);
    return [...title, `${INDENT}${rows[i] ?? ''}`, ...reason.map(colours.dim)];
  });
  return ['', `${INDENT}${head}`, ...lines];
}

function equivalents(comparison: Comparison): string[] {
  const n = cellsOf(comparison, 'equivalent').length;
  if (n === 0) return [];
  return [`${count(n, 'cell')} equivalent: a slowdown of ${comparison.settings.marginPercent} % is excluded.`];
}

function hostLines(comparison: Comparison, width: number): string[] {
  if (comparison.host.length === 0) return [];
  const moved = hostMoves(comparison).map((cell) => {
    const change = changeOf(cell);
    return `${name(cell.benchmark)} ${change?.estimate} ${change?.word} ${change?.interval}`;
  });
  if (moved.length === 0)
    return [`The host did not move: native is as before in ${count(comparison.host.length, 'benchmark')}.`];
  return hanging(
    '',
    INDENT.length,
    `The host moved, which is no verdict about a runtime; native itself: ${moved.join('; ')}.`,
    width,
  );
}

function differenceLines({ differences }: Comparison, colours: Palette): string[] {
  if (differences.length === 0) return [];
  const rows = differences.map(({ field, baseline, candidate }) => [
    printable(field),
    printable(baseline),
    printable(candidate),
  ]);
  const columns = ['differs', 'baseline', 'now'].map((head): Column => ({ head: colours.bold(head), align: 'left' }));
  return ['', ...tableLines(columns, rows)];
}

/** The answer comes first. */
export function comparisonLines(
  comparison: Comparison,
  gate: GateOutcome | undefined,
  width: number,
  colours: Palette,
): string[] {
  const closing = [...equivalents(comparison), ...hostLines(comparison, width)];
  return [
    ...answerLines(comparison, gate, width, colours),
    ...origin(comparison, width),
    ...verdictTable(comparison, width, colours),
    ...(closing.length === 0 ? [] : ['', ...closing]),
    ...differenceLines(comparison, colours),
  ];
}
