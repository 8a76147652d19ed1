/** What the Markdown report says about a comparison. */
import type { ComparedCell, Comparison } from '../compare/comparison.js';
import type { RunDocument } from '../results/document.js';
import { code, codeHtml, escapeMarkdown } from './escape-markdown.js';
import { groupBy } from './group.js';
import type { GateOutcome } from './input.js';
import { sensitivity } from './markdown-surroundings.js';
import { fold, markdownTable, runtimeTable, verdictTable } from './markdown-tables.js';
import { count } from './numbers.js';
import { formatTime, sidesOf } from './origin.js';
import {
  type Compared,
  cellsOf,
  changeOf,
  FOUND,
  gateReasons,
  type Headline,
  headline,
  hostMoves,
  tally,
  VERDICT_ORDER,
} from './verdicts.js';
import type { Part } from './within-limit.js';

export const ICONS: Readonly<Record<Headline['status'], string>> = {
  fail: '❌',
  pass: '✅',
  warn: '⚠️',
  undecided: '❔',
};

function changeText(cell: ComparedCell): string {
  const change = changeOf(cell);
  return change === null ? '' : `${change.estimate} ${change.word} ${change.interval}`;
}

/** The first line: what was decided, how many of each, and the worst. */
export function answer(comparison: Comparison, gate: GateOutcome | undefined): string {
  const { status, answer, rest } = headline(comparison, gate);
  const [worst] = cellsOf(comparison, 'regressed');
  const clauses = [`${ICONS[status]} **${answer}**`];
  if (rest !== '') clauses.push(rest);
  if (worst !== undefined) clauses.push(`worst: ${code(worst.arm)} ${code(worst.benchmark)} ${changeText(worst)}`);
  return clauses.join('; ');
}

/** The gate's reasons, where the rest does not say them, and a table of what was found. */
export function found({ comparison, gate }: Compared): Part[] {
  const reasons = gateReasons({ comparison, gate }).map((reason) => `- ${escapeMarkdown(reason)}`);
  const cells = FOUND.flatMap((verdict) => cellsOf(comparison, verdict));
  return [
    ...(reasons.length === 0 ? [] : [{ text: reasons.join('\n') }]),
    ...(cells.length === 0 ? [] : [{ text: verdictTable(cells, comparison.cells) }]),
  ];
}

function sides({ mode, baseline, candidate }: Comparison, run: RunDocument): string {
  const name = (id: string, startedAt: string): string => `${code(id)} of ${escapeMarkdown(formatTime(startedAt))}`;
  const now = name(candidate.id, candidate.startedAt);
  if (mode === 'ab') {
    const arms = sidesOf(run).map((side) => `${code(side.candidate)} against ${code(side.baseline)}`);
    return `${arms.join(', ')}, measured in pairs in run ${now}.`;
  }
  const before = `${name(baseline.id, baseline.startedAt)} (${escapeMarkdown(baseline.source)})`;
  return `Run ${now} against run ${before}: each runtime's cost against native in its own run.`;
}

function rules({ settings }: Comparison): string {
  const chance = `${Number((100 * settings.alpha).toPrecision(3))} %`;
  return `Nothing under ${settings.minEffectPercent} % is called regressed, and the tests allow a chance of ${chance} of any false alarm in ${count(settings.cells, 'cell')}; for equivalent, ${settings.marginPercent} % for the worse must be excluded.`;
}

function hostLine(comparison: Comparison): string[] {
  if (comparison.host.length === 0) return [];
  const moved = hostMoves(comparison).map((cell) => `${code(cell.benchmark)} ${changeText(cell)}`);
  if (moved.length === 0)
    return [`No move of the host is proven (native in ${count(comparison.host.length, 'benchmark')}).`];
  return [`**The host moved**, which is no verdict about a runtime. Native itself: ${moved.join('; ')}.`];
}

/** Rows of differences that are not folded. */
const DIFFERENCES_SHOWN = 10;

function differences(comparison: Comparison): Part[] {
  const rows = comparison.differences.map((one) => [code(one.field), code(one.baseline), code(one.candidate)]);
  if (rows.length === 0) return [];
  const heads = [
    ['what differs besides', '---'],
    ['baseline', '---'],
    ['now', '---'],
  ] as const;
  const table = markdownTable(heads, rows);
  if (rows.length <= DIFFERENCES_SHOWN) return [{ text: table }];
  return [fold(`${count(rows.length, 'difference')} of host and software`, 'differences of host and software', table)];
}

/** What was compared with what, by which rule, and what else differs. */
export function basis(comparison: Comparison, run: RunDocument): Part[] {
  const sentences = [sides(comparison, run), rules(comparison), ...sensitivity(comparison), ...hostLine(comparison)];
  return [{ text: sentences.join(' ') }, ...differences(comparison)];
}

/** Why cells are inconclusive, each reason once. */
function openQuestions(cells: readonly ComparedCell[]): string {
  const open = cells.filter(({ verdict }) => verdict === 'inconclusive');
  const reasons = [...groupBy(open, ({ reason }) => reason)].map(
    ([reason, same]) => `- ${same.map((cell) => code(cell.benchmark)).join(', ')}: ${escapeMarkdown(reason)}`,
  );
  return reasons.length === 0 ? '' : `\n\nInconclusive:\n\n${reasons.join('\n')}`;
}

/** Every cell, folded by runtime. */
export function runtimeFolds(comparison: Comparison): Part[] {
  return [...groupBy(comparison.cells, ({ arm }) => arm)].map(([arm, cells]) => {
    const sorted = [...cells].sort((a, b) => VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict));
    const body = `${runtimeTable(sorted, comparison.cells)}${openQuestions(sorted)}`;
    return fold(`${codeHtml(arm)}: ${tally(comparison, VERDICT_ORDER, cells)}`, `all cells of ${code(arm)}`, body);
  });
}
