/** Decides whether a comparison passes the gate. */
import type { FailOn } from '../../config/kinds/gate.js';
import type { ComparedCell, Comparison, Verdict } from '../comparison.js';
import type { LimitCell, LimitOutcome } from '../limits.js';
import { gatedCells, isUndecided } from '../sensitivity.js';
import { WORST_FIRST } from './verdict-order.js';

export interface GateOutcome {
  readonly pass: boolean;
  /** One sentence each: what failed or, where nothing did, what was found. */
  readonly reasons: readonly string[];
}

const VERDICTS: Readonly<Partial<Record<FailOn, Verdict>>> = {
  regression: 'regressed',
  missing: 'missing',
  inconclusive: 'inconclusive',
};

/** The reason that a cell is to fail. */
export const cellReason = (cell: ComparedCell): string =>
  `${cell.arm} ${cell.benchmark} is ${cell.verdict}: ${cell.reason.replace(/\.$/, '')}.`;

/**
 * Fails where a cell has one of the verdicts asked for; of a benchmark without a gate only what is missing fails. A
 * comparison without a cell counts as inconclusive: it proves nothing. `never`, alone or among others, and an empty
 * list let everything pass, and still say what was found.
 */
export function gateOutcome(comparison: Comparison, failOn: readonly (FailOn | 'never')[]): GateOutcome {
  const asked = failOn.includes('never') ? [] : failOn.flatMap((one) => (one === 'never' ? [] : (VERDICTS[one] ?? [])));
  const gated = gatedCells(comparison);
  const failed = gated.filter((cell) => asked.includes(cell.verdict));
  if (failed.length > 0) return { pass: false, reasons: failed.map(cellReason) };
  if (comparison.cells.length === 0) {
    return { pass: !asked.includes('inconclusive'), reasons: ['Nothing was compared.'] };
  }
  if (gated.length > 0 && asked.includes('inconclusive') && isUndecided(comparison)) {
    return { pass: false, reasons: ['No regression could have been proven with so few launches or blocks.'] };
  }
  return { pass: true, reasons: [tally(comparison.cells), ...letPass(gated, failOn)] };
}

/** A list without `regression` may be meant as an addition to the default, so what it lets pass is said. */
function letPass(gated: readonly ComparedCell[], failOn: readonly (FailOn | 'never')[]): string[] {
  const count = gated.filter(({ verdict }) => verdict === 'regressed').length;
  if (count === 0 || failOn.length === 0 || failOn.includes('never')) return [];
  const passes = count === 1 ? '1 cell regressed and passes' : `${count} cells regressed and pass`;
  return [`${passes}: fail-on names ${failOn.join(', ')} and not regression.`];
}

/** The gate of a run without a baseline; undefined where that is not to fail. */
export function withoutBaseline(failOn: readonly FailOn[], why: readonly string[]): GateOutcome | undefined {
  if (!failOn.includes('no-baseline')) return undefined;
  return { pass: false, reasons: why.length > 0 ? why : ['There is no earlier run to compare with.'] };
}

/** The outcome of a limit that each word of `fail-on` fails. */
const OUTCOMES: Readonly<Partial<Record<FailOn, LimitOutcome>>> = {
  limit: 'beyond',
  missing: 'missing',
  inconclusive: 'cannot tell',
};

/**
 * Adds the limits of the run to the gate: each one that fails is a reason. Where nothing was compared and all limits
 * are kept, they are the gate; a run without limits keeps its gate.
 */
export function withLimits(
  gate: GateOutcome | undefined,
  cells: readonly LimitCell[],
  failOn: readonly FailOn[],
): GateOutcome | undefined {
  if (cells.length === 0) return gate;
  const asked = failOn.flatMap((one) => OUTCOMES[one] ?? []);
  const failed = cells.filter(({ outcome }) => asked.includes(outcome)).map(limitReason);
  if (failed.length > 0) return { pass: false, reasons: [...(gate?.pass === false ? gate.reasons : []), ...failed] };
  return gate ?? { pass: true, reasons: [] };
}

/** What a limit came to. */
export const limitSubject = ({ arm, benchmark, outcome }: LimitCell): string =>
  `${arm} ${benchmark} ${LIMIT_WORDS[outcome]}`;

/** The reason that a limit is to fail. */
export const limitReason = (cell: LimitCell): string => `${limitSubject(cell)} (${cell.limit.text}): ${cell.reason}`;

const LIMIT_WORDS: Readonly<Record<LimitOutcome, string>> = {
  beyond: 'is beyond its limit',
  missing: 'has a limit and is missing',
  'cannot tell': 'may be beyond its limit',
  within: 'is within its limit',
};

/** `Of 12 cells: 2 inconclusive, 10 not-slower.` */
function tally(cells: readonly ComparedCell[]): string {
  const parts = WORST_FIRST.map(
    (verdict) => [cells.filter((cell) => cell.verdict === verdict).length, verdict] as const,
  )
    .filter(([count]) => count > 0)
    .map(([count, verdict]) => `${count} ${verdict}`);
  return `Of ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}: ${parts.join(', ')}.`;
}
