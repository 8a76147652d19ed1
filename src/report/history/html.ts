/**
 * Renders the dashboard of a history: what moved first, then every series, each with its chart and what changed around
 * its steps.
 */
import type { Commits, EnvironmentChange } from '../../history/causes.js';
import type { HistoryEvent } from '../../history/events.js';
import { changeWords, type Finding } from '../../history/findings.js';
import type { HistoryInput } from '../../history/input.js';
import { printableJson } from '../../printable.js';
import { NATIVE } from '../../results/document.js';
import { count } from '../../units.js';
import { runtimeClass } from '../chart/colours.js';
import { type Frame, page } from '../html/html.js';
import { type Html, html, trusted } from '../html/template.js';
import { SERIES_AND_NOISE } from '../legend.js';
import { costOf, formatNoise } from '../numbers.js';
import { CLIENT } from './client-code.js';
import { type CellRow, pageData, rowsOf } from './data.js';
import { currentOf, currentText } from './terminal.js';
import {
  answerOf,
  dayOf,
  eventText,
  extentWords,
  hostName,
  NEWS_DAYS,
  newsOf,
  ratioText,
  seriesName,
  shapeNotes,
  stepText,
  unsteadyText,
} from './words.js';

/** The page has neither marks of evidence nor intervals: a step is one, or is not told. */
const FRAME: Frame = {
  client: CLIENT,
  legend: `${SERIES_AND_NOISE} Costs are time for the same work (or memory): + is worse, - is better, ×n is n times as much.`,
};

/** At most this many events that are no news are listed. */
const MOST_OLD = 30;
/** At most this many steps of a series, and changes around a step, are listed. */
const MOST_STEPS = 12;
const MOST_CHANGES = 8;

/** Returns the whole document, ending in a newline. */
export function renderHistoryHtml(input: HistoryInput): string {
  const rows = rowsOf(input);
  const places = new Map(rows.map(({ shown }, i) => [shown, i]));
  const dashboard: Dashboard = { input, rows, placeOf: (finding) => places.get(finding.series) };
  return page(`${answerOf(input)} - tare history`, head(input), [movedPart(dashboard), seriesPart(dashboard)], FRAME);
}

interface Dashboard {
  readonly input: HistoryInput;
  readonly rows: readonly CellRow[];
  /** Returns the place of the row that shows the finding's series. */
  placeOf(finding: Finding): number | undefined;
}

function head(input: HistoryInput): Html {
  const { news } = newsOf(input);
  const worse = news.some(({ findings }) => findings.some(({ times }) => times > 1));
  const status = worse ? 'warn' : input.history.points.length === 0 ? '' : 'pass';
  const newest = input.history.points.at(-1);
  return html`<p class="brand">tare history${newest ? html` · last run ${dayOf(newest.at)}` : undefined}</p>
<div class="verdict ${status}"><h1>${answerOf(input)}</h1><p>${extentWords(input)}</p></div>`;
}

function movedPart(dashboard: Dashboard): Html {
  const { news, older } = newsOf(dashboard.input);
  if (news.length + older.length === 0) return html``;
  const shown = older.slice(0, MOST_OLD);
  const rest = older.length - shown.length;
  return html`<section aria-labelledby="moved"><h2 id="moved">What moved</h2>
${news.length > 0 ? html`<ol class="events">${news.map((event) => eventItem(dashboard, event))}</ol>` : html`<p class="muted">Nothing in the last ${NEWS_DAYS} days.</p>`}
${shown.length > 0 ? html`<details class="older"><summary>Before that: ${older.length === 1 ? 'once' : `${older.length} times`}</summary><ol class="events">${shown.map((event) => eventItem(dashboard, event))}</ol>${rest > 0 ? html`<p class="muted">and ${count(rest, 'time')} before that</p>` : undefined}</details>` : undefined}
</section>`;
}

function eventItem(dashboard: Dashboard, event: HistoryEvent): Html {
  const { findings, cause, to } = event;
  const tone = (findings[0]?.times ?? 1) > 1 ? 'worse' : 'better';
  const commits = findings.find((one) => one.commits)?.commits;
  return html`<li class="event ${tone}"><time datetime="${dayOf(to)}">${dayOf(to)}</time><div>
<p class="what">${eventText(dashboard.input.history, event)}</p>
<p class="cause">${cause}${commits ? html` ${commitLink(commits)}` : undefined}</p>
<p class="goto">${findings.slice(0, MOST_STEPS).map((finding) => gotoButton(dashboard, finding, findings.length === 1))}${findings.length > MOST_STEPS ? html`<span class="muted">and ${findings.length - MOST_STEPS} more</span>` : undefined}</p>
</div></li>
`;
}

function gotoButton({ placeOf }: Dashboard, finding: Finding, isAlone: boolean): Html {
  const place = placeOf(finding);
  if (place === undefined) return html``;
  const { runtime } = finding.series.cell;
  const tone = finding.times > 1 ? 'worse' : 'better';
  const text = isAlone
    ? html`show its chart`
    : html`${seriesName(finding)} <span class="${tone}">${stepText(finding)}</span>`;
  return html`<button class="plain chip" data-goto="${place}"><i class="swatch ${runtimeClass(runtime)}"></i>${text}</button>
`;
}

/** Only what looks like a repository and two commits becomes an address. */
function commitLink({ repository, from, to }: Commits): Html {
  const text = `${from.slice(0, 7)}…${to.slice(0, 7)}`;
  const isSafe = /^[\w.-]+\/[\w.-]+$/.test(repository) && [from, to].every((sha) => /^[0-9a-f]{7,64}$/.test(sha));
  return isSafe
    ? html`<a href="https://github.com/${repository}/compare/${from}...${to}" rel="noreferrer">Commits ${text}</a>`
    : html`<span>Commits ${text} of ${repository}</span>`;
}

function seriesPart(dashboard: Dashboard): Html {
  const { input, rows } = dashboard;
  if (rows.length === 0) return html``;
  const hosts = input.history.hosts.length > 1;
  const columns = ['Runtime', 'Benchmark', ...(hosts ? ['Host'] : []), 'Now', 'Last step', 'Noise', 'Lately'];
  const kinds: Readonly<Record<string, string>> = {
    Now: 'n change',
    'Last step': 'said',
    Noise: 'n extra',
    Lately: 'extra',
    Host: 'extra',
  };
  return html`<section aria-labelledby="series"><h2 id="series">Every series</h2>
${controls(dashboard)}
<div class="scroll" tabindex="0" role="region" aria-labelledby="series">
<table class="cells">
<thead><tr>${columns.map((name) => html`<th scope="col" class="${kinds[name] ?? ''}">${name === 'Lately' ? name : html`<button>${name}</button>`}</th>`)}</tr></thead>
${rows.map((row, place) => body(dashboard, row, place, columns.length))}
</table>
</div>
<p class="after muted">Open a row for its chart. Now: cost against native, or native itself as it was measured, since the last step. Up is worse.</p>
<script type="application/json" id="history">${trusted(printableJson(pageData(input, rows), 0).replaceAll('<', '\\u003c'))}</script>
</section>`;
}

function controls({ input, rows }: Dashboard): Html {
  const of = (value: (row: CellRow) => string): string[] => [...new Set(rows.map(value))];
  const select = (name: string, label: string, options: readonly (readonly [value: string, text: string])[]): Html =>
    options.length < 2
      ? html``
      : html`<label>${label}<select name="${name}"><option value="">all</option>${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></label>`;
  const plain = (values: readonly string[]) => values.map((value) => [value, value] as const);
  return html`<div class="controls">
<label for="filter">Find<input id="filter" type="search" placeholder="runtime, benchmark" autocomplete="off"></label>
${select('arm', 'Runtime', plain(of(({ shown }) => shown.cell.arm)))}
${select('benchmark', 'Benchmark', plain(of(({ shown }) => shown.cell.benchmark)))}
${select(
  'host',
  'Host',
  input.history.hosts.map((host, place) => [String(place), host.hostname] as const),
)}
<span class="count" role="status"></span>
</div>`;
}

function body(dashboard: Dashboard, row: CellRow, place: number, columns: number): Html {
  const { shown } = row;
  const { cell, host } = shown;
  const { hosts } = dashboard.input.history;
  return html`<tbody data-arm="${cell.arm}" data-benchmark="${cell.benchmark}" data-host="${host}" id="row-${place}">
<tr class="cell"><td class="arm"><i class="swatch ${runtimeClass(cell.runtime)}"></i>${cell.arm}${hosts.length > 1 ? html`<span class="narrow-host"> · ${hosts[host]?.hostname}</span>` : undefined}</td>
<th scope="row" class="benchmark"><button class="open" aria-expanded="false" aria-controls="cell-${place}" data-series="${place}">${cell.benchmark}</button></th>
${hosts.length > 1 ? html`<td class="extra muted" data-sort="${host}">${hosts[host]?.hostname}</td>` : undefined}
<td class="n change" data-sort="${sortValue(row)}">${currentText(shown)}</td>
${lastStepCell(row)}
<td class="n extra" data-sort="${shown.noisePercent.toFixed(3)}">${formatNoise(shown.noisePercent)}</td>
<td class="extra spark" data-spark="${place}" aria-hidden="true"></td></tr>
<tr class="detail" id="cell-${place}" hidden><td colspan="${columns}">${detail(dashboard, row, place)}</td></tr>
</tbody>
`;
}

/** Costs sort by size. Native's levels have units of their own and come after them. */
function sortValue({ cost }: CellRow): string {
  if (!cost) return '';
  return costOf({ ratio: currentOf(cost), low: null, high: null }, cost.cell.direction).percent.toFixed(3);
}

function lastStepCell({ shown }: CellRow): Html {
  const step = shown.steps.at(-1);
  if (step === undefined) return html`<td class="said muted" data-sort="">${unsteadyText(shown)}</td>`;
  const day = dayOf(shown.points[step.index]?.at ?? '');
  const ratio = step.after / step.before;
  const isWorse = costOf({ ratio, low: null, high: null }, shown.cell.direction).percent > 0;
  return html`<td class="said" data-sort="${Date.parse(day)}"><span class="${isWorse ? 'worse' : 'better'}">${ratioText(ratio, shown.cell.direction)}</span> <span class="muted">${day}</span></td>`;
}

function detail({ input }: Dashboard, { cost, level, shown }: CellRow, place: number): Html {
  const findings = input.findings.filter(({ series }) => series === shown);
  const host = input.history.hosts[shown.host];
  const native = shown.cell.arm === NATIVE;
  return html`<div class="graph" data-graph="${place}">
<div class="measures" role="group" aria-label="What is drawn">${
    cost && level
      ? html`<button class="plain" data-measure="cost" aria-pressed="true">cost against native</button><button class="plain" data-measure="level" aria-pressed="false">as measured</button>`
      : undefined
  }</div>
<div class="canvas" tabindex="0" role="group" aria-label="${native ? 'Level' : 'Cost'} of ${shown.cell.arm} ${shown.cell.benchmark} over time; arrow keys go from run to run"></div>
<output class="reading muted">Point at a run, or use the arrow keys.</output>
</div>
<p class="muted where">${host ? hostName(host) : ''}</p>
${findings.length === 0 ? html`<p>No step since ${dayOf(shown.points[0]?.at ?? '')}: ${unsteadyText(shown)}.</p>` : html`<ol class="steps">${findings.slice(0, MOST_STEPS).map(stepItem)}</ol>`}
${shapeNotes(shown).map((note) => html`<p>${note}.</p>`)}`;
}

function stepItem(finding: Finding): Html {
  const { from, to, times, cause, commits, changes } = finding;
  return html`<li><p><span class="word ${times > 1 ? 'worse' : 'better'}">${stepText(finding)}</span> between the runs of <span title="${from.id}">${dayOf(from.at)}</span> and <span title="${to.id}">${dayOf(to.at)}</span>${commits ? html` · ${commitLink(commits)}` : undefined}</p>
<p>${cause}</p>${changeList(changes)}</li>
`;
}

/** Lists what the sentence leaves out. */
function changeList(changes: readonly EnvironmentChange[]): Html {
  if (changes.length < 2) return html``;
  const shown = changes.slice(0, MOST_CHANGES);
  const rest = changes.length - shown.length;
  return html`<details><summary>All that changed</summary><ul>${shown.map((change) => html`<li>${changeWords(change)}</li>`)}${rest > 0 ? html`<li>${rest} more</li>` : undefined}</ul></details>`;
}
