/** Writes the result of a run as a comment or a job summary on GitHub, with the answer first and details folded. */
import { NATIVE, type RunDocument } from '../../results/document.js';
import { count } from '../../units.js';
import type { ReportInput } from '../input.js';
import { CELLS_AND_NOISE } from '../legend.js';
import { limitRows, limitsAnswer, reasonsBeside, unplannedLimits } from '../limits.js';
import { notesOf } from '../notes.js';
import { extentText, hostText, networkText, userlandsOf } from '../origin.js';
import { preparation, reproduceCell, reproduceRun } from '../reproduce.js';
import { armIdsOf } from '../rows.js';
import { cellsOf, statusAlone } from '../verdicts.js';
import { startText, wholesAgainstNative } from '../wholes.js';
import { answer, basis, found, ICONS, runtimeFolds } from './comparison.js';
import { code, codeBlock, escapeMarkdown } from './escape.js';
import { inspectionParts } from './inspections.js';
import { type Part, withinLimit } from './length-limit.js';
import { acceptedPart, linksPart, noBaselinePart } from './links.js';
import { type Bar, costChart } from './mermaid.js';
import { caveatPart, nextStepsPart } from './next-steps.js';
import { fold, limitTable, markdownTable, overheadTable } from './tables.js';

export interface MarkdownOptions {
  /** It limits the whole text, in bytes of UTF-8. */
  readonly maxBytes: number;
  /** It says in Markdown where a reader finds what was left out: `the job summary`. */
  readonly pointer: string;
}

/** GitHub takes 65,536 characters in a comment; its hidden marker and links need some of them. */
export const COMMENT_LIMITS: MarkdownOptions = { maxBytes: 64_000, pointer: 'the job summary' };
/** GitHub takes 1 MiB of summary from a step. */
export const SUMMARY_LIMITS: MarkdownOptions = { maxBytes: 1_000_000, pointer: 'the files of this run' };

/** This many notes are shown outside a fold. */
const NOTES_SHOWN = 5;
/** This many cells get a command of their own. */
const COMMANDS = 10;
const LEGEND = `${CELLS_AND_NOISE} Costs and changes are time for the same work (or memory): + is worse, - is better, ×n is n times as much, \\~ is no evidence of either, [?] is too few blocks for an interval.`;

function chartPart(input: ReportInput): Part[] {
  const bars = wholesAgainstNative(input).map(
    ({ arm, cost, interval }): Bar => ({ name: arm, percent: cost.percent, interval }),
  );
  const chart = costChart('Throughput benchmarks together: more time than native', bars);
  return chart === undefined ? [] : [{ text: chart, fold: 'the chart' }];
}

/** Says what each runtime costs as a whole. Work and starts are apart, since their costs are of another size. */
function wholeCostLines(input: ReportInput): string {
  const wholes = wholesAgainstNative(input);
  const arms = armIdsOf(input.run, input.overheads).filter((arm) => arm !== NATIVE);
  return arms
    .flatMap((arm) => {
      const whole = wholes.find((one) => one.arm === arm);
      const start = startText(input.overheads, arm);
      const parts = [
        ...(whole ? [`work ${whole.estimate} ${whole.interval} (time, ${whole.extent})`] : []),
        ...(start === '' ? [] : [`start-up ${start}`]),
      ];
      return parts.length === 0 ? [] : [`- ${code(arm)} against native: ${parts.join('; ').replaceAll('~', '\\~')}`];
    })
    .join('\n');
}

function limitParts({ limits }: ReportInput): Part[] {
  const rows = limitRows(limits);
  const sentences = unplannedLimits(limits).map((text) => ({ text: escapeMarkdown(text) }));
  return [...(rows.length === 0 ? [] : [{ text: limitTable(rows) }]), ...sentences];
}

/** Writes the first line where there is nothing to compare with. */
function costAnswer(input: ReportInput): string {
  const costs = wholeCostLines(input);
  const limits = limitsAnswer(input.limits);
  const answer = `${limits === '' ? '' : `${limits}. `}No baseline to compare with, so no verdict`;
  return `### ${ICONS[statusAlone(input)]} ${answer}${costs === '' ? '' : `\n\n${costs}`}`;
}

const bullets = (texts: readonly string[]): string => texts.map((text) => `- ${escapeMarkdown(text)}`).join('\n');

function noteParts(input: ReportInput): Part[] {
  // In a comparison, what the host can detect is written beside the rule.
  const { calibration: _, ...uncalibrated } = input;
  const all = notesOf(input.comparison ? uncalibrated : input);
  const [shown, rest] = [all.slice(0, NOTES_SHOWN), all.slice(NOTES_SHOWN)];
  const first = shown.length === 0 ? [] : [{ text: `**Notes**\n\n${bullets(shown)}` }];
  return rest.length === 0
    ? first
    : [...first, fold(`${count(rest.length, 'more note')}`, 'more notes', bullets(rest))];
}

/**
 * Writes the commands for what needs a second look, then for the whole run. They work where the paths of the runtimes
 * do.
 */
function reproducePart({ run, comparison, workflowLinks: links }: ReportInput): Part {
  const cells =
    comparison === undefined ? [] : [...cellsOf(comparison, 'regressed'), ...cellsOf(comparison, 'missing')];
  const program = links?.program;
  const commands = cells.map(({ arm, benchmark }) => reproduceCell(run, arm, benchmark, program));
  const all = [...new Set([...commands.slice(0, COMMANDS), reproduceRun(run, program)])];
  return fold('How to reproduce', 'how to reproduce', codeBlock([...preparation(run, program), ...all].join('\n')));
}

function hostPart(run: RunDocument): Part {
  const binaries = run.environments.flatMap(({ arm, source, binaries }) =>
    binaries.length === 0
      ? [[code(arm), escapeMarkdown(source), '', '']]
      : binaries.map(({ path, version, sha256 }) => [
          code(arm),
          escapeMarkdown(source),
          code(version),
          `${code(path)} ${code(sha256.slice(0, 12))}`,
        ]),
  );
  const heads = [
    ['runtime', '---'],
    ['source', '---'],
    ['version', '---'],
    ['binary', '---'],
  ] as const;
  const userlands = userlandsOf(run.fingerprint).map(
    ({ side, image }) => `${side}${escapeMarkdown(`${image.recipe}, ${image.sysbench}`)}, ${code(image.digest)}`,
  );
  const network = networkText(run);
  const lines = [
    `${escapeMarkdown(hostText(run))}.`,
    `Userland: ${userlands.join('; ')}.`,
    ...(network === '' ? [] : [`Network: ${escapeMarkdown(network)}.`]),
  ];
  return fold('Host and versions', 'host and versions', `${lines.join(' ')}\n\n${markdownTable(heads, binaries)}`);
}

/** Writes nothing where a comparison within the run left native out. */
function costParts(input: ReportInput): Part[] {
  const { comparison, overheads } = input;
  const known = overheads.some(({ overhead }) => overhead !== null);
  if (overheads.length === 0 || (comparison !== undefined && !known)) return [];
  const table = overheadTable(input);
  return input.comparison === undefined
    ? [{ text: table }]
    : [fold('Cost against native', 'cost against native', table)];
}

function signature(run: RunDocument): Part {
  const origin = `tare ${escapeMarkdown(run.tool.version)}, run ${code(run.id)}: ${extentText(run)}.`;
  return { text: `<sub>${origin} ${LEGEND}</sub>` };
}

/** Returns the whole text within the limit, ending in a newline. */
export function renderMarkdown(input: ReportInput, options: MarkdownOptions): string {
  const { run, comparison, gate, limits, workflowLinks: links } = input;
  // Only GitHub draws the chart. Beside changes, a reader would take it for changes.
  const chart = links === undefined || comparison ? [] : chartPart(input);
  const own = reasonsBeside(gate, limits);
  const reasons = own.length === 0 ? [] : [{ text: bullets(own) }];
  const parts =
    comparison === undefined
      ? [
          { text: costAnswer(input) },
          ...caveatPart(links),
          ...noBaselinePart(links),
          ...nextStepsPart(input),
          ...reasons,
          ...limitParts(input),
          ...chart,
          ...costParts(input),
          ...noteParts(input),
        ]
      : [
          { text: answer({ run, comparison, gate, limits }) },
          ...caveatPart(links),
          ...acceptedPart(links),
          ...nextStepsPart(input),
          ...found({ run, comparison, gate, limits }),
          ...basis(comparison, input),
          ...noteParts(input),
          ...runtimeFolds(comparison),
          ...costParts(input),
        ];
  const closing = [...inspectionParts(input), reproducePart(input), hostPart(run), ...linksPart(links), signature(run)];
  return `${withinLimit([...parts, ...closing], options.maxBytes - 1, options.pointer)}\n`;
}
