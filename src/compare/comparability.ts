/** Decides whether a cell can be compared at all, before any test. */
import { type Failures, fisherTest, signTest } from '../stats/inference/failure-tests.js';
import { LEAST_DISTINCT } from '../stats/summary.js';
import { count } from '../units.js';
import type { Verdict } from './comparison.js';
import { countFailures, type Drop, describeDrops, type Series } from './observations.js';

/** Failures of the candidate from which a cell is missing rather than unlucky. */
export const REPEATEDLY = 2;

/** A verdict that needs no test. */
export interface ComparabilityIssue {
  readonly verdict: Extract<Verdict, 'missing' | 'inconclusive'>;
  readonly reason: string;
}

export const missing = (reason: string): ComparabilityIssue => ({ verdict: 'missing', reason });
export const inconclusive = (reason: string): ComparabilityIssue => ({ verdict: 'inconclusive', reason });

/** `: runc: failed, 3 times`, or nothing. */
const because = (series: Series): string => (series.drops.length === 0 ? '' : ` (${describeDrops(series.drops)})`);

const blocksOf = (series: Series | undefined): number => series?.observations.length ?? 0;

/**
 * Undefined where both runs measured the cell. `missing` where the baseline did, but the candidate does not plan it,
 * never reached it, or failed at least twice and has fewer than `needed` blocks. A cell serves as baseline only if
 * that run completed it, whatever became of the run's other cells.
 */
export function comparabilityIssue(
  baseline: Series | undefined,
  candidate: Series | undefined,
  needed: number | null,
): ComparabilityIssue | undefined {
  if (baseline === undefined) return inconclusive('No baseline: the baseline does not plan it.');
  if (blocksOf(baseline) > 0) return failedHalf(baseline) ?? vanished(candidate, needed ?? 1);
  if (blocksOf(candidate) === 0) return inconclusive(`Measured in neither run${because(candidate ?? baseline)}.`);
  return inconclusive(`No baseline: the baseline has no figure${because(baseline)}.`);
}

/** A baseline that failed as often as it gave a figure is no standard to compare with. */
function failedHalf(baseline: Series): ComparabilityIssue | undefined {
  if (canBeBaseline(baseline)) return undefined;
  return inconclusive(`No baseline: the baseline failed there as often as it measured${because(baseline)}.`);
}

/** True where a cell of a run may be the baseline of another's, whatever became of that run's other cells. */
export function canBeBaseline(series: Series): boolean {
  return series.observations.length > 0 && !failsHalf(series, series.drops);
}

/**
 * True where at least as many trials failed as pairs were measured, and not by accident.
 * @param drops those that count.
 */
export function failsHalf({ observations }: Series, drops: readonly Drop[]): boolean {
  const failures = countFailures(drops);
  return failures >= REPEATEDLY && failures >= observations.reduce((sum, { pairs }) => sum + pairs.length, 0);
}

/**
 * The probability that one run's candidate fails in so many launches where the other side does not, if the two were
 * alike.
 */
export function chanceWithin({ arm, failedBlocks }: Series): number {
  const own = new Set(failedBlocks.filter((one) => one.arm === arm).map(({ block }) => block));
  const others = new Set(failedBlocks.filter((one) => one.arm !== arm).map(({ block }) => block));
  const both = [...own].filter((block) => others.has(block)).length;
  return signTest(own.size - both, others.size - both);
}

/** The same probability for two runs of one arm, each with launches of its own. */
export function chanceAcross(baseline: Series, candidate: Series): number {
  return fisherTest(failuresOf(baseline), failuresOf(candidate));
}

function failuresOf({ arm, failedBlocks, observations }: Series): Failures {
  const failed = failedBlocks.filter((one) => one.arm === arm).map(({ block }) => block);
  return { failed: failed.length, of: new Set([...failed, ...observations.map(({ block }) => block)]).size };
}

/** Returns the issue of a cell that the baseline measured and the candidate did not. */
function vanished(candidate: Series | undefined, needed: number): ComparabilityIssue | undefined {
  if (candidate === undefined) return missing('The baseline has it, and the candidate does not plan it.');
  const [blocks, failures] = [blocksOf(candidate), countFailures(candidate.drops)];
  const why = because(candidate);
  if (blocks === 0 && failures === 0) return missing(`The baseline has it, and the candidate never measured it${why}.`);
  if (blocks < needed && failures >= REPEATEDLY) {
    return missing(
      `The baseline has it; the candidate failed and is left with ${count(blocks, 'usable block')}${why}.`,
    );
  }
  return blocks === 0 ? inconclusive(`The candidate failed once and has no usable block${why}.`) : undefined;
}

/**
 * True where values come in steps too large to compare: fewer than ten different ones (or than half of a short
 * series) and a smallest step of at least `minEffect`, as with latencies printed with two decimals. A series of one
 * single value hides its step, so it counts as coarse too.
 */
export function isCoarse(values: readonly number[], minEffect: number): boolean {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  if (distinct.length >= Math.min(LEAST_DISTINCT, values.length / 2)) return false;
  const steps = distinct.slice(1).map((value, at) => value / (distinct[at] ?? value) - 1);
  return values.length > 1 && (steps.length === 0 || Math.min(...steps) >= minEffect);
}

/** Undefined where the figures are fine enough to be judged. */
export function coarseness(series: readonly Series[], minEffect: number): ComparabilityIssue | undefined {
  const sides = series.flatMap((one) => {
    const pairs = one.observations.flatMap((block) => block.pairs);
    return [pairs.map((pair) => pair.baseline), pairs.map((pair) => pair.candidate)];
  });
  const coarse = sides.find((values) => isCoarse(values, minEffect));
  if (coarse === undefined) return undefined;
  const values = count(new Set(coarse).size, 'different value');
  return inconclusive(`The figures take only ${values}: too coarse to be judged.`);
}

/** A candidate with exactly the baseline's figures was copied, not measured: it would always be `not-slower`. */
export function copied(baseline: Series, candidate: Series): ComparabilityIssue | undefined {
  const figures = (series: Series): string => JSON.stringify(series.observations.map((one) => one.pairs));
  if (figures(baseline) !== figures(candidate)) return undefined;
  return inconclusive("The candidate's figures are the baseline's own, to the last digit: nothing new was measured.");
}
