/** Shows what changed inside the cells that regressed: counters of both sides, and where the time goes. */
import type { Inspection } from '../../results/schema/inspection.js';
import { flameChart } from '../chart/flame.js';
import type { ReportInput } from '../input.js';
import { counterRows, INSIDE, inspectionsOf, inspectionTitle } from '../inspections.js';
import { figure } from './parts.js';
import { type Html, html } from './template.js';

export function inspectionsPart(input: ReportInput): Html {
  const inspections = inspectionsOf(input);
  if (inspections.length === 0) return html``;
  return html`<section aria-labelledby="inside"><h2 id="inside">${INSIDE}</h2>
${inspections.map(inspectionPart)}</section>`;
}

function inspectionPart(inspection: Inspection, at: number): Html {
  const chart = flameChart(inspection, `flame-${at}`);
  return html`<h3 class="differs">${inspectionTitle(inspection)}</h3>
${counterTable(inspection)}${chart ? figure(chart) : undefined}<ul class="notes">${inspection.notes.map((note) => html`<li>${note}</li>`)}</ul>
`;
}

function counterTable(inspection: Inspection): Html {
  const rows = counterRows(inspection);
  if (rows.length === 0) return html``;
  const { baseline, candidate } = inspection;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="counters of ${inspectionTitle(inspection)}"><table>
<thead><tr><th scope="col">In one trial</th><th scope="col" class="n">${baseline.arm}</th><th scope="col" class="n">${candidate.arm}</th><th scope="col" class="n">Change</th></tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${row.name}</th><td class="n">${row.baseline}</td><td class="n">${row.candidate}</td><td class="n">${row.change}</td></tr>`)}</tbody></table></div>`;
}
