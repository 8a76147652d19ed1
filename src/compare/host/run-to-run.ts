/** How much two runs of one code differ for reasons that all blocks of a run share, by what is measured. */
import type { PlannedBenchmark } from '../../results/document.js';

/** Standard deviation of a run's cost against native beyond what its blocks explain. */
export interface RunToRun {
  /** As estimated: intervals and limits hold it. */
  readonly likely: number;
  /** Above it, towards the upper end of what was measured: a change is called only where it stands out from this. */
  readonly cautious: number;
}

/**
 * Per cent of time. Random effects (variance of the means of runs, less what their blocks scatter) over 27 runs of one
 * code of November 2026, quiet and beside a process that took a third of a core: cpu and memory .16 (95 % interval 0
 * to .43), files .49 (0 to 1.17; docker's reads alone 1.3 on the quiet day), starts 2.5 (0 to 5.3), ends none (0 to
 * 5.6), both together none (0 to 4.4). The tables are in docs/evidence-live.md; what was not measured counts as files
 * do. For cpu and memory the floor (`RUN_TO_RUN_FLOOR`) does most of this: .3 would see 52 % of changes by 2 % on the
 * eight runs of test/fixtures/aa, .2 sees 83 %, none 88 %, and no set has an alarm with either.
 */
const CPU: RunToRun = { likely: 0.15, cautious: 0.2 };
const FILES: RunToRun = { likely: 0.5, cautious: 1 };
const LAUNCHES: RunToRun = { likely: 0, cautious: 3.5 };

/** It is a map, because an own benchmark may be of a suite that is called `constructor`. */
const BY_SUITE: ReadonlyMap<string, RunToRun> = new Map([
  ...['cpu', 'memory', 'threads', 'mutex', 'footprint'].map((suite) => [suite, CPU] as const),
  ...['lifecycle', 'hostcpu', 'scale'].map((suite) => [suite, LAUNCHES] as const),
]);

/** Of one run, per cent; `planned` is undefined where a document does not say. */
export const runToRunPercent = (planned: Pick<PlannedBenchmark, 'suite'> | undefined): RunToRun =>
  BY_SUITE.get(planned?.suite ?? '') ?? FILES;

/** Of the difference of two, on the log scale. */
export function betweenRuns(planned: Pick<PlannedBenchmark, 'suite'> | undefined): RunToRun {
  const { likely, cautious } = runToRunPercent(planned);
  const ofTwo = (percent: number): number => Math.SQRT2 * Math.log1p(percent / 100);
  return { likely: ofTwo(likely), cautious: ofTwo(cautious) };
}

/** Where nothing is known of what a run adds, or it is not of interest. */
export const NO_RUN_TO_RUN: RunToRun = { likely: 0, cautious: 0 };
