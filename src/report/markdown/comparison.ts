/** Writes what the Markdown report says about a comparison. */
import type { ComparedCell, Comparison } from '../../compare/comparison.js';
import type { RunDocument } from '../../results/document.js';
import { groupBy } from '../../results/group.js';
import { count } from '../../units.js';
import { calibrationNotes } from '../calibration.js';
import type { ReportInput } from '../input.js';
import { leastCalled } from '../legend.js';
import { limitRows, unplannedLimits } from '../limits.js';
import { formatTime, sidesOf } from '../origin.js';
import {
  type Compared,
  cellsOf,
  changeOf,
  FOUND,
  gateReasons,
  type Headline,
  headline,
  hostChanges,
  tally,
  VERDICT_ORDER,
} from '../verdicts.js';
import { wholeChangeTexts } from '../wholes.js';
import { code, codeHtml, escapeMarkdown } from './escape.js';
import type { Part } from './length-limit.js';
import { fold, markdownTable, runtimeTable, verdictTable } from './tables.js';

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

/** Writes what was decided as a heading, then the worst change and the count of each other verdict. */
export function answer(compared: Compared): string {
  const { comparison } = compared;
  const { status, answer, rest } = headline(compared);
  const [worst] = cellsOf(comparison, 'regressed');
  const sentences = [
    ...(worst === undefined ? [] : [`Worst: ${code(worst.arm)} ${code(worst.benchmark)} ${changeText(worst)}.`]),
    ...(rest === '' ? [] : [`${worst === undefined ? '' : 'Besides: '}${rest}.`]),
  ];
  const heading = `### ${ICONS[status]} ${answer}`;
  return sentences.length === 0 ? heading : `${heading}\n\n${sentences.join(' ')}`;
}

/** Returns the cells that have a table of their own: what is proven, and after what regressed what is suspected. */
const foundCells = (comparison: Comparison): ComparedCell[] => FOUND.flatMap((heading) => cellsOf(comparison, heading));

/** Writes the gate's reasons that the rest does not give, a table of what was found, and the evidence for it. */
export function found(compared: Compared): Part[] {
  const { comparison, limits } = compared;
  const reasons = gateReasons(compared).map((reason) => `- ${escapeMarkdown(reason)}`);
  const cells = foundCells(comparison);
  const rows = limitRows(limits);
  return [
    ...(reasons.length === 0 ? [] : [{ text: reasons.join('\n') }]),
    ...(cells.length + rows.length === 0 ? [] : [{ text: verdictTable(cells, comparison.cells, rows) }]),
    ...(cells.length === 0 ? [] : [fold('Evidence', 'the evidence', evidence(cells))]),
    ...unplannedLimits(limits).map((text) => ({ text: escapeMarkdown(text) })),
  ];
}

/** The evidence of this many cells is written out; the figures of all are in the table. */
const EVIDENCE = 10;

function evidence(cells: readonly ComparedCell[]): string {
  const shown = cells
    .slice(0, EVIDENCE)
    .map((cell) => `- ${code(cell.arm)} ${code(cell.benchmark)}: ${escapeMarkdown(cell.reason)}`);
  const left = cells.length - shown.length;
  return [
    ...shown,
    ...(left > 0 ? [`- and ${left} more: \`tare explain\` has the evidence for every cell.`] : []),
  ].join('\n');
}

function sides({ mode, baseline, candidate }: Comparison, run: RunDocument): string {
  const name = (id: string, startedAt: string): string => `${code(id)} of ${escapeMarkdown(formatTime(startedAt))}`;
  const now = name(candidate.id, candidate.startedAt);
  if (mode === 'ab') {
    const arms = sidesOf(run).map((side) => `${code(side.candidate)} against ${code(side.baseline)}`);
    return `${arms.join(', ')}, measured in pairs in run ${now}.`;
  }
  const before = `${name(baseline.id, baseline.startedAt)} (${escapeMarkdown(baseline.source)})`;
  return `run ${now} against run ${before}: each runtime's cost against native in its own run.`;
}

function rules(comparison: Comparison): string {
  const { settings } = comparison;
  const chance = `${Number((100 * settings.alpha).toPrecision(3))} %`;
  return `${leastCalled(comparison)}, and the tests allow a chance of ${chance} of any false alarm in ${count(settings.cells, 'cell')}; not slower means that a slowdown of ${settings.marginPercent} % is excluded, and says nothing of the other side.`;
}

function hostLine(comparison: Comparison): string {
  if (comparison.host.length === 0) return '';
  const moved = hostChanges(comparison).map((cell) => `${code(cell.benchmark)} ${changeText(cell)}`);
  if (moved.length === 0) return `no move is proven (native in ${count(comparison.host.length, 'benchmark')}).`;
  return `**the host moved**, which is no verdict about a runtime. Native itself: ${moved.join('; ')}.`;
}

/** Writes information beside the cells. */
function wholeLine(comparison: Comparison): string {
  const texts = wholeChangeTexts(comparison);
  return texts.length === 0 ? '' : `not gated: ${texts.map((text) => escapeMarkdown(text)).join('; ')}.`;
}

/** This many rows of differences are shown outside a fold. */
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

/** Says what this host was found able to detect, or how to find out. */
function calibrated(input: ReportInput): string {
  const notes = calibrationNotes(input);
  if (notes.length > 0) return notes.map((note) => escapeMarkdown(note)).join(' ');
  return 'This host is not calibrated: `tare calibrate` tells how often identical code alarms on it, and the smallest slowdown it sees.';
}

/** Says what was compared with what, by which rule and with what certainty, and what else differs. */
export function basis(comparison: Comparison, input: ReportInput): Part[] {
  const sure = [rules(comparison), calibrated(input)].join(' ');
  const lines = [
    ['Compared', sides(comparison, input.run)],
    ['As a whole', wholeLine(comparison)],
    ['Host', hostLine(comparison)],
  ];
  const bullets = lines.flatMap(([head, text]) => (text === '' ? [] : [`- **${head}:** ${text}`]));
  return [{ text: bullets.join('\n') }, ...differences(comparison), fold('How sure', 'how sure', sure)];
}

/** Says why cells are inconclusive, each reason once. */
function openQuestions(cells: readonly ComparedCell[]): string {
  const open = cells.filter(({ verdict }) => verdict === 'inconclusive');
  const reasons = [...groupBy(open, ({ reason }) => reason)].map(
    ([reason, same]) => `- ${same.map((cell) => code(cell.benchmark)).join(', ')}: ${escapeMarkdown(reason)}`,
  );
  return reasons.length === 0 ? '' : `\n\nInconclusive:\n\n${reasons.join('\n')}`;
}

/** Writes every cell that is not among those found, folded by runtime. */
export function runtimeFolds(comparison: Comparison): Part[] {
  const found = new Set(foundCells(comparison));
  const rest = comparison.cells.filter((cell) => !found.has(cell));
  return [...groupBy(rest, ({ arm }) => arm)].map(([arm, cells]) => {
    const sorted = [...cells].sort((a, b) => VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict));
    const body = `${runtimeTable(sorted, comparison.cells)}${openQuestions(sorted)}`;
    return fold(
      `${codeHtml(arm)}: ${tally(comparison, VERDICT_ORDER, cells)}`,
      `the other cells of ${code(arm)}`,
      body,
    );
  });
}
