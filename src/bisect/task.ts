/** Derives from the record of a search what to do next, or the answer. Pure. */

import { count } from '../units.js';
import type { Answer, BisectRecord, Tried } from './document.js';
import { errorOfEnds, errorOfParent, errorOfStep } from './errors-spent.js';
import type { StepRule } from './judgement.js';
import { type Bounds, boundsOf, halvings, type Line, nextPlace, type Said } from './search.js';

export interface Task {
  readonly kind: Tried['kind'];
  /** Places of the two commits to compare. */
  readonly baseline: number;
  readonly candidate: number;
  readonly rule: StepRule;
  /** Seconds for this comparison, of what is left of the budget. */
  readonly seconds: number;
}

/** Seconds: less time decides nothing, since each side must start a sandbox a dozen times. */
export const LEAST_SECONDS = 5;

/**
 * How much more than an equal part of the time one comparison may take: most need less, and leave the rest to the
 * others.
 */
const GENEROSITY = 1.5;

/**
 * Without a difference between the ends nothing else is measured. The parent comes last and has all the time that is
 * left.
 */
const LEAST_SHARES: Readonly<Record<Tried['kind'], number>> = { ends: 1 / 3, step: 0, parent: 1 };

export function nextStep(record: BisectRecord): NextStep {
  const ends = record.tried.find(({ kind }) => kind === 'ends');
  const line = lineOf(record);
  if (ends && ends.outcome !== 'slower') return { answer: noDifference(record, ends) };
  const { wanted, answer } = ends ? afterEnds(record, line, ends) : { wanted: endsOf(record) };
  if (!wanted) return { answer };
  const comparisons = ends ? 1 + halvings(boundsOf(line)) : 2 + halvings({ good: 0, bad: line.last });
  const left = record.plan.budgetSeconds - record.spentSeconds;
  const overhead = record.tried.at(-1)?.overheadSeconds ?? 0;
  const share = Math.min(1, Math.max(LEAST_SHARES[wanted.kind], GENEROSITY / comparisons));
  const seconds = Math.min(left - overhead, Math.max(share * left - overhead, LEAST_SECONDS));
  if (seconds >= LEAST_SECONDS) return { task: { ...wanted, seconds } };
  if (wanted.kind !== 'parent') return { answer: unfinished(record, ends) };
  const spent = 'The budget was spent before it could be measured against its parent.';
  return { answer: named(boundsOf(line), spent, null) };
}

/** Either the next comparison, or the answer. */
export type NextStep =
  | { readonly task: Task; readonly answer?: never }
  | { readonly task?: never; readonly answer: Answer };

type Wanted = Omit<Task, 'seconds'>;
type WantedNext =
  | { readonly wanted: Wanted; readonly answer?: never }
  | { readonly wanted?: never; readonly answer: Answer };

/** The line as it is known. Comparisons with a parent do not move its bounds. */
export function lineOf({ commits, tried }: Pick<BisectRecord, 'commits' | 'tried'>): Line {
  const said = new Map(tried.filter(({ kind }) => kind === 'step').map((one) => [one.candidate, saidBy(one)]));
  return { last: commits.length - 1, said };
}

function saidBy({ outcome }: Tried): Said {
  if (outcome === 'slower') return 'bad';
  return outcome === 'not-slower' ? 'good' : 'skipped';
}

function endsOf({ commits, plan }: BisectRecord): Wanted {
  const { minEffectPercent, marginPercent, alpha } = plan;
  const rule = { error: errorOfEnds(alpha), minEffectPercent, marginPercent, wanted: 'difference' as const };
  return { kind: 'ends', baseline: 0, candidate: commits.length - 1, rule };
}

function afterEnds(record: BisectRecord, line: Line, ends: Tried): WantedNext {
  const { plan, tried } = record;
  const bounds = boundsOf(line);
  const { minEffectPercent } = plan;
  const marginPercent = marginFrom(ends, minEffectPercent);
  const place = nextPlace(line);
  if (place !== undefined) {
    const taken = tried.filter(({ kind, error }) => kind === 'step' && error !== null).length;
    const error = errorOfStep(plan.alpha, halvings({ good: 0, bad: line.last }), taken);
    const rule = { error, minEffectPercent, marginPercent, wanted: 'side' as const };
    return { wanted: { kind: 'step', baseline: 0, candidate: place, rule } };
  }
  if (bounds.bad - bounds.good > 1) return { answer: skippedBetween(record, bounds) };
  const direct = tried.find((one) => one.kind === 'parent') ?? directly(tried, bounds);
  if (direct) return { answer: againstParent(record, bounds, direct) };
  const rule = { error: errorOfParent(plan.alpha), minEffectPercent, marginPercent, wanted: 'difference' as const };
  return { wanted: { kind: 'parent', baseline: bounds.good, candidate: bounds.bad, rule } };
}

/**
 * The slowdown in per cent that a good commit must exclude: the lower limit of the ends' slowdown, but at least the
 * minimum effect, since less would not matter and can seldom be excluded.
 */
function marginFrom({ slowdownPercent }: Tried, minEffectPercent: number): number {
  return Math.min(Math.max(slowdownPercent?.low ?? 0, minEffectPercent, LEAST_MARGIN), MOST_MARGIN);
}

/**
 * Bounds of the margin, in per cent: zero could never be excluded, and several times the good end is no margin.
 * Excluding less than the ends differ by is only more careful.
 */
const LEAST_MARGIN = 0.01;
const MOST_MARGIN = 50;

/** Where the parent is the good end, the step that found the commit has already compared it with its parent. */
function directly(tried: readonly Tried[], { good, bad }: Bounds): Tried | undefined {
  return tried.find((one) => one.baseline === good && one.candidate === bad && one.outcome === 'slower');
}

function againstParent(record: BisectRecord, bounds: Bounds, { outcome, slowdownPercent, reason }: Tried): Answer {
  if (outcome === 'slower') return named(bounds, 'It is slower than its parent.', slowdownPercent);
  if (outcome === 'not-slower') {
    return {
      kind: 'interval',
      good: 0,
      bad: record.commits.length - 1,
      reason: `The steps led to ${idOf(record, bounds.bad)}, which is not slower than its parent: several commits may each be a little slower, or a step was wrong.`,
      slowdownPercent: null,
    };
  }
  const why = reason === null ? '' : ` ${reason}`;
  return named(bounds, `Measured against its parent it could not be told again.${why}`, slowdownPercent);
}

function named({ good, bad }: Bounds, reason: string, slowdown: Tried['slowdownPercent']): Answer {
  return { kind: 'commit', good, bad, reason, slowdownPercent: slowdown };
}

function skippedBetween(record: BisectRecord, { good, bad }: Bounds): Answer {
  const between = bad - good - 1;
  const were = between === 1 ? 'One commit between could' : `${between} commits between could`;
  return {
    kind: 'interval',
    good,
    bad,
    reason: `${were} not be built, measured or told from either end.`,
    slowdownPercent: directly(record.tried, { good, bad })?.slowdownPercent ?? null,
  };
}

function unfinished(record: BisectRecord, ends: Tried | undefined): Answer {
  const { good, bad } = boundsOf(lineOf(record));
  const reason = ends ? 'The budget was spent.' : 'The budget was spent before the ends could be compared.';
  return { kind: 'interval', good, bad, reason, slowdownPercent: null };
}

function noDifference({ commits, plan }: BisectRecord, { outcome, slowdownPercent, launches, reason }: Tried): Answer {
  const excluded = `A slowdown of ${plan.marginPercent} % or more is excluded.`;
  const open = `It was not shown in ${count(launches, 'launch')}, and not excluded either.${reason === null ? '' : ` ${reason}`}`;
  return {
    kind: 'no-difference',
    good: 0,
    bad: commits.length - 1,
    reason: outcome === 'not-slower' ? excluded : open,
    slowdownPercent,
  };
}

const idOf = ({ commits }: BisectRecord, place: number): string => commits[place]?.id.slice(0, 7) ?? '';
