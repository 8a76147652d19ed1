/** Renders the parts of the page around its table. */

import { median } from 'simple-statistics';
import type { Comparison } from '../../compare/comparison.js';
import { type ArmEnvironment, NATIVE, type RunDocument } from '../../results/document.js';
import { environmentOf, launchesOf } from '../../results/named.js';
import { upperDecile } from '../../stats/upper-decile.js';
import { count } from '../../units.js';
import { armClass } from '../chart/colours.js';
import { CHART_WIDTHS, type Chart } from '../chart/types.js';
import type { ReportInput } from '../input.js';
import { leastCalled } from '../legend.js';
import { limitsAnswer, reasonsBeside } from '../limits.js';
import { NEXT_STEPS, nextSteps, type Piece } from '../next-steps.js';
import { notesOf } from '../notes.js';
import { ABSENT, costOf, formatCost, formatLevel } from '../numbers.js';
import { extentText, formatTime, hostText, networkText, sidesOf, userlandsOf } from '../origin.js';
import { preparation, reproduceRun } from '../reproduce.js';
import { armIdsOf, type BenchmarkRow, benchmarkRows } from '../rows.js';
import { gateReasons, headline, hostChanges } from '../verdicts.js';
import { startOf, startText, type WholeText, wholeChangeTexts, wholesAgainstNative } from '../wholes.js';
import { type Html, html, lines, trusted } from './template.js';

/** Renders the answer, and what it is an answer to. */
export function verdictPart(input: ReportInput): Html {
  const { run, gate, limits } = input;
  const brand = html`<p class="brand">tare ${run.tool.version} · run ${run.id} · ${formatTime(run.startedAt)}</p>`;
  const host = html`<p class="basis">${hostText(run)}. ${extentText(run)}.</p>`;
  if (input.comparison === undefined) {
    const status = gate?.pass === false ? 'fail' : '';
    return html`${brand}<div class="verdict ${status}"><h1>${answerWithoutBaseline(input)}</h1>
<p>${limitsAnswer(limits) === '' ? '' : `${limitsAnswer(limits)}. `}No baseline to compare with, so no verdict.</p></div>${reasonList(reasonsBeside(gate, limits))}${nextStepsPart(input)}${host}`;
  }
  const { comparison } = input;
  const { status, answer, rest } = headline({ run, comparison, gate, limits });
  return html`${brand}<div class="verdict ${status}"><h1>${answer}</h1>${rest === '' ? undefined : html`<p>${rest}</p>`}</div>
${reasonList(gateReasons({ run, comparison, gate, limits }))}${nextStepsPart(input)}
<p class="basis">${basisText(input)}</p>${wholesPart(comparison)}${host}`;
}

/** Renders information beside the cells. */
function wholesPart(comparison: Comparison): Html {
  const texts = wholeChangeTexts(comparison);
  return texts.length === 0 ? html`` : html`<p class="basis">Not gated: ${texts.join('; ')}.</p>`;
}

const reasonList = (reasons: readonly string[]): Html =>
  reasons.length === 0 ? html`` : html`<ul class="reasons">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`;

/** Says what a reader can do about a result that does not pass. */
function nextStepsPart(input: ReportInput): Html {
  const steps = nextSteps(input);
  if (!steps) return html``;
  const { refused, again, accept, data } = steps;
  const items = [
    ...refused.map((why) => html`${why}`),
    html`To look into it, measure the worst row again on this machine; every row of the table has its command.
<pre class="command">${lines(again.join('\n'))}</pre>`,
    ...(accept.length === 0 ? [] : [html`${accept.flatMap((piece) => [pieceOf(piece), trusted(' ')])}`]),
    data
      ? html`The raw data of every launch are in the <a href="${data.url}">${data.label}</a>.`
      : html`The raw data of every launch are in the document of run ${input.run.id}.`,
  ];
  return html`<h2 class="next">${NEXT_STEPS}</h2><ul class="reasons">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

const pieceOf = (piece: Piece): Html => (typeof piece === 'string' ? html`${piece}` : html`<code>${piece.code}</code>`);

function answerWithoutBaseline(input: ReportInput): string {
  const arms = runtimesOf(input);
  return arms.length === 0
    ? 'Native alone was measured'
    : `What ${listed(arms)} ${arms.length === 1 ? 'costs' : 'cost'} here`;
}

function listed(names: readonly string[]): string {
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

function basisText({ comparison, run }: ReportInput): string {
  if (comparison === undefined) return '';
  const { settings, baseline, mode } = comparison;
  const what =
    mode === 'ab'
      ? sidesOf(run)
          .map((side) => `${side.candidate} against ${side.baseline}`)
          .join(', ')
      : `Against run ${baseline.id} of ${formatTime(baseline.startedAt)} (${baseline.source}): each runtime’s cost against native in its own run`;
  const moved = hostChanges(comparison).map(({ benchmark }) => benchmark);
  const host =
    moved.length === 0
      ? ''
      : ` The host moved, which is no verdict about a runtime: native itself changed in ${moved.join(', ')}.`;
  return `${what}. ${leastCalled(comparison)}; ${Number((100 * settings.alpha).toPrecision(3))} % is the chance of any false alarm in ${count(settings.cells, 'cell')}.${host}`;
}

const runtimesOf = ({ run, overheads }: ReportInput): string[] =>
  armIdsOf(run, overheads).filter((arm) => arm !== NATIVE);

const HEADS = { whole: 'Time for all work', worst: 'Highest proven', start: 'Start-up', memory: 'Memory' } as const;

/**
 * Renders one line a runtime: how much more time all of its work takes than in native and its worst cost, how fast it
 * starts, and what it is.
 */
export function runtimesPart(input: ReportInput): Html {
  const wholes = new Map(wholesAgainstNative(input).map((one) => [one.arm, one]));
  const benchmarks = benchmarkRows(input.run, input.overheads);
  const rows = runtimesOf(input).map((arm) => runtimeRow(input, arm, { whole: wholes.get(arm), benchmarks }));
  if (rows.length === 0 || input.overheads.every(({ overhead }) => overhead === null)) return html``;
  return html`<section aria-labelledby="runtimes"><h2 id="runtimes">Runtimes</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="runtimes"><table class="runtimes">
<thead><tr><th scope="col">Runtime</th><th scope="col" class="n">${HEADS.whole}</th><th scope="col" class="n">${HEADS.worst}</th><th scope="col" class="extra">in</th><th scope="col" class="n">${HEADS.start}</th><th scope="col" class="n">${HEADS.memory}</th><th scope="col" class="extra what">What it is</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

interface Known {
  readonly whole: WholeText | undefined;
  readonly benchmarks: readonly BenchmarkRow[];
}

function runtimeRow({ run, overheads }: ReportInput, armId: string, { whole, benchmarks }: Known): Html {
  const costs = runtimeCosts(benchmarks, armId);
  const [worst] = costs.filter(({ evidence }) => evidence === 'worse').toSorted((a, b) => b.percent - a.percent);
  const what = environmentOf(run, armId)?.source ?? ABSENT;
  return html`<tr><th scope="row"><i class="swatch ${armClass(run, armId)}"></i>${armId}</th>${figureCell(HEADS.whole, whole ? withInterval(whole) : ABSENT)}
${figureCell(HEADS.worst, worst ? withInterval(worst) : 'none proven')}<td class="extra muted">${worst?.benchmark}</td>${figureCell(HEADS.start, startUp({ run, overheads }, armId))}${figureCell(HEADS.memory, memoryText(run, armId))}
<td class="wrap extra what muted">${what}</td></tr>
`;
}

/** The label stands beside the figure on a narrow screen, which has no room for the heads of columns. */
const figureCell = (label: string, content: Html | string): Html =>
  html`<td class="n" data-label="${label}"><div>${content}</div></td>`;

const withInterval = ({ estimate, interval }: Pick<WholeText, 'estimate' | 'interval'>): Html =>
  html`${estimate} <span class="interval">${interval}</span>`;

/** The cost of a launch or a crowd is kept apart, since it is not paid for every unit of work. */
function runtimeCosts(benchmarks: readonly BenchmarkRow[], armId: string) {
  return benchmarks.flatMap(({ observed, crowd, benchmark, cells }) => {
    const cell = cells.get(armId);
    if (observed || crowd || !cell?.overhead) return [];
    const cost = costOf(cell.overhead, cell.direction);
    return [{ benchmark, percent: cost.percent, ...formatCost(cost) }];
  });
}

function startUp({ run, overheads }: Pick<ReportInput, 'run' | 'overheads'>, armId: string): Html | string {
  const cell = startOf(overheads, armId);
  if (!cell) return ABSENT;
  const level = formatLevel(cell.level, cell.unit, cell.noisePercent);
  return html`${level} <span class="interval">${startText(overheads, armId)}</span>${slowStarts(run, armId, cell.unit)}`;
}

/** Returns the time within which nine starts in ten stay, where there are enough starts to tell. */
function slowStarts(run: RunDocument, armId: string, unit: string): Html | string {
  const found = upperDecile(launchesOf(run, armId).flatMap(({ startupMs }) => startupMs ?? []));
  if (!found) return '';
  const bound = (value: number | null): string => (value === null ? '?' : formatLevel(value, unit));
  return html` P90 ${formatLevel(found.value, unit)} <span class="interval">[${bound(found.low)}, ${bound(found.high)}]</span>`;
}

/** Returns the median proportional set size of its idle sandboxes, and that of the daemon beside them. */
function memoryText(run: RunDocument, armId: string): string {
  const bytes = launchesOf(run, armId).flatMap(({ footprint }) => footprint?.pssBytes ?? []);
  if (bytes.length === 0) return ABSENT;
  const daemon = environmentOf(run, armId)?.daemon;
  return `${formatLevel(median(bytes), 'B')}${daemon ? `, daemon ${formatLevel(daemon.pssBytes, 'B')}` : ''}`;
}

/** Renders each chart twice, since text that is readable on a desk is not on a telephone. */
export function chartsPart(title: string, charts: readonly Chart[]): Html {
  if (charts.length === 0) return html``;
  const id = title.toLowerCase().replaceAll(' ', '-');
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${charts.map(figure)}</section>`;
}

export function figure(chart: Chart): Html {
  return html`<figure id="chart-${chart.id}"><h3>${chart.title}</h3>
<div class="wide">${trusted(chart.draw(CHART_WIDTHS.wide))}</div><div class="narrow">${trusted(chart.draw(CHART_WIDTHS.narrow))}</div>
<figcaption>${chart.caption}</figcaption></figure>
`;
}

export function notesPart(input: ReportInput): Html {
  const notes = notesOf(input);
  if (notes.length === 0) return html``;
  return html`<section aria-labelledby="notes"><h2 id="notes">Warnings and notes</h2><ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul></section>`;
}

export function hostPart(input: ReportInput): Html {
  const { run } = input;
  return html`<section aria-labelledby="host"><h2 id="host">Host and versions</h2>
<dl class="facts">${fingerprintFacts(run).map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>
${binaryTable(run)}${differencesTable(input)}</section>`;
}

function fingerprintFacts(run: RunDocument): (readonly [string, string])[] {
  const { fingerprint, plan } = run;
  const { cpu, storage } = fingerprint;
  const facts: readonly (readonly [string, string])[] = [
    ['CPU', `${cpu.model}, microcode ${cpu.microcode}, online ${cpu.online}`],
    ['CPU settings', `SMT ${cpu.smt}, governor ${cpu.governor || 'unknown'}, turbo ${cpu.turbo}`],
    ['kernel', `${fingerprint.kernel} (${fingerprint.kernelCommandLine})`],
    ['system', `${fingerprint.os}, cgroup ${fingerprint.cgroup}, ${fingerprint.virtualization}`],
    [
      'storage',
      [storage.device, storage.model, storage.filesystem, storage.options].filter((text) => text !== '').join(', '),
    ],
    [
      'userland',
      userlandsOf(fingerprint)
        .map(({ side, image }) => `${side}${image.recipe}, ${image.sysbench}, ${image.digest}`)
        .join('; '),
    ],
    ['network', networkText(run)],
    ['mitigations', mitigationText(fingerprint.mitigations)],
    [
      'plan',
      `profile ${plan.profile}, seed ${plan.seed}, blocks ${plan.blocks.min} to ${plan.blocks.max}, ${count(plan.pairsPerBlock, 'pair')} a block`,
    ],
    ['hardware key', fingerprint.hardwareKey],
  ];
  return facts.filter(([, text]) => text !== '');
}

/**
 * What the CPU is not affected by is only counted: the kernel lists more than a dozen mitigations, and few matter
 * anywhere.
 */
function mitigationText(states: Readonly<Record<string, string>>): string {
  const all = Object.entries(states);
  const affected = all.filter(([, state]) => state !== 'Not affected').map(([name, state]) => `${name}: ${state}`);
  const rest = all.length - affected.length;
  if (rest === 0) return affected.join('; ');
  const [[only] = ['']] = all;
  const alone = rest === 1 ? only : `any of ${rest}`;
  return [...affected, `not affected by ${affected.length > 0 ? count(rest, 'other') : alone}`].join('; ');
}

function binaryTable(run: RunDocument): Html {
  const rows = run.environments.map((environment) => environmentRows(run, environment));
  if (rows.length === 0) return html``;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="versions"><table class="versions"><thead><tr><th scope="col">Runtime</th><th scope="col">Source</th><th scope="col">Version</th><th scope="col" class="extra">Binary and its sha256</th></tr></thead>${rows}</table></div>`;
}

/** Renders one table body for each arm, with a row for each of its binaries. */
function environmentRows(run: RunDocument, { arm, source, binaries }: ArmEnvironment): Html {
  const all = binaries.length === 0 ? [{ path: '', version: '', sha256: '' }] : binaries;
  const first = html`<th scope="rowgroup" rowspan="${all.length}"><i class="swatch ${armClass(run, arm)}"></i>${arm}</th><td class="wrap muted" rowspan="${all.length}">${source}</td>`;
  const rows = all.map(
    ({ path, version, sha256 }, i) =>
      html`<tr>${i === 0 ? first : undefined}<td class="wrap">${version}</td><td class="wrap extra"><code>${path}</code> <code class="muted">${sha256.slice(0, 12)}</code></td></tr>
`,
  );
  return html`<tbody>${rows}</tbody>`;
}

function differencesTable({ comparison }: ReportInput): Html {
  const rows = (comparison?.differences ?? []).map(
    ({ field, baseline, candidate }) =>
      html`<tr><th scope="row" class="wrap">${field}</th><td class="wrap">${baseline}</td><td class="wrap">${candidate}</td></tr>
`,
  );
  if (rows.length === 0) return html``;
  return html`<h3 class="differs">What differs from the baseline besides</h3>
<div class="scroll" tabindex="0" role="region" aria-label="differences"><table><thead><tr><th scope="col">Field</th><th scope="col">Baseline</th><th scope="col">Now</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

export function reproducePart({ run, workflowLinks }: ReportInput): Html {
  const program = workflowLinks?.program;
  const commands = [...preparation(run, program), reproduceRun(run, program)].join('\n');
  return html`<section aria-labelledby="reproduce"><h2 id="reproduce">Measure it again</h2>
<pre class="command" id="command">${lines(commands)}</pre>
<p class="after"><button class="plain" data-copy="command">Copy</button></p></section>`;
}
