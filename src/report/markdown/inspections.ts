/**
 * Shows what changed inside the cells that regressed: the counters of both sides. The flame graphs are on the page.
 */
import type { Inspection } from '../../results/schema/inspection.js';
import type { ReportInput } from '../input.js';
import { counterRows, INSIDE, inspectionsOf, inspectionTitle } from '../inspections.js';
import { code, escapeMarkdown } from './escape.js';
import type { Part } from './length-limit.js';
import { fold, type Head, markdownTable } from './tables.js';

export function inspectionParts(input: ReportInput): Part[] {
  const inspections = inspectionsOf(input);
  if (inspections.length === 0) return [];
  return [fold(INSIDE, INSIDE.toLowerCase(), inspections.map(inspectionText).join('\n\n'))];
}

function inspectionText(inspection: Inspection): string {
  const { baseline, candidate, notes } = inspection;
  const heads: readonly Head[] = [
    ['in one trial', '---'],
    [code(baseline.arm), '---:'],
    [code(candidate.arm), '---:'],
    ['change', '---:'],
  ];
  const rows = counterRows(inspection).map((row) =>
    [row.name, row.baseline, row.candidate, row.change].map(escapeMarkdown),
  );
  const told = notes.map((note) => `- ${escapeMarkdown(note)}`).join('\n');
  const table = rows.length === 0 ? [] : [markdownTable(heads, rows)];
  return [`**${escapeMarkdown(inspectionTitle(inspection))}**`, ...table, told].join('\n\n');
}
