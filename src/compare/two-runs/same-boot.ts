/** Compares two runs of one boot: their blocks are two independent samples of the overhead. */
import { mean } from 'simple-statistics';
import type { Blocks } from '../../stats/across/block-test.js';
import { runTest, shiftOfRuns } from '../../stats/across/run-test.js';
import { endWithRunToRun, withRunToRun } from '../../stats/across/run-to-run.js';
import type { Decision, DecisionSettings } from '../../stats/decision.js';
import { shiftEstimate } from '../../stats/inference/rank-sum.js';
import { lazily } from '../../stats/lazily.js';
import { decisionFrom, type Evidence, liesBelow, undecided } from '../../stats/rule.js';
import { count } from '../../units.js';
import type { RunToRun } from '../host/run-to-run.js';
import type { Reasoned } from '../levels.js';
import { decisionReason, type WordedSettings } from '../wording/reason.js';

/**
 * How much a run by itself may add to an overhead, as a fraction: two runs of one boot that differ by less are called
 * neither better nor worse, however small p is. From runs.jsonl (test/fixtures/aa; 8 runs of the same code, 9 cells,
 * one boot, November 2026): the overheads of runs scatter by .62 % where sampling explains .59 %, which leaves .20 %
 * for the run (in no cell surely above zero). With a run-to-run sd of .2 % and 60 cells, 8 to 24 resampled blocks a
 * run gave a false alarm in 2 to 4 % of comparisons at 1.5 %, in 10 to 12 % at 1 %, in 17 to 76 % without a floor;
 * with .3 % it is 11 to 15 %. This is one machine: a host whose runs scatter more needs a larger `minEffect`, or a
 * history.
 */
export const RUN_TO_RUN_FLOOR = 0.015;

/** Most blocks of a run that are used: the exact test takes time with their square, and 60 leave nothing open. */
export const MOST_BLOCKS = 60;

/** Log differences of the pairs of both runs, ln arm - ln native, by block. */
export interface TwoSamples {
  readonly baseline: Blocks;
  readonly candidate: Blocks;
}

/** What a comparison of two runs heeds besides their overheads. */
export interface BesidesOverheads {
  /** Of the difference of two runs of the same code, beyond their blocks; on the log scale. */
  readonly runToRun: RunToRun;
  /** By how much correlated blocks widen the error that they show (serial-correlation.ts); 1 for independent ones. */
  readonly widening: number;
  /**
   * ln of the arm's own figures. Where given they have to have changed alike, at alpha for this cell alone: an
   * overhead also changes where native does, and a start of native (15 ms) says little of what a host does to one of
   * a runtime (docs/statistics.md). p is then the larger of both on the scale of alpha / cells.
   */
  readonly own?: TwoSamples | undefined;
}

/** The smallest one-sided p that samples of these sizes can have: one in (n + m choose n). */
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
  const have = `${count(n, 'block')} of the baseline and ${m} of the candidate cannot decide`;
  const needed = blocksNeeded(n, threshold);
  if (needed !== null) return `${have}: ${needed} of the candidate are needed.`;
  let each = 1;
  while (smallestP(each, each) > threshold) each++;
  return `${have}: ${each} of each are needed.`;
}

/**
 * One look. The test of the candidate's blocks against the baseline's (stats/across/run-test.ts), whose error is
 * widened where blocks are correlated, and a run's own comes on top of (stats/across/run-to-run.ts); estimate,
 * interval and limit invert it.
 * - `regressed`: p <= alpha / cells and the estimate, and the Hodges-Lehmann shift of the blocks' means too, are worse
 *   than theta = max(minEffect, RUN_TO_RUN_FLOOR); `improved` is its mirror.
 * - `not-slower`: else, where the one-sided limit at beta excludes a slowdown beyond the margin.
 * - undecided otherwise, and where the smallest p of so few blocks is above alpha / cells.
 */
export function decideSameBoot(all: TwoSamples, given: WordedSettings, besides: BesidesOverheads): Reasoned {
  const settings = withFloor(given);
  const { baseline: x, candidate: y } = oriented(all, settings);
  if (x.length === 0 || y.length === 0) {
    const decision = undecided(y.length, { kind: 'empty-side' });
    return { decision, reason: () => decisionReason(decision, settings, 'blocks') };
  }
  const evidence = evidenceOf(all, settings, besides);
  const threshold = settings.alpha / settings.cells;
  const decision = decisionFrom(evidence, { threshold, last: true }, settings);
  const few = tooFew({ baseline: x, candidate: y }, threshold);
  if (few !== null) return { decision: open(decision), reason: () => few };
  const reason = (): string => decisionReason(decision, settings, `blocks against ${x.length}`);
  return { decision, reason: () => [reason(), ...whyNot(evidence, threshold)].join(' ') };
}

interface TwoRunsEvidence extends Evidence {
  /** The smaller p of both directions: of the blocks alone, and with what a run adds. */
  readonly blocksAlone: number;
  readonly ofOverheads: number;
}

function evidenceOf(all: TwoSamples, settings: DecisionSettings, besides: BesidesOverheads): TwoRunsEvidence {
  const { baseline: x, candidate: y } = oriented(all, settings);
  const shift = shiftOfRuns(x, y);
  const likely = { sd: besides.runToRun.likely, widening: besides.widening };
  const end = (side: 'low' | 'high', tail: number): number | null =>
    endWithRunToRun(shift.interval(tail), side, shift.estimate, tail, likely);
  const { beta } = settings.design;
  const tests = lazily({}, { both: () => testBlocks(all, shift.estimate, settings, besides) });
  const known = {
    n: y.length,
    estimate: () => shift.estimate,
    second: () => shiftOfMeans({ baseline: x, candidate: y }),
    interval: () =>
      lazily({}, { low: () => end('low', settings.alpha / 2), high: () => end('high', settings.alpha / 2) }),
    limit: () => end('low', beta),
    excludes: (by: number) => shift.excludes(by, beta) && (end('low', beta) ?? Number.NEGATIVE_INFINITY) > by,
  };
  return lazily(known, {
    p: () => tests.both.p,
    pBetter: () => tests.both.pBetter,
    blocksAlone: () => tests.both.blocksAlone,
    ofOverheads: () => tests.both.ofOverheads,
  });
}

/** Says why blocks that differ surely do not make a verdict; it is added to a reason, and may be empty. */
function whyNot({ p, pBetter, blocksAlone, ofOverheads }: TwoRunsEvidence, threshold: number): string[] {
  if (Math.min(p, pBetter) <= threshold || blocksAlone > threshold) return [];
  return [ofOverheads <= threshold ? BY_NATIVE : BY_RUN];
}

/** Returns the decision as undecided; figures that were not computed yet are still not computed. */
export function open(decision: Decision): Decision {
  return lazily(decision, { outcome: () => 'undecided' as const, threshold: () => null });
}

/** Whether the candidate would have regressed had it been slower by a fraction, and nothing else: what these see. */
export function wouldRegress(
  all: TwoSamples,
  given: DecisionSettings,
  { own, ...besides }: BesidesOverheads,
): (fraction: number) => boolean {
  const settings = withFloor(given);
  const threshold = settings.alpha / settings.cells;
  if (smallestP(all.baseline.length, all.candidate.length) > threshold) return () => false;
  const slower = slowed(all, settings);
  const itself = own && slowed(own, settings);
  return (fraction) => {
    const [samples, estimate] = [slower(fraction), -Math.log1p(fraction)];
    const estimates = { estimate: () => estimate, second: () => shiftOfMeans(oriented(samples, settings)) };
    if (!liesBelow(estimates, -Math.log1p(settings.minEffect))) return false;
    return testBlocks(samples, estimate, settings, { ...besides, own: itself?.(fraction) }).p <= threshold;
  };
}

/** The same samples, the candidate slower than the baseline by a fraction and nothing else. */
function slowed(samples: TwoSamples, settings: DecisionSettings): (fraction: number) => TwoSamples {
  const { baseline, candidate } = oriented(samples, settings);
  const { estimate } = shiftOfRuns(baseline, candidate);
  return (fraction) => {
    const by = estimate + Math.log1p(fraction);
    return oriented({ baseline, candidate: candidate.map((block) => block.map((d) => d - by)) }, settings);
  };
}

function withFloor<Settings extends DecisionSettings>(settings: Settings): Settings {
  return { ...settings, minEffect: Math.max(settings.minEffect, RUN_TO_RUN_FLOOR) };
}

/** Takes at most `MOST_BLOCKS` of each side, and turns signs so that less is worse. */
function oriented({ baseline, candidate }: TwoSamples, { direction }: Pick<DecisionSettings, 'direction'>): TwoSamples {
  const turned = (blocks: Blocks): Blocks =>
    blocks.slice(0, MOST_BLOCKS).map((block) => block.map((d) => (direction === 'higher' ? d : -d)));
  return { baseline: turned(baseline), candidate: turned(candidate) };
}

/** @param estimate of the shift, less being worse. */
function testBlocks(
  all: TwoSamples,
  estimate: number,
  settings: DecisionSettings,
  { runToRun, widening, own }: BesidesOverheads,
) {
  const test = (samples: TwoSamples) => {
    const { baseline, candidate } = oriented(samples, settings);
    return runTest(baseline, candidate);
  };
  const blocks = test(all);
  const cautious = { sd: runToRun.cautious, widening };
  const [less, greater] = [
    withRunToRun(blocks.less, -estimate, cautious),
    withRunToRun(blocks.greater, estimate, cautious),
  ];
  const itself = own && test(own);
  return {
    p: Math.max(less, (itself?.less ?? 0) / settings.cells),
    pBetter: Math.max(greater, (itself?.greater ?? 0) / settings.cells),
    blocksAlone: Math.min(blocks.less, blocks.greater),
    ofOverheads: Math.min(less, greater),
  };
}

const meanOf = (block: readonly number[]): number => mean([...block]);

/** The second estimate of the ratio candidate / baseline: the shift of the blocks' means. */
export const ratioOfMeans = (all: TwoSamples): number => Math.exp(shiftOfMeans(oriented(all, { direction: 'higher' })));

/** The Hodges-Lehmann shift of the blocks' means. */
const shiftOfMeans = ({ baseline, candidate }: TwoSamples): number =>
  shiftEstimate(baseline.map(meanOf), candidate.map(meanOf));

const BY_NATIVE = "The cost differs, but the runtime's own figures do not surely: native's may be what changed.";
const BY_RUN = 'The blocks differ, but two runs of the same code may differ by that much.';
