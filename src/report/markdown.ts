/** The result of a run as a comment or a job summary on GitHub: the answer first, details folded. */
import { median } from 'simple-statistics';
import type { ComparedCell, Comparison } from '../compare/comparison.js';
import { NATIVE } from '../results/document.js';
import { code, codeBlock, codeHtml, escapeMarkdown } from './escape-markdown.js';
import { fit, type Part } from './fit.js';
import { groupBy } from './group.js';
import type { ReportInput } from './input.js';
import { fold, markdownTable, overheadTable, runtimeTable, verdictTable } from './markdown-tables.js';
import { notesOf } from './notes.js';
import { costOf, count } from './numbers.js';
import { extentText, formatTime, hostText } from './origin.js';
import { reproduceCell, reproduceRun } from './reproduce.js';
import { armsOf, benchmarkRows } from './rows.js';
import { cellsOf, changeOf, type Headline, headline, hostMoves, tally, VERDICT_ORDER } from './verdicts.js';

export interface MarkdownOptions {
  /** UTF-8 bytes of the whole text. */
  readonly maxBytes: number;
  /** Where a reader finds what was left out, as Markdown: `the job summary`. */
  readonly pointer: string;
}

/** GitHub takes 65,536 characters in a comment; a comment's hidden marker and link need some of them. */
export const COMMENT_LIMITS: MarkdownOptions = { maxBytes: 64_000, pointer: 'the job summary' };
/** GitHub takes 1 MiB from a step; other steps' text is not counted. */
export const SUMMARY_LIMITS: MarkdownOptions = { maxBytes: 1_000_000, pointer: 'the files of this run' };

const ICONS: Readonly<Record<Headline['status'], string>> = { fail: '❌', pass: '✅', warn: '⚠️', undecided: '❔' };
/** Notes that are not folded. */
const NOTES_SHOWN = 5;
/** Rows of regressions with a command of their own. */
const COMMANDS = 10;

const part = (...lines: readonly string[]): Part[] => (lines.length === 0 ? [] : [{ text: lines.join('\n') }]);
const bullets = (texts: readonly string[]): string => texts.map((text) => `- ${escapeMarkdown(text)}`).join('\n');

function named(cell: ComparedCell): string {
  const change = changeOf(cell);
  const figures = change === null ? '' : `${change.estimate} ${change.word} ${change.interval}`;
  return `${code(cell.arm)} ${code(cell.benchmark)} ${figures.replaceAll('~', '\\~')}`.trim();
}

/** The first line of a comparison. */
function answer(comparison: Comparison, gate: ReportInput['gate']): string {
  const { status, answer, rest } = headline(comparison, gate);
  const [worst] = cellsOf(comparison, 'regressed');
  const clauses = [rest, worst === undefined ? '' : `worst: ${named(worst)}`].filter((clause) => clause !== '');
  return [`${ICONS[status]} **${answer}**`, ...clauses].join('; ');
}

/** The middle of one runtime's costs over the benchmarks. */
function medianCost({ run, overheads }: ReportInput, arm: string): string[] {
  const costs = benchmarkRows(run, overheads).flatMap(({ cells }) => {
    const cell = cells.get(arm);
    return cell?.overhead ? [costOf(cell.overhead, cell.direction).percent] : [];
  });
  if (costs.length === 0) return [];
  const middle = median(costs);
  return [`${code(arm)} ${middle < 0 ? '-' : '+'}${Math.abs(middle).toFixed(1)} % (${count(costs.length, 'benchmark')})`];
}

/** The first line where there is nothing to compare with. */
function costAnswer(input: ReportInput): string {
  const icon = input.gate && !input.gate.pass ? `${ICONS.fail} ` : '';
  const arms = armsOf(input.run, input.overheads).filter((arm) => arm !== NATIVE);
  const costs = arms.flatMap((arm) => medianCost(input, arm));
  const told = costs.length === 0 ? '' : ` Median cost against native: ${costs.join(', ')}.`;
  return `${icon}**No baseline to compare with, so no verdict.**${told}`;
}

const LEGEND =
  'Changes and costs are more time or less throughput: + is worse, - is better, ×n is n times as slow, \\~ is no evidence of either, [?] is too few blocks for an interval.';

function comparedWhat({ mode, baseline, candidate, settings }: Comparison): string {
  const source = escapeMarkdown(baseline.source);
  const sides =
    mode === 'ab'
      ? `Both sides were measured in run ${code(candidate.id)} of ${escapeMarkdown(formatTime(candidate.startedAt))}, block by block: ${source}.`
      : `Run ${code(candidate.id)} of ${escapeMarkdown(formatTime(candidate.startedAt))} against run ${code(baseline.id)} of ${escapeMarkdown(formatTime(baseline.startedAt))} (${source}): each runtime's cost against native in its own run.`;
  const alpha = Number((100 * settings.alpha).toPrecision(3));
  return `${sides} Regressed is more than ${settings.minEffectPercent} % worse, with at most a ${alpha} % chance of any false alarm in ${count(settings.cells, 'cell')}; equivalent is that ${settings.marginPercent} % worse is excluded.`;
}

function hostText_(comparison: Comparison): string[] {
  const moved = hostMoves(comparison).map((cell) => {
    const change = changeOf(cell);
    return `${code(cell.benchmark)} ${change?.estimate} ${change?.word} ${change?.interval}`;
  });
  if (comparison.host.length === 0) return [];
  if (moved.length === 0) return [`The host did not move: native is as before in ${count(comparison.host.length, 'benchmark')}.`];
  return [`**The host moved**, which is no verdict about a runtime. Native itself: ${moved.join('; ')}.`];
}

function differences(comparison: Comparison): Part[] {
  if (comparison.differences.length === 0) return [];
  const rows = comparison.differences.map(({ field, baseline, candidate }) => [code(field), code(baseline), code(candidate)]);
  return part('What differs besides:', '', markdownTable([['field', '---'], ['baseline', '---'], ['now', '---']], rows));
}
