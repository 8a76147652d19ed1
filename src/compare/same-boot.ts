/** Two runs of one boot: their blocks are two independent samples of the overhead. */
import type { Decision, DecisionSettings } from '../stats/decision.js';
import { rankSumTest, shiftEstimate, shiftInterval } from '../stats/rank-sum.js';
import { decisionFrom, undecided } from '../stats/rule.js';

/**
 * What being another run may add to an overhead, as a fraction: two runs of one boot that differ by less are called
 * neither better nor worse, however small p is. From runs.jsonl (test/fixtures/aa; 8 runs of the same code, 9 cells,
 * one boot, November 2026): run-level overheads scatter by .62 % where sampling explains .59 %, which leaves .20 % for
 * the run (none of the cells surely above zero). With a run-to-run sd of .2 % and 60 cells, 8 to 24 resampled blocks a
 * run gave a false alarm in 2 to 4 % of comparisons at 1.5 %, in 10 to 12 % at 1 %, in 17 to 76 % without a floor; with
 * .3 % it is 11 to 15 %. One machine: a host whose runs scatter more needs a larger `minEffect`, or history.
 */
export const RUN_TO_RUN_FLOOR = 0.015;

/** Blocks of a run that are looked at: the exact test takes time with their fourth power, and 60 leave nothing open. */
export const MOST_BLOCKS = 60;

/** Per-block log differences of both runs: ln arm - ln native. */
export interface TwoSamples {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

/** The smallest one-sided p that samples of these sizes can have: one in n + m choose n. */
export function smallestP(baseline: number, candidate: number): number {
  let p = 1;
  for (let i = 1; i <= Math.min(baseline, candidate); i++) p *= i / (Math.max(baseline, candidate) + i);
  return p;
}

/** Fewest blocks of the candidate that can decide against so many of the baseline; null where no number can. */
export function blocksNeeded(baseline: number, threshold: number): number | null {
  for (let n = 1; n <= MOST_BLOCKS; n++) if (smallestP(baseline, n) <= threshold) return n;
  return null;
}

function tooFew({ baseline, candidate }: TwoSamples, threshold: number): string | null {
  const [n, m] = [baseline.length, candidate.length];
  if (smallestP(n, m) <= threshold) return null;
  const have = `${n} blocks of the baseline and ${m} of the candidate cannot decide`;
  const needed = blocksNeeded(n, threshold);
  if (needed !== null) return `${have}: ${needed} of the candidate are needed.`;
  let each = 1;
  while (smallestP(each, each) > threshold) each++;
  return `${have}: ${each} of each are needed.`;
}

/**
 * One look. Exact rank-sum test of the candidate's blocks against the baseline's; Hodges-Lehmann estimate of the shift
 * with the interval that inverts the test.
 * - `regressed`: p <= alpha / cells and the estimate is worse than theta = max(minEffect, RUN_TO_RUN_FLOOR);
 *   `improved` is its mirror.
 * - `equivalent`: else, where the one-sided limit at beta excludes a slowdown beyond the margin.
 * - undecided otherwise, and where the smallest p of so few blocks is above alpha / cells.
 * @param own ln of the arm's own figures. Where given they have to have changed alike, at alpha for this cell alone: an
 * overhead also changes where native does, and a start of native (15 ms) says little of what a host does to one of a
 * runtime (docs/statistics.md). p is then the larger of both on the scale of alpha / cells.
 */
export function decideSameBoot(all: TwoSamples, given: DecisionSettings, own?: TwoSamples): Decision {
  const settings = { ...given, minEffect: Math.max(given.minEffect, RUN_TO_RUN_FLOOR) };
  const sign = settings.direction === 'higher' ? 1 : -1;
  const orient = (values: readonly number[]): number[] => values.slice(0, MOST_BLOCKS).map((value) => sign * value);
  const [x, y] = [orient(all.baseline), orient(all.candidate)];
  if (x.length === 0 || y.length === 0) return undecided(y.length, 'One side has no block.');
  const overhead = rankSumTest(x, y);
  const itself = own === undefined ? undefined : rankSumTest(orient(own.baseline), orient(own.candidate));
  const evidence = {
    n: y.length,
    p: Math.max(overhead.less, (itself?.less ?? 0) / settings.cells),
    pBetter: Math.max(overhead.greater, (itself?.greater ?? 0) / settings.cells),
    estimate: shiftEstimate(x, y),
    ...shiftInterval(x, y, settings.alpha / 2),
    limit: shiftInterval(x, y, settings.design.beta).low,
  };
  const threshold = settings.alpha / settings.cells;
  const decision = decisionFrom(evidence, { threshold, last: true }, settings, `blocks against ${x.length}`);
  const reason = tooFew({ baseline: x, candidate: y }, threshold);
  if (reason !== null) return { ...decision, outcome: 'undecided', threshold: null, reason };
  const byNative =
    Math.min(overhead.less, overhead.greater) <= threshold && Math.min(evidence.p, evidence.pBetter) > threshold;
  return byNative ? { ...decision, reason: `${decision.reason} ${BY_NATIVE}` } : decision;
}

const BY_NATIVE = "The cost differs, but the runtime's own figures do not surely: native's may be what changed.";
