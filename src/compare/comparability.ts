/** Decides whether a cell can be compared at all, before any test. */
import { keyOf } from '../results/cells.js';
import { groupBy } from '../results/group.js';
import { type Failures, fisherTest, signTest } from '../stats/inference/failure-tests.js';
import { LEAST_DISTINCT } from '../stats/summary.js';
import { count } from '../units.js';
import type { Verdict } from './comparison.js';
import { countFailures, describeDrops, type FailedBlock, type Series } from './observations.js';

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
  return series.observations.length > 0 && !failsHalf(series, series.failedBlocks);
}

/**
 * True where at least as much failed as was measured, and not by accident. Both are counted in pairs. A launch that
 * gave no figure counts as all the pairs that a launch gives, and once, however many arms failed in it.
 * @param failed the failures that count.
 */
export function failsHalf({ observations }: Series, failed: readonly FailedBlock[]): boolean {
  const countOf = (ones: readonly FailedBlock[]): number => ones.reduce((sum, { count: own }) => sum + own, 0);
  if (countOf(failed) < REPEATEDLY) return false;
  const pairs = new Map(observations.map((one) => [one.block, one.pairs.length]));
  const most = Math.max(1, ...pairs.values());
  const lost = [...groupBy(failed, ({ block }) => block)].map(([block, ones]) =>
    pairs.has(block) ? countOf(ones) : Math.max(most, countOf(ones)),
  );
  return sum(lost) >= sum([...pairs.values()]);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Returns the failures of the contrast's candidate. */
export function ownFailures({ arm, failedBlocks }: Series): FailedBlock[] {
  return failedBlocks.filter((one) => one.arm === arm);
}

/** Among how much the chance of a wrong verdict is divided. */
export interface Shares {
  readonly cells: number;
  /** The contrasts that these cells belong to. All cells of one share its launches. */
  readonly contrasts: number;
}

/** Returns how many cells there are, and how many contrasts they belong to. */
export function sharesOf(cells: readonly { readonly arm: string; readonly baselineArm?: string }[]): Shares {
  const contrasts = new Set(cells.map(({ arm, baselineArm = '' }) => keyOf(baselineArm, arm)));
  return { cells: cells.length, contrasts: contrasts.size };
}

/**
 * True where one run's candidate failed in more launches than chance allows, if its two sides were alike. Launches
 * that did not start are tested once a contrast, because all of its cells share them.
 */
export function failsWithin(series: Series, alpha: number, { cells, contrasts }: Shares): boolean {
  const { arm, baselineArm, failedBlocks, starts } = series;
  if (ownFailures(series).length === 0) return false;
  const failed = (name: string): number[] => failedBlocks.filter((one) => one.arm === name).map(({ block }) => block);
  const unstarted = (name: string): readonly number[] => starts.find((one) => one.arm === name)?.failed ?? [];
  return (
    chanceWithin(failed(arm), failed(baselineArm)) <= alpha / cells ||
    chanceWithin(unstarted(arm), unstarted(baselineArm)) <= alpha / contrasts
  );
}

/** The probability that one side fails in so many blocks in which the other does not, if the two were alike. */
function chanceWithin(own: readonly number[], others: readonly number[]): number {
  const [mine, theirs] = [new Set(own), new Set(others)];
  const both = [...mine].filter((block) => theirs.has(block)).length;
  return signTest(mine.size - both, theirs.size - both);
}

/** The same for two runs of one arm, each with launches of its own. */
export function failsAcross(baseline: Series, candidate: Series, alpha: number, { cells, contrasts }: Shares): boolean {
  if (ownFailures(candidate).length === 0) return false;
  return (
    fisherTest(failuresOf(baseline), failuresOf(candidate)) <= alpha / cells ||
    fisherTest(unstartedOf(baseline), unstartedOf(candidate)) <= alpha / contrasts
  );
}

function failuresOf(series: Series): Failures {
  const failed = ownFailures(series).map(({ block }) => block);
  return { failed: failed.length, of: new Set([...failed, ...series.observations.map(({ block }) => block)]).size };
}

function unstartedOf({ arm, starts }: Series): Failures {
  const own = starts.find((one) => one.arm === arm);
  return { failed: own?.failed.length ?? 0, of: own?.blocks.length ?? 0 };
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
