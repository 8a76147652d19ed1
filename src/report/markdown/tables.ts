/** Writes tables and folds of the Markdown report. All text from a document is escaped here. */
import type { ComparedCell, OverheadCell } from '../../compare/comparison.js';
import type { LimitOutcome } from '../../compare/limits.js';
import { NATIVE } from '../../results/document.js';
import type { ReportInput } from '../input.js';
import type { LimitRow } from '../limits.js';
import { ABSENT, absoluteDifference, costOf, formatCost, formatLevel, formatNoise } from '../numbers.js';
import { armIdsOf, benchmarkRows } from '../rows.js';
import { benchmarkLabel, changeOf, type Heading, headingOf, isOpen, overallText } from '../verdicts.js';
import { code, escapeMarkdown } from './escape.js';
import type { Part } from './length-limit.js';

/** `---:` aligns to the right. */
type Alignment = '---' | '---:';
export type Head = readonly [head: string, alignment: Alignment];

/** Figures get spaces that do not break, since they must stay on one line. */
const solid = (text: string): string => text.replaceAll(' ', '\u00a0').replaceAll('~', '\\~');

/** Writes small text on a line of its own: GitHub shows a table of some 800 px without scrolling. */
const below = (text: string): string => (text === '' ? '' : `<br><sub>${text}</sub>`);

function levelText(level: number | null, unit: string, noisePercent: number | null): string {
  return level === null ? ABSENT : solid(escapeMarkdown(formatLevel(level, unit, noisePercent)));
}

/** Writes a table. Cells must be escaped already. */
export function markdownTable(heads: readonly Head[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads.map(([head]) => head)), line(heads.map(([, alignment]) => alignment)), ...rows.map(line)].join(
    '\n',
  );
}

/**
 * Makes a part that opens on a click and is left out first.
 * @param summary HTML. @param name Markdown, which names the part when it is left out.
 */
export function fold(summary: string, name: string, body: string): Part {
  return { text: `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`, fold: name };
}

/** Writes the change, with its interval below it and what all launches show below that. */
function changeText(cell: ComparedCell, style: (figure: string) => string = (figure) => figure): string {
  const change = changeOf(cell);
  if (change === null) return ABSENT;
  return `${style(solid(`${change.estimate} ${change.word}`.trim()))}${below(solid(change.interval))}${below(solid(overallText(cell)))}`;
}

/** Writes the level now, with that of the baseline below it. */
function levelsText({ baselineLevel, candidateLevel, unit, noisePercent }: ComparedCell): string {
  return `${levelText(candidateLevel, unit, noisePercent)}${below(`was\u00a0${levelText(baselineLevel, unit, noisePercent)}`)}`;
}

const VERDICT_HEADS: readonly Head[] = [
  ['verdict', '---'],
  ['runtime', '---'],
  ['benchmark', '---'],
  ['now', '---:'],
  ['change', '---:'],
  ['noise', '---:'],
];

const MARKS: Readonly<Record<Heading, string>> = {
  regressed: '🔴\u00a0**regressed**',
  suspected: '🟠\u00a0suspected',
  missing: '⚫\u00a0missing',
  improved: '🟢\u00a0improved',
  inconclusive: '⚪\u00a0inconclusive',
  'not-slower': 'not slower',
};

/** Marks a cell; where the second look was not possible, this is said below. */
const marked = (cell: ComparedCell): string => MARKS[headingOf(cell)] + below(isOpen(cell) ? 'not\u00a0confirmed' : '');

const LIMIT_MARKS: Readonly<Record<LimitOutcome, string>> = {
  beyond: '🔴\u00a0**beyond limit**',
  missing: '⚫\u00a0limit, missing',
  'cannot tell': '⚪\u00a0limit, cannot tell',
  within: 'within limit',
};

/**
 * Writes a limit in the columns of a verdict: what is measured is in the column of the level, the limit in that of the
 * change.
 */
function limitRow({ cell, figure, interval, limit }: LimitRow): string[] {
  const { arm, benchmark, outcome, noisePercent } = cell;
  const now = `${solid(escapeMarkdown(figure))}${below(solid(escapeMarkdown(interval)))}`;
  const asked = `limit ${code(limit)}`;
  return [LIMIT_MARKS[outcome], code(arm), code(benchmark), now, asked, solid(formatNoise(noisePercent))];
}

export const limitTable = (rows: readonly LimitRow[]): string => markdownTable(VERDICT_HEADS, rows.map(limitRow));

/** Writes what was found, a row each, then what was limited. */
export function verdictTable(
  cells: readonly ComparedCell[],
  among: readonly ComparedCell[],
  limits: readonly LimitRow[],
): string {
  const rows = cells.map((cell) => [
    marked(cell),
    code(cell.arm),
    code(benchmarkLabel(cell, among)),
    levelsText(cell),
    changeText(cell, (figure) => `**${figure}**`),
    solid(formatNoise(cell.noisePercent)),
  ]);
  return markdownTable(VERDICT_HEADS, [...rows, ...limits.map(limitRow)]);
}

const RUNTIME_HEADS: readonly Head[] = [
  ['benchmark', '---'],
  ['now', '---:'],
  ['change', '---:'],
  ['verdict', '---'],
  ['noise', '---:'],
  ['blocks', '---:'],
];

/** Writes all cells of one runtime with their levels. */
export function runtimeTable(cells: readonly ComparedCell[], among: readonly ComparedCell[]): string {
  const rows = cells.map((cell) => [
    code(benchmarkLabel(cell, among)),
    levelsText(cell),
    changeText(cell),
    MARKS[headingOf(cell)],
    solid(formatNoise(cell.noisePercent)),
    `${cell.baselineBlocks} → ${cell.candidateBlocks}`,
  ]);
  return markdownTable(RUNTIME_HEADS, rows);
}

function overheadText(cell: OverheadCell | undefined): string {
  if (cell === undefined) return ABSENT;
  if (cell.level === null && cell.failures > 0) return 'failed';
  if (cell.overhead === null) return ABSENT;
  const { estimate, interval } = formatCost(costOf(cell.overhead, cell.direction));
  const figure = solid([estimate, absoluteDifference(cell)].filter((part) => part !== '').join(' '));
  return `${figure}${below(solid(interval))}`;
}

/** Writes one row a benchmark: native's level, then the cost of each runtime with its interval. */
export function overheadTable({ run, overheads }: ReportInput): string {
  const arms = armIdsOf(run, overheads).filter((arm) => arm !== NATIVE);
  const heads: Head[] = [['benchmark', '---'], [NATIVE, '---:'], ...arms.map((arm): Head => [code(arm), '---:'])];
  const rows = benchmarkRows(run, overheads).map((row) => [
    code(row.benchmark),
    levelText(row.nativeLevel, row.unit, null),
    ...arms.map((arm) => overheadText(row.cells.get(arm))),
  ]);
  return markdownTable(heads, rows);
}
