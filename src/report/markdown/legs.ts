/** Writes one text for all that a run measured: the legs of a matrix, each with its own comparison. */
import { cellReason, limitReason, limitSubject } from '../../compare/outcome/gate.js';
import type { FailOn } from '../../config/kinds/gate.js';
import { isFinished } from '../../results/state.js';
import { count } from '../../units.js';
import type { ReportInput } from '../input.js';
import { limitsAnswer } from '../limits.js';
import { CUT_SHORT, cellsOf, headline, statusAlone } from '../verdicts.js';
import { ICONS } from './comparison.js';
import { code, codeHtml, escapeMarkdown } from './escape.js';
import { type Part, withinLimit } from './length-limit.js';
import { type MarkdownOptions, renderMarkdown } from './markdown.js';
import { fold } from './tables.js';

export interface Leg {
  /** It is the name of its artifact. */
  readonly name: string;
  readonly input: ReportInput;
}

export interface Legs {
  /** There is at least one. */
  readonly legs: readonly Leg[];
  /** These jobs left no document. */
  readonly absent: readonly string[];
  readonly failOn: readonly FailOn[];
}

const NO_BASELINE = 'No baseline to compare with, so no verdict';

const isCutShort = ({ run }: ReportInput): boolean => !isFinished(run);

function answerOf(input: ReportInput): string {
  const { run, comparison, gate, limits } = input;
  if (comparison) return headline({ run, comparison, gate, limits }).answer;
  const cut = isCutShort(input);
  const alone = [limitsAnswer(limits), cut ? '' : NO_BASELINE].filter((text) => text !== '').join('; ');
  return [...(cut ? [CUT_SHORT] : []), alone].filter((text) => text !== '').join(': ');
}

const isFailed = ({ gate }: ReportInput): boolean => gate?.pass === false;
const failsAbsent = ({ absent, failOn }: Legs): boolean => absent.length > 0 && failOn.includes('missing');

/** Returns the answer without a full stop. */
export function answerOfLegs(all: Legs): string {
  const { legs, absent } = all;
  const [only] = legs;
  if (only && legs.length === 1 && absent.length === 0) return answerOf(only.input);
  const failed = legs.filter(({ input }) => isFailed(input)).length;
  const total = count(legs.length + absent.length, 'leg');
  const cut = legs.filter(({ input }) => isCutShort(input)).length;
  const lacking = [
    ...(absent.length > 0 ? [`${absent.length} of ${total} did not report`] : []),
    ...(cut > 0 ? [`${cut} of ${total} ${cut === 1 ? 'was' : 'were'} cut short`] : []),
  ];
  const parts = failed > 0 ? [`${failed} of ${total} failed`, ...lacking] : lacking;
  return parts.length === 0 ? `None of ${total} failed` : parts.join(', ');
}

/** A sentence names this many cells; more are counted. */
const NAMED = 5;

/**
 * Says why the job fails, without the evidence, which annotations and reports have; undefined where it does not fail.
 * The text holds text from documents.
 */
export function gateSentence(all: Legs): string | undefined {
  const sentences = all.legs.flatMap((leg) => failureOf(leg, all.legs.length) ?? []);
  const gone = failsAbsent(all) ? [`No result of ${all.absent.join(', ')}.`] : [];
  return sentences.length + gone.length === 0 ? undefined : [...sentences, ...gone].join(' ');
}

function failureOf({ name, input }: Leg, among: number): string | undefined {
  const { comparison, gate, limits } = input;
  if (!gate || gate.pass) return undefined;
  const of = among > 1 ? `${name}: ` : '';
  if (!comparison) return `${of}${gate.reasons.join(' ')}`;
  const named = (['regressed', 'suspected', 'missing', 'inconclusive'] as const).flatMap((heading) =>
    cellsOf(comparison, heading),
  );
  const reasons = new Set(gate.reasons);
  const failing = named.filter((cell) => reasons.has(cellReason(cell)));
  const broken = (limits?.cells ?? []).filter((cell) => reasons.has(limitReason(cell))).map(limitSubject);
  const all = [...failing.map(({ arm, benchmark, verdict }) => `${arm} ${benchmark} ${verdict}`), ...broken];
  const shown = all.slice(0, NAMED);
  const rest = all.length > shown.length ? ` and ${all.length - shown.length} more` : '';
  const told = new Set([...failing.map(cellReason), ...(limits?.cells ?? []).map(limitReason)]);
  const others = gate.reasons.filter((reason) => !told.has(reason));
  const cells = [...(shown.length === 0 ? [] : [`${shown.join(', ')}${rest}.`]), ...others].join(' ');
  return `${of}${headline({ comparison, gate, limits }).answer}: ${cells}`;
}

/**
 * Returns the whole text within the limit, ending in a newline. A single leg is written without a heading for legs.
 */
export function renderLegs(all: Legs, options: MarkdownOptions): string {
  const { legs, absent } = all;
  const [only] = legs;
  if (only && legs.length === 1 && absent.length === 0) return renderMarkdown(only.input, options);
  const icon = failsAbsent(all) || legs.some(({ input }) => isFailed(input)) ? ICONS.fail : worstIcon(legs);
  const rows = legs.map(({ name, input }) => `- ${iconOf(input)} ${code(name)}: ${answerOf(input)}`);
  const gone = absent.map((job) => `- ${ICONS.fail} ${escapeMarkdown(job)}: did not report`);
  const head: Part[] = [{ text: `### ${icon} ${answerOfLegs(all)}` }, { text: [...rows, ...gone].join('\n') }];
  const each = Math.floor((options.maxBytes / Math.max(1, legs.length)) * SHARE);
  const bodies = legs.map(({ name, input }) =>
    fold(
      `${codeHtml(name)}: ${answerOf(input)}`,
      code(name),
      renderMarkdown(input, { ...options, maxBytes: each }).trim(),
    ),
  );
  return `${withinLimit([...head, ...bodies], options.maxBytes - 1, options.pointer)}\n`;
}

/** The bodies get this share of the whole length; the rest is for the list. */
const SHARE = 0.85;

function iconOf(input: ReportInput): string {
  const { run, comparison, gate, limits } = input;
  return ICONS[comparison ? headline({ run, comparison, gate, limits }).status : statusAlone(input)];
}

function worstIcon(legs: readonly Leg[]): string {
  const icons = legs.map(({ input }) => iconOf(input));
  return [ICONS.fail, ICONS.warn, ICONS.undecided].find((icon) => icons.includes(icon)) ?? ICONS.pass;
}
