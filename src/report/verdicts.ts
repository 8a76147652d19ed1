/** Arranges a comparison by what a reader must know first, and makes the one sentence that answers it. */
import type { ComparedCell, Comparison, Verdict } from '../compare/comparison.js';
import { isSuspected } from '../compare/one-run/confirmation.js';
import { cellReason, limitReason } from '../compare/outcome/gate.js';
import { decidedOf, detectableSlowdown, isUndecided } from '../compare/sensitivity.js';
import { cellKey } from '../results/cells.js';
import type { RunDocument } from '../results/document.js';
import { memoize } from '../results/memoize.js';
import { isFinished } from '../results/state.js';
import { count } from '../units.js';
import type { GateOutcome, Limits } from './input.js';
import { brokenLimits, hasMissing, otherLimits } from './limits.js';
import {
  type Cost,
  type CostText,
  costOf,
  costWord,
  type Evidence,
  evidenceOf,
  formatCost,
  formatPercent,
} from './numbers.js';

/** What a reader must know first comes first; cells that are not slower are counted rather than listed. */
export const VERDICT_ORDER: readonly Verdict[] = ['regressed', 'missing', 'improved', 'inconclusive', 'not-slower'];

/** These are the verdicts as people read them. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  regressed: 'regressed',
  missing: 'missing',
  improved: 'improved',
  inconclusive: 'inconclusive',
  'not-slower': 'not slower',
};

/** The heading of a cell: its verdict, or that it is suspected. */
export type Heading = Verdict | 'suspected';

/** These are in the order of verdicts, with what is suspected after what regressed. */
export const HEADINGS: readonly Heading[] = VERDICT_ORDER.flatMap((verdict): Heading[] =>
  verdict === 'regressed' ? [verdict, 'suspected'] : [verdict],
);

const HEADING_WORDS: Readonly<Record<Heading, string>> = { ...VERDICT_WORDS, suspected: 'suspected' };

/** Returns whether a cell regressed across runs, but no run with both sides could confirm or refute it. */
export const isOpen = ({ verdict, secondLook }: ComparedCell): boolean =>
  verdict === 'regressed' && typeof secondLook?.refusal === 'string';

/** Returns the words for a cell that is alone in its row. */
export const verdictWords = (cell: ComparedCell): string =>
  `${HEADING_WORDS[headingOf(cell)]}${isOpen(cell) ? ' (not confirmed)' : ''}`;

/** A reader should look at these. */
export const FOUND = ['regressed', 'suspected', 'missing', 'improved'] as const satisfies readonly Heading[];

/** A comparison and the gate's outcome for it. */
export interface Compared {
  readonly comparison: Comparison;
  /** The run under judgement: where a part of its plan is missing, the answer says so. */
  readonly run?: Pick<RunDocument, 'stopped'> | undefined;
  readonly gate?: GateOutcome | undefined;
  readonly limits?: Limits | undefined;
}

/** An answer begins with this where it is about a part of the plan. */
export const CUT_SHORT = 'The run was cut short';

export interface Headline {
  /** `fail` and `pass` follow the gate. Without a gate, `fail` says that something regressed. */
  readonly status: 'fail' | 'pass' | 'warn' | 'undecided';
  /**
   * It is, for example, `2 of 36 cells regressed`. Like `rest` it has no full stop and is safe to print, since neither
   * holds text from documents.
   */
  readonly answer: string;
  /** It counts the other verdicts and says what would have been detected; it may be empty. */
  readonly rest: string;
}

export function costOfCell(cell: ComparedCell): Cost | null {
  return cell.effect === null ? null : costOf(cell.effect, cell.direction);
}

/** The change of a cell in words; null where there is none. A proven verdict is never shown without evidence. */
export interface ChangeText extends CostText {
  /** It is `slower`, `faster`, `worse` or `better`; empty without evidence. */
  readonly word: string;
}

function testedEvidence(cell: ComparedCell, cost: Cost): Evidence {
  if (cell.verdict === 'regressed') return 'worse';
  return cell.verdict === 'improved' ? 'better' : evidenceOf(cost);
}

export function changeOf(cell: ComparedCell): ChangeText | null {
  const cost = costOfCell(cell);
  if (cost === null) return null;
  const text = formatCost(cost, testedEvidence(cell, cost));
  return { ...text, interval: atWorst(cell) ?? text.interval, word: costWord(text.evidence, cell.unit) };
}

export const headingOf = (cell: ComparedCell): Heading => (isSuspected(cell) ? 'suspected' : cell.verdict);

/**
 * Returns the bound by which a cell passed as not slower. It replaces an interval that may reach beyond the bound on
 * the side that was not tested.
 */
function atWorst(cell: ComparedCell): string | null {
  if (cell.verdict !== 'not-slower') return null;
  // This takes long, and is computed only where it is read.
  const { limit, direction } = cell;
  if (limit === null) return null;
  return `at worst ${formatPercent(costOf({ ratio: limit, low: null, high: null }, direction).percent)}`;
}

/**
 * Returns, for example, `all 30: +4.2 % [+3.1, +5.3]` for a change that a look proved before the last launch, since
 * its estimate there is too large on average; else empty.
 */
export function overallText({ verdict, effect, overall, direction, candidateBlocks }: ComparedCell): string {
  if (verdict !== 'regressed' && verdict !== 'improved') return '';
  if (overall === null || overall.ratio === effect?.ratio) return '';
  const { estimate, interval } = formatCost(costOf(overall, direction));
  return `all ${candidateBlocks}: ${estimate} ${interval}`;
}

/** The ends of an effect take long, and are not read here. */
function magnitude({ effect, direction }: ComparedCell): number {
  return effect === null ? 0 : Math.abs(costOf({ ratio: effect.ratio, low: null, high: null }, direction).percent);
}

/** Returns the cells of one heading, the largest change first. */
export function cellsOf(comparison: Comparison, heading: Heading): ComparedCell[] {
  return comparison.cells.filter((cell) => headingOf(cell) === heading).sort((a, b) => magnitude(b) - magnitude(a));
}

export function countVerdict(cells: readonly ComparedCell[], verdict: Verdict): number {
  return cells.filter((cell) => cell.verdict === verdict).length;
}

/** Returns, for example, `12 not slower by 3 %, 2 inconclusive`, with only the verdicts that occur. */
export function tally(comparison: Comparison, verdicts: readonly Verdict[], cells = comparison.cells): string {
  const words = verdicts.flatMap((verdict) => {
    const suspected = verdict === 'inconclusive' ? cells.filter(isSuspected).length : 0;
    const n = countVerdict(cells, verdict) - suspected;
    const suffix = verdict === 'not-slower' ? ` by ${comparison.settings.marginPercent} %` : '';
    return [
      ...(suspected === 0 ? [] : [`${suspected} suspected`]),
      ...(n === 0 ? [] : [`${n} ${VERDICT_WORDS[verdict]}${suffix}`]),
    ];
  });
  return words.join(', ');
}

function answerOf(comparison: Comparison): { answer: string; named?: Verdict } {
  const { cells } = comparison;
  const all = count(cells.length, 'cell');
  const of = (verdict: Verdict): number => countVerdict(cells, verdict);
  if (cells.length === 0) return { answer: 'Nothing was compared' };
  if (of('regressed') > 0) return { answer: `${of('regressed')} of ${all} regressed`, named: 'regressed' };
  if (of('inconclusive') === cells.length) {
    return {
      answer: `Nothing could be decided: all of ${all} inconclusive${suspectedAmong(cells)}`,
      named: 'inconclusive',
    };
  }
  if (of('missing') > 0) return { answer: `${of('missing')} of ${all} missing`, named: 'missing' };
  if (isUndecided(comparison)) return { answer: undecidedAnswer(comparison) };
  return { answer: `No regression${of('inconclusive') > 0 ? ' proven' : ''} in ${all}` };
}

/** The answer names what the tally behind it leaves out: a suspected cell is counted as inconclusive. */
function suspectedAmong(cells: readonly ComparedCell[]): string {
  const suspected = cells.filter(isSuspected).length;
  return suspected === 0 ? '' : `, ${suspected} of them suspected`;
}

function undecidedAnswer(comparison: Comparison): string {
  if (!comparison.provable) return 'Undecided: no regression could have been proven with so few launches';
  const { decided, of } = decidedOf(comparison);
  const noun = of < comparison.cells.length ? 'gated cell' : 'cell';
  return `Undecided: ${decided} of ${count(of, noun)} decided`;
}

/**
 * Returns, for example, `a slowdown of 8 % would have been proven in 9 of 12 cells`; empty where nothing was compared.
 * Of two sides of one run, a cell that passed early counts by what its limit rules out: with the launches that it has,
 * little could be proven, but a slower one would have been given more.
 */
export function detectableText(comparison: Comparison): string {
  const all = count(comparison.cells.length, 'cell');
  if (comparison.cells.length === 0) return '';
  const detectable = detectableSlowdown(comparison);
  if (detectable === null) return `no slowdown would have been proven in any of ${all}`;
  const shown = comparison.mode === 'ab' ? 'is ruled out or would have been proven' : 'would have been proven';
  return `a slowdown of ${detectable.slowdown} % ${shown} in ${detectable.cells} of ${all}`;
}

const isCutShort = (run: Compared['run']): boolean => run !== undefined && !isFinished(run);

/** The status where nothing was compared: where all limits are kept, the result has something to pass. */
export function statusAlone({ run, gate, limits }: Omit<Compared, 'comparison'>): Headline['status'] {
  if (gate?.pass === false) return 'fail';
  if (brokenLimits(limits) !== '' || hasMissing(limits) || isCutShort(run)) return 'warn';
  const cells = limits?.cells ?? [];
  return cells.length > 0 && cells.every(({ outcome }) => outcome === 'within') ? 'pass' : 'undecided';
}

function statusOf({ run, comparison, gate, limits }: Compared): Headline['status'] {
  const { cells } = comparison;
  const regressed = countVerdict(cells, 'regressed') > 0 || brokenLimits(limits) !== '';
  if (gate ? !gate.pass : regressed) return 'fail';
  if (isCutShort(run) || regressed || hasMissing(limits) || countVerdict(cells, 'missing') > 0) return 'warn';
  const isAllOpen = countVerdict(cells, 'inconclusive') === cells.length;
  return isAllOpen || isUndecided(comparison) ? 'undecided' : 'pass';
}

/**
 * Returns the answer. A run that decided too little, could not have proven anything, or was cut short is never called
 * a pass.
 */
export function headline(compared: Compared): Headline {
  const { run, comparison, limits } = compared;
  const { answer, named } = answerOf(comparison);
  const others = VERDICT_ORDER.filter((verdict) => verdict !== named);
  const join = (...texts: readonly string[]) => texts.filter((text) => text !== '').join('; ');
  const rest = join(tally(comparison, others), otherLimits(limits), detectableText(comparison));
  const said = join(brokenLimits(limits), answer);
  return { status: statusOf(compared), answer: isCutShort(run) ? `${CUT_SHORT}: ${said}` : said, rest };
}

/** Names the benchmark of a cell. The metric is added only where the benchmark is judged by several. */
export function benchmarkLabel(cell: ComparedCell, among: readonly ComparedCell[]): string {
  const metrics = metricsOf(among).get(cellKey(cell));
  const several = metrics !== undefined && (metrics.size > 1 || !metrics.has(cell.metric));
  return several ? `${cell.benchmark} ${cell.metric}` : cell.benchmark;
}

/** The result is kept, since every cell asks for it and it is the same for all of them. */
const metricsOf = memoize((cells: readonly ComparedCell[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const metrics = new Map<string, Set<string>>();
  for (const cell of cells) {
    const key = cellKey(cell);
    metrics.set(key, (metrics.get(key) ?? new Set()).add(cell.metric));
  }
  return metrics;
});

/** Returns native's own changes that are proven: they mean that the host has changed. */
export function hostChanges(comparison: Comparison): ComparedCell[] {
  const moved = comparison.host.filter(({ verdict }) => verdict === 'regressed' || verdict === 'improved');
  return moved.sort((a, b) => magnitude(b) - magnitude(a));
}

/** This many reasons of the gate are listed; more are counted. */
const REASONS = 5;

/**
 * Returns why the gate passed or failed, as far as the answer and the rows of what was found do not say it. The
 * sentences hold text from documents.
 */
export function gateReasons(compared: Compared): string[] {
  const { comparison, gate, limits } = compared;
  if (gate === undefined) return [];
  if (gate.pass) {
    return headline(compared).status === 'warn' ? [`The gate lets this pass. ${gate.reasons.join(' ')}`] : [];
  }
  const verdicts = FOUND.flatMap((verdict) => cellsOf(comparison, verdict));
  const shown = new Set([...verdicts.map(cellReason), ...(limits?.cells ?? []).map(limitReason)]);
  const fresh = gate.reasons.filter((reason) => !shown.has(reason));
  if (fresh.length <= REASONS) return fresh;
  return [...fresh.slice(0, REASONS), `And ${count(fresh.length - REASONS, 'more reason')}.`];
}
