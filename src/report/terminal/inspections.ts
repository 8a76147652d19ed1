/**
 * Shows what changed inside the cells that regressed: the counters of both sides. The flame graphs are on the page.
 */
import { printable, wrap } from '../../printable.js';
import type { Inspection } from '../../results/schema/inspection.js';
import type { ReportInput } from '../input.js';
import { counterRows, INSIDE, inspectionsOf, inspectionTitle } from '../inspections.js';
import type { Palette } from './palette.js';
import { type Column, tableLines } from './table.js';

/** Returns nothing where nothing was inspected. */
export function inspectionLines(input: ReportInput, width: number, colours: Palette): string[] {
  return inspectionsOf(input).flatMap((inspection) => [
    '',
    ...wrap(printable(`${INSIDE}: ${inspectionTitle(inspection)}`), width).map(colours.bold),
    ...tableOf(inspection),
    ...inspection.notes.flatMap((note) =>
      wrap(printable(note), width - 2).map((line, at) => `${at === 0 ? '- ' : '  '}${line}`),
    ),
  ]);
}

function tableOf(inspection: Inspection): string[] {
  const rows = counterRows(inspection);
  if (rows.length === 0) return [];
  const columns: readonly Column[] = [
    { head: 'in one trial', align: 'left' },
    { head: printable(inspection.baseline.arm), align: 'right' },
    { head: printable(inspection.candidate.arm), align: 'right' },
    { head: 'change', align: 'right' },
  ];
  return tableLines(
    columns,
    rows.map(({ name, baseline, candidate, change }) => [name, baseline, candidate, change]),
  );
}
