/** Shows the cost of every arm against native, as aligned columns. */
import stringWidth from 'string-width';
import type { OverheadCell } from '../../compare/comparison.js';
import { clip, printable } from '../../printable.js';
import { NATIVE } from '../../results/document.js';
import type { ReportInput } from '../input.js';
import { ABSENT, absoluteDifference, costOf, formatCost, formatNumber, scaleFor } from '../numbers.js';
import { armIdsOf, type BenchmarkRow, benchmarkRows } from '../rows.js';
import { type Palette, paintCost } from './palette.js';
import { type Column, tableLines } from './table.js';

/** With more arms than this, native included, each gets its own table. */
const ARMS_SIDE_BY_SIDE = 3;
const LONGEST_NAME = 40;
/** It marks a cell that a note or a failure is about. */
const MARK = '*';

const name = (text: string): string => clip(printable(text), LONGEST_NAME);

function level(value: number | null, row: BenchmarkRow, noisePercent: number | null): string {
  if (value === null) return ABSENT;
  return formatNumber(value * scaleFor(row.nativeLevel ?? value, row.unit).factor, noisePercent);
}

function armLevel(row: BenchmarkRow, cell: OverheadCell | undefined): string {
  if (cell === undefined) return ABSENT;
  return cell.level === null && cell.failures > 0 ? 'failed' : level(cell.level, row, cell.noisePercent);
}

/** Writes native's level with as many digits as the arm beside it with the least noise has. */
function nativeLevel(row: BenchmarkRow, arms: readonly string[]): string {
  const noises = arms.map((arm) => row.cells.get(arm)?.noisePercent ?? null).filter((noise) => noise !== null);
  return level(row.nativeLevel, row, noises.length === 0 ? null : Math.min(...noises));
}

/** Whether large costs also show their difference in time. Where there is little room, only the levels are shown. */
type Detail = 'difference' | 'levels';

/** Returns level, cost and interval of one arm: three cells of a row. */
function armCells(row: BenchmarkRow, cell: OverheadCell | undefined, detail: Detail, colours: Palette): string[] {
  const mark = cell !== undefined && (cell.notes.length > 0 || cell.failures > 0) ? MARK : '';
  const shown = armLevel(row, cell);
  if (cell === undefined || cell.overhead === null) return [shown, ABSENT, mark];
  const cost = formatCost(costOf(cell.overhead, cell.direction));
  const interval = [cost.interval, detail === 'difference' ? absoluteDifference(cell) : '', mark]
    .filter((part) => part !== '')
    .join(' ');
  return [shown, paintCost(colours, cost.evidence, cost.estimate), colours.dim(interval)];
}

function rowCells(row: BenchmarkRow, arms: readonly string[], detail: Detail, colours: Palette): string[] {
  const known = row.nativeLevel ?? [...row.cells.values()].find((cell) => cell.level !== null)?.level ?? 0;
  return [
    name(row.benchmark),
    name(scaleFor(known, row.unit).unit),
    nativeLevel(row, arms),
    ...arms.flatMap((arm) => armCells(row, row.cells.get(arm), detail, colours)),
  ];
}

function columnsFor(arms: readonly string[], colours: Palette): Column[] {
  const columns: Column[] = [
    { head: 'benchmark', align: 'left' },
    { head: 'unit', align: 'left' },
    { head: NATIVE, align: 'right' },
    ...arms.flatMap((arm): Column[] => [
      { head: name(arm), align: 'right' },
      { head: 'cost', align: 'right' },
      { head: 'interval', align: 'left' },
    ]),
  ];
  return columns.map(({ head, align }) => ({ head: colours.bold(head), align }));
}

const fits = (lines: readonly string[], width: number): boolean => lines.every((line) => stringWidth(line) <= width);

function table(rows: readonly BenchmarkRow[], arms: readonly string[], detail: Detail, colours: Palette): string[] {
  return tableLines(
    columnsFor(arms, colours),
    rows.map((row) => rowCells(row, arms, detail, colours)),
  );
}

/** Puts each benchmark's name on a line of its own above its figures, for narrow terminals. */
function stackedTable(rows: readonly BenchmarkRow[], arms: readonly string[], colours: Palette): string[] {
  const cells = rows.map((row) => rowCells(row, arms, 'levels', colours));
  const [head = '', ...figures] = tableLines(
    columnsFor(arms, colours).slice(1),
    cells.map((row) => row.slice(1)),
  );
  return [`  ${head}`, ...figures.flatMap((line, i) => [cells[i]?.[0] ?? '', `  ${line}`])];
}

/** Returns the layout with the most detail that fits the width, and the narrowest where none does. */
function fitted(rows: readonly BenchmarkRow[], arms: readonly string[], width: number, colours: Palette): string[] {
  const layouts = [table(rows, arms, 'difference', colours), table(rows, arms, 'levels', colours)];
  return layouts.find((lines) => fits(lines, width)) ?? stackedTable(rows, arms, colours);
}

/** Shows one row a benchmark: all arms side by side where they are few and fit, else a table for each arm. */
export function overheadLines({ run, overheads }: ReportInput, width: number, colours: Palette): string[] {
  const rows = benchmarkRows(run, overheads);
  const arms = armIdsOf(run, overheads).filter((arm) => arm !== NATIVE);
  if (rows.length === 0) return ['Nothing was measured.'];
  if (arms.length < ARMS_SIDE_BY_SIDE) {
    const together = table(rows, arms, 'difference', colours);
    if (fits(together, width)) return together;
  }
  return arms.flatMap((arm, i) => [...(i === 0 ? [] : ['']), ...fitted(rows, [arm], width, colours)]);
}
