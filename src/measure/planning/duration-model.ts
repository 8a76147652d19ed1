/** How long launches and trials took in earlier runs on this host, to estimate the length of a plan. Pure. */
import { isCrowd, type PlannedPair, pairsOf, plannedPairs } from '../../results/cells.js';
import { type Block, NATIVE, type Plan, type PlannedBenchmark, type RunDocument } from '../../results/document.js';
import { median } from '../../stats/summary.js';
import { trialSecondsOf } from './plan.js';

/**
 * Seconds beside a trial's own work: process start, framing; and of one launch with its end. Measured on docker, the
 * slowest.
 */
const TRIAL_OVERHEAD_SECONDS = 0.012;
const LAUNCH_SECONDS = 0.35;

/**
 * The overhead of a visit is the time outside trials, divided by the visits. Part of that time belongs to the launch,
 * so a run with far fewer visits a launch than planned overestimates it (105 s were predicted of a block that took
 * 36). Runs below this share of the planned visits are not asked.
 */
const LEAST_VISITS = 0.5;

export interface DurationModel {
  /** Seconds for the start and end of one sandbox, by runtime. */
  readonly launches: ReadonlyMap<string, number>;
  /** Seconds for one trial, by benchmark. */
  readonly trials: ReadonlyMap<string, number>;
  /** Seconds around the trials of one visit; undefined where there is no earlier run. */
  readonly visitSeconds: number | undefined;
}

/**
 * Estimates the seconds that one block of these cells takes, native's launch included. What the model does not know
 * is guessed.
 */
export function estimateBlockSeconds(
  plan: Plan,
  model: DurationModel,
  cells: readonly PlannedPair[] = plannedPairs(plan),
): number {
  const needed = new Set([NATIVE, ...cells.flatMap(({ contrast }) => [contrast.baseline, contrast.candidate])]);
  const launches = plan.arms
    .filter(({ id }) => needed.has(id))
    .map(({ runtime }) => model.launches.get(runtime) ?? LAUNCH_SECONDS);
  const visits = cells.filter(isVisited).map(({ benchmark }) => {
    const trial = model.trials.get(benchmark.id) ?? guessedSeconds(plan, benchmark);
    const trials = 2 * pairsOf(plan, benchmark);
    return trials * trial + (model.visitSeconds ?? trials * TRIAL_OVERHEAD_SECONDS);
  });
  return [...launches, ...visits].reduce((sum, seconds) => sum + seconds, 0);
}

function guessedSeconds(plan: Plan, { id, work }: PlannedBenchmark): number {
  if (work.kind === 'fixed' && isCrowd({ work }))
    return Math.min(work.amount * LAUNCH_SECONDS, plan.commandTimeoutSeconds);
  return work.kind === 'timed' ? work.seconds : trialSecondsOf(plan, id);
}

/** True where earlier runs on this host timed every launch and trial of the plan. */
export function isTimed(plan: Plan, { launches, trials }: DurationModel): boolean {
  return (
    plan.arms.every(({ runtime }) => launches.has(runtime)) &&
    visitsOf(plan).every(({ benchmark }) => trials.has(benchmark.id))
  );
}

/**
 * Takes each part from the newest run that has it: of the same hardware and CPUs and, for trials, the same length.
 * @param earlier newest first.
 */
export function durationModelOf(earlier: readonly RunDocument[], hardwareKey: string, plan: Plan): DurationModel {
  const here = earlier.filter(
    (run) => run.fingerprint.hardwareKey === hardwareKey && run.plan.limits.cpus === plan.limits.cpus,
  );
  const alike = here.filter((run) => trialSecondsOf(run.plan) === trialSecondsOf(plan));
  const enough = visitsALaunch(plan) * LEAST_VISITS;
  const visits = here
    .filter((run) => visitsALaunch(run.plan) >= enough)
    .map(visitSeconds)
    .find((seconds) => seconds !== null);
  return {
    launches: newestOf(here, launchSeconds),
    trials: newestOf(alike, trialSeconds),
    visitSeconds: visits ?? undefined,
  };
}

/** Medians of the newest run that has any, by name. */
function newestOf(runs: readonly RunDocument[], read: (run: RunDocument) => [string, number][]): Map<string, number> {
  const medians = runs.toReversed().flatMap((run) => {
    const timed = read(run);
    return [...new Set(timed.map(([name]) => name))].map((name): [string, number] => [
      name,
      median(timed.filter(([own]) => own === name).map(([, seconds]) => seconds)) ?? 0,
    ]);
  });
  return new Map(medians);
}

function launchSeconds({ plan, blocks }: RunDocument): [string, number][] {
  const runtimes = new Map(plan.arms.map(({ id, runtime }) => [id, runtime]));
  return blocks
    .flatMap(({ launches }) => launches)
    .map(({ arm, startupMs, shutdownMs }) => [runtimes.get(arm) ?? arm, ((startupMs ?? 0) + (shutdownMs ?? 0)) / 1000]);
}

function trialSeconds({ blocks }: RunDocument): [string, number][] {
  return blocks.flatMap(({ pairs }) =>
    pairs.flatMap(({ benchmark, trials }) =>
      trials
        .filter(({ failure }) => failure === undefined)
        .map(({ wallMs }): [string, number] => [benchmark, wallMs / 1000]),
    ),
  );
}

/** The time that is neither launch nor trial: framing, files that are made and removed. Null without a block. */
function visitSeconds(run: RunDocument): number | null {
  const visits = visitsOf(run.plan).length;
  const rest = ({ wallSeconds, launches, pairs }: Block): number => {
    const trials = pairs.flatMap((pair) => pair.trials.map(({ wallMs }) => wallMs));
    const starts = launches.map(({ startupMs, shutdownMs }) => (startupMs ?? 0) + (shutdownMs ?? 0));
    return wallSeconds - [...trials, ...starts].reduce((sum, ms) => sum + ms, 0) / 1000;
  };
  const whole = run.blocks.filter(
    ({ complete, settled, waiting }) => complete && settled === undefined && waiting === undefined,
  );
  return visits === 0 ? null : median(whole.map((block) => Math.max(0, rest(block) / visits)));
}

function visitsALaunch(plan: Plan): number {
  return visitsOf(plan).length / plan.arms.length;
}

function visitsOf(plan: Plan): PlannedPair[] {
  return plannedPairs(plan).filter(isVisited);
}

const isVisited = ({ benchmark }: PlannedPair): boolean => benchmark.work.kind !== 'observed';
