/** Tables and folds of the Markdown report. Whatever comes from a document is escaped here. */
import type { ComparedCell, OverheadCell } from '../compare/comparison.js';
import { NATIVE } from '../results/document.js';
import { code, escapeMarkdown } from './escape-markdown.js';
import type { ReportInput } from './input.js';
import { ABSENT, absoluteDifference, costOf, formatCost, formatLevel, formatNoise } from './numbers.js';
import { armsOf, benchmarkRows } from './rows.js';
import { benchmarkLabel, changeOf } from './verdicts.js';
import type { Part } from './within-limit.js';

/** `---:` aligns right. */
type Alignment = '---' | '---:';
export type Head = readonly [head: string, alignment: Alignment];

/** Figures must not be broken over lines: their spaces do not break. */
const solid = (text: string): string => text.replaceAll(' ', '\u00a0').replaceAll('~', '\\~');

function levelText(level: number | null, unit: string, noisePercent: number | null): string {
  return level === null ? ABSENT : solid(escapeMarkdown(formatLevel(level, unit, noisePercent)));
}

/** Cells must be escaped already. */
export function markdownTable(heads: readonly Head[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads.map(([head]) => head)), line(heads.map(([, alignment]) => alignment)), ...rows.map(line)].join(
    '\n',
  );
}

/**
 * A part that opens on a click and is the first to be left out.
 * @param summary HTML. @param name what to call it when it is left out: Markdown.
 */
export function fold(summary: string, name: string, body: string): Part {
  return { text: `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`, fold: name };
}

function changeText(cell: ComparedCell): string {
  const change = changeOf(cell);
  if (change === null) return ABSENT;
  return solid([change.estimate, change.word, change.interval].filter((part) => part !== '').join(' '));
}

const VERDICT_HEADS: readonly Head[] = [
  ['runtime', '---'],
  ['benchmark', '---'],
  ['change', '---:'],
  ['verdict', '---'],
  ['noise', '---:'],
  ['why', '---'],
];

/** Runtime, benchmark, change with interval, verdict, noise, reason. */
export function verdictTable(cells: readonly ComparedCell[], among: readonly ComparedCell[]): string {
  const rows = cells.map((cell) => [
    code(cell.arm),
    code(benchmarkLabel(cell, among)),
    changeText(cell),
    cell.verdict === 'regressed' ? `**${cell.verdict}**` : cell.verdict,
    solid(formatNoise(cell.noisePercent)),
    escapeMarkdown(cell.reason),
  ]);
  return markdownTable(VERDICT_HEADS, rows);
}

const RUNTIME_HEADS: readonly Head[] = [
  ['benchmark', '---'],
  ['baseline', '---:'],
  ['now', '---:'],
  ['change', '---:'],
  ['verdict', '---'],
  ['noise', '---:'],
  ['blocks', '---:'],
];

/** All cells of one runtime with their levels. */
export function runtimeTable(cells: readonly ComparedCell[], among: readonly ComparedCell[]): string {
  const rows = cells.map((cell) => [
    code(benchmarkLabel(cell, among)),
    levelText(cell.baselineLevel, cell.unit, cell.noisePercent),
    levelText(cell.candidateLevel, cell.unit, cell.noisePercent),
    changeText(cell),
    cell.verdict,
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
  return solid([estimate, interval, absoluteDifference(cell)].filter((part) => part !== '').join(' '));
}

/** One row a benchmark: native's level, then the cost of each runtime with its interval. */
export function overheadTable({ run, overheads }: ReportInput): string {
  const arms = armsOf(run, overheads).filter((arm) => arm !== NATIVE);
  const heads: Head[] = [['benchmark', '---'], [NATIVE, '---:'], ...arms.map((arm): Head => [code(arm), '---:'])];
  const rows = benchmarkRows(run, overheads).map((row) => [
    code(row.benchmark),
    levelText(row.nativeLevel, row.unit, null),
    ...arms.map((arm) => overheadText(row.cells.get(arm))),
  ]);
  return markdownTable(heads, rows);
}
