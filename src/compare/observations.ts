/**
 * Turns a run document into the samples to test: one log difference a block for every contrast, benchmark and metric.
 */
import { keyOf, pairKey, plannedPairs } from '../results/cells.js';
import type { Block, Contrast, Launch, Pair, PlannedBenchmark, RunDocument, Trial } from '../results/document.js';
import { groupBy } from '../results/group.js';
import { memoize } from '../results/memoize.js';
import { hasRatio } from '../stats/ratio.js';
import type { Cell } from './comparison.js';
import { checkRun } from './documents/integrity.js';
import { busyPairs } from './host/busy-pairs.js';

/** The two figures of one pair, or of one block's launches, in the metric's unit; both are finite and above zero. */
export interface ObservedPair {
  readonly k: number;
  readonly baseline: number;
  readonly candidate: number;
  /** True where other work used the CPUs meanwhile (busy-pairs.ts). */
  readonly busy?: true;
}

/** One block's observation: the unit of replication. */
export interface BlockObservation {
  readonly block: number;
  /** Mean over the pairs of ln candidate - ln baseline. */
  readonly difference: number;
  /** Geometric means over the pairs, in the metric's unit. */
  readonly baseline: number;
  readonly candidate: number;
  readonly pairs: readonly ObservedPair[];
}

export type DropReason =
  | 'failed'
  | 'launch failed'
  | 'start retried'
  | 'metric absent'
  | 'not a positive number'
  | 'cut short';

/** Trials or launches that do not count. */
export interface Drop {
  readonly arm: string;
  readonly reason: DropReason;
  readonly count: number;
}

/** A block in which an arm failed, and how often. */
export interface FailedBlock {
  readonly arm: string;
  readonly block: number;
  readonly count: number;
}

/** The launches of an arm, each a block, whatever became of the trials in them. */
export interface Starts {
  readonly arm: string;
  /** The blocks in which it was launched. */
  readonly blocks: readonly number[];
  /** Those of them in which none of its launches started. */
  readonly failed: readonly number[];
}

/** All that was observed of one cell; `arm` is the contrast's candidate. */
export interface Series extends Cell {
  readonly baselineArm: string;
  /** Whether the metric is the one the benchmark is judged by. */
  readonly isPrimary: boolean;
  /** Set where no gate judges its benchmark. */
  readonly ungated?: true;
  /** In the order of the document's blocks; blocks without a usable pair are left out. */
  readonly observations: readonly BlockObservation[];
  readonly drops: readonly Drop[];
  readonly failedBlocks: readonly FailedBlock[];
  /** Of the baseline arm and of the contrast's candidate; all cells of one contrast have the same. */
  readonly starts: readonly Starts[];
}

/** The metrics of a benchmark to take: the primary one, all, or those that a function chooses. */
export type MetricChoice = 'gate' | 'all' | ((benchmark: string, metric: string) => boolean);

/** True for a figure that can be compared as a ratio. */
const isUsable = (value: number | null | undefined): value is number => typeof value === 'number' && hasRatio(value);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Geometric mean of positive numbers, at least one. */
export function geometricMean(values: readonly number[]): number {
  const [only] = values;
  return only !== undefined && values.length === 1 ? only : Math.exp(mean(values.map(Math.log)));
}

const MIB = 1024 ** 2;

/**
 * The figure of a launch for a launch metric, in its unit: null where the launch failed, undefined where it was not
 * measured.
 */
const LAUNCH_FIGURES = new Map<string, (launch: Launch) => number | null | undefined>([
  ['startup', (launch) => launch.startupMs],
  [
    'startup_linked',
    ({ startupMs, connectMs }) =>
      startupMs === null ? null : connectMs === undefined ? undefined : startupMs + connectMs,
  ],
  ['shutdown', (launch) => launch.shutdownMs],
  ['start_cpu', ({ startupMs, cpuMs }) => (startupMs === null ? null : cpuMs)],
  ['pss', (launch) => memoryOf(launch, launch.footprint?.pssBytes)],
  ['cgroup', (launch) => memoryOf(launch, launch.footprint?.cgroupBytes)],
]);

function memoryOf({ startupMs }: Launch, bytes: number | null | undefined): number | null | undefined {
  if (startupMs === null) return null;
  return typeof bytes === 'number' ? bytes / MIB : undefined;
}

/** Collects one series block by block. */
interface Tally {
  readonly observations: BlockObservation[];
  readonly drops: Map<string, Drop>;
  readonly failedBlocks: Map<string, FailedBlock>;
}

const emptyTally = (): Tally => ({ observations: [], drops: new Map(), failedBlocks: new Map() });

function drop(tally: Tally, block: number, armId: string, reason: DropReason, count = 1): void {
  const key = keyOf(armId, reason);
  tally.drops.set(key, { arm: armId, reason, count: (tally.drops.get(key)?.count ?? 0) + count });
  if (!isFailure(reason)) return;
  const place = keyOf(armId, String(block));
  const before = tally.failedBlocks.get(place)?.count ?? 0;
  tally.failedBlocks.set(place, { arm: armId, block, count: before + count });
}

/** Trials that were never started because the run was cut short do not count as failures. */
const isFailure = (reason: DropReason): boolean => reason !== 'cut short';

function observe(tally: Tally, block: number, pairs: readonly ObservedPair[]): void {
  if (pairs.length === 0) return;
  tally.observations.push({
    block,
    difference: mean(pairs.map((pair) => Math.log(pair.candidate) - Math.log(pair.baseline))),
    baseline: geometricMean(pairs.map((pair) => pair.baseline)),
    candidate: geometricMean(pairs.map((pair) => pair.candidate)),
    pairs,
  });
}

/** Returns why a trial's metric cannot be used, or undefined where it can. */
function fault(trial: Trial, metric: string): DropReason | undefined {
  if (trial.failure !== undefined) return 'failed';
  // Every object has something called `constructor`, and a metric has the name that the document gives it.
  if (!Object.hasOwn(trial.metrics, metric)) return 'metric absent';
  return isUsable(trial.metrics[metric]) ? undefined : 'not a positive number';
}

/** Returns the pair's two figures; undefined where they cannot be used, and then counts the reason. */
function readPair(tally: Tally, block: number, pair: Pair, metric: string, busy: BusyPairs): ObservedPair | undefined {
  const faults = pair.trials.flatMap((trial) => {
    const reason = fault(trial, metric);
    return reason === undefined ? [] : [{ arm: trial.arm, reason }];
  });
  for (const { arm, reason } of faults) drop(tally, block, arm, reason);
  if (faults.length > 0) return undefined;
  const baseline = pair.trials.find((trial) => trial.arm === pair.baseline)?.metrics[metric];
  const candidate = pair.trials.find((trial) => trial.arm === pair.candidate)?.metrics[metric];
  if (baseline === undefined || candidate === undefined) {
    drop(tally, block, baseline === undefined ? pair.baseline : pair.candidate, 'cut short');
    return undefined;
  }
  if (pair.warmup) return undefined;
  return busy.has(pair) ? { k: pair.k, baseline, candidate, busy: true } : { k: pair.k, baseline, candidate };
}

/** What a block holds, by what a series asks for. */
interface BlockIndex {
  readonly block: number;
  /** False where it was cut short. */
  readonly complete: boolean;
  /** By `pairKey`. */
  readonly pairs: ReadonlyMap<string, readonly Pair[]>;
  /** By arm. */
  readonly launches: ReadonlyMap<string, readonly Launch[]>;
}
type BusyPairs = ReadonlySet<Pair>;

function indexOf({ index, complete, pairs, launches }: Block): BlockIndex {
  return {
    block: index,
    complete,
    pairs: groupBy(pairs, pairKey),
    launches: groupBy(launches, ({ arm }) => arm),
  };
}

/** Counts the failed launches of a block that has no pair of the series. */
function countLaunchFailures(tally: Tally, { block, launches }: BlockIndex, contrast: Contrast): void {
  for (const arm of [contrast.baseline, contrast.candidate]) {
    if (hasNotStarted(launches.get(arm) ?? [])) drop(tally, block, arm, 'launch failed');
  }
}

const hasNotStarted = (launches: readonly Launch[]): boolean =>
  launches.length > 0 && launches.every((launch) => launch.startupMs === null);

/** A series that grows block by block. */
interface Growing {
  readonly contrast: Contrast;
  readonly benchmark: PlannedBenchmark;
  readonly metric: PlannedBenchmark['metrics'][number];
  /** The key of its pairs in a block's index. */
  readonly key: string;
  readonly tally: Tally;
}

function tallyPairs({ contrast, metric, key, tally }: Growing, index: BlockIndex, busy: BusyPairs): void {
  const pairs = index.pairs.get(key);
  if (pairs === undefined) countLaunchFailures(tally, index, contrast);
  const read = (pairs ?? [])
    .filter((pair) => !pair.setAside)
    .map((pair) => readPair(tally, index.block, pair, metric.name, busy));
  observe(
    tally,
    index.block,
    read.filter((pair) => pair !== undefined),
  );
}

/** A sandbox that was ended by force because the user stopped the run has no end to be timed, and has not failed. */
function launchFault(value: number | null | undefined, { failure }: Launch, complete: boolean): DropReason {
  if (value === undefined) return 'metric absent';
  if (value !== null) return 'not a positive number';
  return complete || failure !== undefined ? 'launch failed' : 'cut short';
}

/**
 * Where a block has several launches of an arm (native, in groups), their geometric mean is its figure. A start that
 * was tried again has the time of its last try, and each earlier try counts as a failure.
 */
function tallyLaunches({ contrast, metric, tally }: Growing, index: BlockIndex): void {
  const figure = LAUNCH_FIGURES.get(metric.name);
  const values = (armId: string): number[] => {
    const launches = index.launches.get(armId) ?? [];
    const own = launches.map((launch) => ({ launch, value: figure?.(launch) }));
    for (const { launch, value } of own) {
      if (!isUsable(value)) drop(tally, index.block, armId, launchFault(value, launch, index.complete));
    }
    const retries = metric.name === 'startup' ? launches.reduce((sum, launch) => sum + launch.retries, 0) : 0;
    if (retries > 0) drop(tally, index.block, armId, 'start retried', retries);
    return own.map(({ value }) => value).filter(isUsable);
  };
  const [baseline, candidate] = [values(contrast.baseline), values(contrast.candidate)];
  if (baseline.length === 0 || candidate.length === 0) return;
  observe(tally, index.block, [{ k: 0, baseline: geometricMean(baseline), candidate: geometricMean(candidate) }]);
}

function chosenMetrics(benchmark: PlannedBenchmark, choice: MetricChoice): PlannedBenchmark['metrics'] {
  if (choice === 'all') return benchmark.metrics;
  return benchmark.metrics.filter(({ name }) =>
    choice === 'gate' ? name === benchmark.gate : choice(benchmark.id, name),
  );
}

/**
 * Keeps the series of primary metrics: a report asks for them again and again, and a document never changes. Others
 * are asked for once, and would take as much memory as the document.
 */
const gating = memoize((run: RunDocument): readonly Series[] => observeAll(run, 'gate'));

/**
 * Returns one series for every planned contrast, benchmark and chosen metric, in the order of the plan, including
 * those that were never measured. Launch metrics (`lifecycle.startup`, `lifecycle.shutdown`) come from the blocks'
 * launches, all others from whole pairs that are not warm-ups. A figure that is zero, negative or not finite has no
 * ratio, and neither has one whose reciprocal is not finite: its pair is dropped and counted.
 * @throws InputError for a document that no run can have written.
 */
export function observations(run: RunDocument, choice: MetricChoice = 'gate'): readonly Series[] {
  return choice === 'gate' ? gating(run) : observeAll(run, choice);
}

function observeAll(run: RunDocument, choice: MetricChoice): Series[] {
  checkRun(run);
  const busy = busyPairs(run);
  const growing = plannedPairs(run.plan).flatMap(({ contrast, benchmark }) =>
    chosenMetrics(benchmark, choice).map((metric): Growing => {
      const key = pairKey({ ...contrast, benchmark: benchmark.id });
      return { contrast, benchmark, metric, key, tally: emptyTally() };
    }),
  );
  const blocks = run.blocks.map(indexOf);
  for (const index of blocks) {
    for (const one of growing) {
      if (one.benchmark.work.kind === 'observed') tallyLaunches(one, index);
      else tallyPairs(one, index, busy);
    }
  }
  const starts = new Map(run.plan.arms.map(({ id }) => [id, startsOf(id, blocks)]));
  return growing.map((one) => seriesOf(one, starts));
}

function startsOf(arm: string, blocks: readonly BlockIndex[]): Starts {
  const launched = blocks.filter(({ launches }) => (launches.get(arm)?.length ?? 0) > 0);
  const failed = launched.filter(({ launches }) => hasNotStarted(launches.get(arm) ?? []));
  const numbers = (of: readonly BlockIndex[]): number[] => of.map(({ block }) => block);
  return { arm, blocks: numbers(launched), failed: numbers(failed) };
}

function seriesOf({ contrast, benchmark, metric, tally }: Growing, starts: ReadonlyMap<string, Starts>): Series {
  return {
    arm: contrast.candidate,
    baselineArm: contrast.baseline,
    benchmark: benchmark.id,
    metric: metric.name,
    unit: metric.unit,
    direction: metric.direction,
    isPrimary: metric.name === benchmark.gate,
    ...(benchmark.ungated && { ungated: benchmark.ungated }),
    observations: tally.observations,
    drops: [...tally.drops.values()],
    failedBlocks: [...tally.failedBlocks.values()],
    starts: [contrast.baseline, contrast.candidate].flatMap((arm) => starts.get(arm) ?? []),
  };
}

/** Returns ln candidate - ln baseline of every pair, by block. */
export function pairDifferences({ observations: blocks }: Pick<Series, 'observations'>): number[][] {
  return blocks.map(({ pairs }) => pairs.map(({ baseline, candidate }) => Math.log(candidate) - Math.log(baseline)));
}

/** Counts trials and launches that should have given a figure and did not, and starts that had to be tried again. */
export function countFailures(drops: readonly Drop[]): number {
  return drops.filter(({ reason }) => isFailure(reason)).reduce((sum, one) => sum + one.count, 0);
}

/** Returns the drops of the contrast's candidate. */
export function ownDrops({ arm, drops }: Series): Drop[] {
  return drops.filter((one) => one.arm === arm);
}

/** `runc: failed, 3 times; native: cut short, 1 time`. */
export function describeDrops(drops: readonly Drop[]): string {
  return drops.map((one) => `${one.arm}: ${one.reason}, ${one.count} ${one.count === 1 ? 'time' : 'times'}`).join('; ');
}
