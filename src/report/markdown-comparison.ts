/** What the Markdown report says about a comparison. */
import type { ComparedCell, Comparison } from '../compare/comparison.js';
import { code, codeHtml, escapeMarkdown } from './escape-markdown.js';
import { groupBy } from './group.js';
import type { GateOutcome } from './input.js';
import { fold, markdownTable, runtimeTable, verdictTable } from './markdown-tables.js';
import { count } from './numbers.js';
import { formatTime } from './origin.js';
import { cellsOf, changeOf, type Headline, headline, hostMoves, tally, VERDICT_ORDER } from './verdicts.js';
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

/** What asks for a reader's eye: regressed, missing, improved. */
export function foundTable(comparison: Comparison): Part[] {
  const cells = (['regressed', 'missing', 'improved'] as const).flatMap((verdict) => cellsOf(comparison, verdict));
  return cells.length === 0 ? [] : [{ text: verdictTable(cells, comparison.cells) }];
}

function sides({ mode, baseline, candidate }: Comparison): string {
  const run = (id: string, startedAt: string): string => `${code(id)} of ${escapeMarkdown(formatTime(startedAt))}`;
  const now = run(candidate.id, candidate.startedAt);
  const source = escapeMarkdown(baseline.source);
  if (mode === 'ab') return `Both sides were measured in run ${now}, block by block: ${source}.`;
  return `Run ${now} against run ${run(baseline.id, baseline.startedAt)} (${source}): each runtime's cost against native in its own run.`;
}

function rules({ settings }: Comparison): string {
  const alpha = Number((100 * settings.alpha).toPrecision(3));
  return `Regressed is more than ${settings.minEffectPercent} % worse, with at most a ${alpha} % chance of any false alarm in ${count(settings.cells, 'cell')}; equivalent is that ${settings.marginPercent} % worse is excluded.`;
}

function hostLine(comparison: Comparison): string[] {
  if (comparison.host.length === 0) return [];
  const moved = hostMoves(comparison).map((cell) => `${code(cell.benchmark)} ${changeText(cell)}`);
  const all = count(comparison.host.length, 'benchmark');
  if (moved.length === 0) return [`The host did not move: native is as before in ${all}.`];
  return [`**The host moved**, which is no verdict about a runtime. Native itself: ${moved.join('; ')}.`];
}

/** What was compared with what, by which rule, and what else differs. */
export function basis(comparison: Comparison): Part[] {
  const sentences = [sides(comparison), rules(comparison), ...hostLine(comparison)].join(' ');
  if (comparison.differences.length === 0) return [{ text: sentences }];
  const rows = comparison.differences.map((one) => [code(one.field), code(one.baseline), code(one.candidate)]);
  const heads = [
    ['what differs besides', '---'],
    ['baseline', '---'],
    ['now', '---'],
  ] as const;
  return [{ text: sentences }, { text: markdownTable(heads, rows) }];
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
