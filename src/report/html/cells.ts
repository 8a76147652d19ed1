/** Renders the table of all cells. Each opens the details behind it. */
import type { ComparedCell, OverheadCell } from '../../compare/comparison.js';
import { armClass } from '../chart/colours.js';
import type { ReportInput } from '../input.js';
import { ABSENT, costOf, type Evidence, formatCost, formatLevel, formatNoise } from '../numbers.js';
import { benchmarkLabel, changeOf, costOfCell, HEADINGS, headingOf, overallText, verdictWords } from '../verdicts.js';
import { detail, pairsData } from './detail.js';
import { type Html, html } from './template.js';
import { type CellView, cellViews } from './views.js';

interface Column {
  readonly head: string;
  /** It is the class of the head and its cells: `n` for figures, `extra` where a narrow screen leaves it out. */
  readonly kind: '' | 'n' | 'n extra';
}

const COMPARED: readonly Column[] = [
  { head: 'Runtime', kind: '' },
  { head: 'Benchmark', kind: '' },
  { head: 'Verdict', kind: '' },
  { head: 'Change', kind: 'n' },
  { head: 'Baseline', kind: 'n extra' },
  { head: 'Now', kind: 'n extra' },
  { head: 'Noise', kind: 'n extra' },
];

const WITHOUT_BASELINE: readonly Column[] = [
  { head: 'Runtime', kind: '' },
  { head: 'Benchmark', kind: '' },
  { head: 'Cost', kind: 'n' },
  { head: 'Native', kind: 'n extra' },
  { head: 'Measured', kind: 'n extra' },
  { head: 'Noise', kind: 'n extra' },
  { head: 'Blocks', kind: 'n extra' },
];

/** Returns nothing where the plan compares nothing. */
export function cellsPart(input: ReportInput): Html {
  const views = cellViews(input);
  if (views.length === 0) return html``;
  const columns = input.comparison ? COMPARED : WITHOUT_BASELINE;
  return html`<section aria-labelledby="cells">
<h2 id="cells">${input.comparison ? 'Every verdict' : 'Every cost'}</h2>
${controls(input, views)}
<div class="scroll" tabindex="0" role="region" aria-labelledby="cells">
<table class="cells">
<thead><tr>${columns.map(({ head, kind }) => html`<th scope="col" class="${kind}"><button>${head}</button></th>`)}</tr></thead>
${views.map((view, index) => body(input, view, index, columns.length))}
</table>
</div>
${pairsData(views)}
</section>`;
}

function controls({ comparison }: ReportInput, views: readonly CellView[]): Html {
  const arms = [...new Set(views.map(({ arm }) => arm))];
  const headings = HEADINGS.filter((heading) => comparison?.cells.some((cell) => headingOf(cell) === heading));
  return html`<div class="controls">
<label for="filter">Find<input id="filter" type="search" placeholder="runtime, benchmark" autocomplete="off"></label>
${select('arm', 'Runtime', arms)}
${comparison ? select('verdict', 'Verdict', headings) : undefined}
<span class="count" role="status"></span>
</div>`;
}

function select(name: string, label: string, values: readonly string[]): Html {
  const options = values.map((value) => html`<option value="${value}">${value}</option>`);
  return html`<label>${label}<select name="${name}"><option value="">all</option>${options}</select></label>`;
}

function body(input: ReportInput, view: CellView, index: number, columns: number): Html {
  const { arm, compared, overhead } = view;
  return html`<tbody data-arm="${arm}" data-verdict="${compared ? headingOf(compared) : ''}">
<tr class="cell"><td class="arm"><i class="swatch ${armClass(input.run, arm)}"></i>${arm}</td>
<th scope="row" class="benchmark"><button class="open" aria-expanded="false" aria-controls="cell-${index}">${labelOf(input, view)}</button></th>
${compared ? comparedCells(compared) : cellsWithoutBaseline(overhead)}</tr>
<tr class="detail" id="cell-${index}" hidden><td colspan="${columns}">${detail(input, view, index)}</td></tr>
</tbody>
`;
}

function labelOf({ comparison }: ReportInput, { compared, benchmark }: CellView): string {
  return compared && comparison ? benchmarkLabel(compared, comparison.cells) : benchmark;
}

/** The sign and the word say which way a figure goes, so colour is never alone. */
const TONES: Readonly<Record<string, string>> = {
  regressed: 'worse',
  suspected: 'doubt',
  missing: 'worse',
  improved: 'better',
  inconclusive: 'doubt',
  'not-slower': 'muted',
  worse: 'worse',
  better: 'better',
  none: 'muted',
};

const figure = (kind: string, sort: number | null, content: Html | string): Html =>
  html`<td class="${kind}" data-sort="${sort === null ? '' : sort}">${content}</td>
`;

function comparedCells(cell: ComparedCell): Html {
  const { unit, noisePercent, baselineLevel, candidateLevel } = cell;
  const heading = headingOf(cell);
  const change = changeOf(cell);
  const overall = overallText(cell);
  const text = change
    ? html`<span class="${TONES[change.evidence]}">${change.estimate} ${change.word}</span> <span class="interval">${change.interval}</span>${overall === '' ? undefined : html` <span class="overall">${overall}</span>`}`
    : ABSENT;
  return html`<td class="said" data-sort="${HEADINGS.indexOf(heading)}"><span class="${TONES[heading]}">${verdictWords(cell)}</span></td>
${figure('n change', costOfCell(cell)?.percent ?? null, text)}
${figure('n extra', baselineLevel, formatLevel(baselineLevel, unit, noisePercent))}
${figure('n extra', candidateLevel, formatLevel(candidateLevel, unit, noisePercent))}
${figure('n extra', noisePercent, formatNoise(noisePercent))}`;
}

function cellsWithoutBaseline(cell: OverheadCell | undefined): Html {
  if (cell === undefined) return html``;
  const { overhead, direction, level, nativeLevel, unit, noisePercent, blocks, failures } = cell;
  const cost = overhead && costOf(overhead, direction);
  const failed = level === null && failures > 0 ? 'failed' : ABSENT;
  return html`${figure('n change', cost?.percent ?? null, cost ? costText(formatCost(cost)) : failed)}
${figure('n extra', nativeLevel, formatLevel(nativeLevel, unit, noisePercent))}
${figure('n extra', level, formatLevel(level, unit, noisePercent))}
${figure('n extra', noisePercent, formatNoise(noisePercent))}
${figure('n extra', blocks, String(blocks))}`;
}

const costText = ({ estimate, interval, evidence }: { estimate: string; interval: string; evidence: Evidence }): Html =>
  html`<span class="${TONES[evidence]}">${estimate}</span> <span class="interval">${interval}</span>`;
