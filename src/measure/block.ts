/**
 * Measures one block: every arm is launched once, and pairs of trials are taken while it and its counterpart are
 * alive.
 */
import { watchCpus } from '../host/facts/cpu/cpu-activity.js';
import { healthBetween, sampleHealth } from '../host/facts/health.js';
import type { Block, Launch, Pair, Plan, PlannedBenchmark, Trial, Work } from '../results/document.js';
import type { Benchmark } from '../suites/benchmark.js';
import type { Crowds } from './crowds.js';
import { hostCpu, hostMemory } from './host-cpu.js';
import { askFromPeer, asking, type RunNetwork, serve } from './network.js';
import type { Observer } from './observer.js';
import type { RetakeRule } from './planning/retake-rule.js';
import type { LaunchGroup, ScheduledPair, Visit } from './planning/schedule.js';
import { scheduleBlock, setUpOrder } from './planning/schedule.js';
import type { NextBlock } from './planning/stopping.js';
import { readMetrics } from './read-metrics.js';
import type { Sandboxes } from './sandboxes.js';
import { type CommandOutcome, MeasurementFailure } from './session.js';
import { Visited } from './visited.js';
import { watchWholeHost } from './whole-host-cpu.js';

export interface BlockContext {
  readonly plan: Plan;
  readonly benchmarks: ReadonlyMap<string, Benchmark>;
  readonly observer: Observer;
  readonly network?: RunNetwork | undefined;
  /** The CPUs that are measured. */
  readonly cpus: readonly number[];
  readonly quiet: RetakeRule;
  /** Sandboxes of benchmarks whose trials launch their own. */
  readonly crowds: Crowds;
  /** Set by the user's first Ctrl-C: the block ends after the trial that runs. */
  readonly stopping: AbortSignal;
  /** Set by the second Ctrl-C: everything ends at once. */
  readonly signal: AbortSignal;
}

/**
 * Takes block `index`, without the cells that are settled or waiting. Whatever was measured is kept, even if the
 * block is cut short.
 */
export async function measureBlock(
  index: number,
  { settled, waiting }: NextBlock,
  open: () => Sandboxes,
  context: BlockContext,
): Promise<Block> {
  const startedAt = new Date().toISOString();
  const from = performance.now();
  const { cpus } = context;
  const before = sampleHealth(cpus);
  const taken: Taken = { launches: [], pairs: [], filesMs: [] };
  for (const group of scheduleBlock(context.plan, index, [...settled, ...waiting])) {
    if (!context.stopping.aborted) await takeGroup(group, open(), context, taken);
  }
  return {
    index,
    startedAt,
    wallSeconds: (performance.now() - from) / 1000,
    complete: !context.stopping.aborted,
    health: healthBetween(before, sampleHealth(cpus)),
    ...(taken.filesMs.length > 0 && { filesSeconds: taken.filesMs.reduce((sum, ms) => sum + ms, 0) / 1000 }),
    ...(settled.length > 0 && { settled: settled.map((cell) => ({ ...cell })) }),
    ...(waiting.length > 0 && { waiting: waiting.map((cell) => ({ ...cell })) }),
    launches: taken.launches,
    pairs: taken.pairs,
  };
}

interface Taken {
  readonly launches: Launch[];
  readonly pairs: Pair[];
  /** Of every visit of a benchmark that makes files, before and after its trials. */
  readonly filesMs: number[];
}

async function takeGroup(group: LaunchGroup, sandboxes: Sandboxes, context: BlockContext, taken: Taken): Promise<void> {
  try {
    for (const arm of group.launches) if (!context.stopping.aborted) await sandboxes.of(arm);
    for (const visit of group.visits) {
      if (context.stopping.aborted) break;
      await takeVisit(visit, sandboxes, context, taken);
    }
  } catch (error) {
    if (!context.signal.aborted) throw error;
  } finally {
    await sandboxes.endAll();
    taken.launches.push(...sandboxes.launches);
  }
}

async function takeVisit(visit: Visit, sandboxes: Sandboxes, context: BlockContext, taken: Taken): Promise<void> {
  const benchmark = context.benchmarks.get(visit.benchmark);
  if (!benchmark) throw new Error(`no benchmark is called ${visit.benchmark}`);
  const visited = new Visited(benchmark, sandboxes, context.signal);
  let k = 0;
  for (const scheduled of visit.pairs) {
    if (context.stopping.aborted) break;
    const take = () => takePair(visit, benchmark, scheduled, k, { sandboxes, context, visited });
    await takeQuietly(take, scheduled, context, taken.pairs);
    if (!scheduled.warmup) k += 1;
  }
  await visited.end();
  if (visited.filesMs !== undefined) taken.filesMs.push(visited.filesMs);
}

/** Takes the pair again, in the same order, where the quiet rule says so; the document keeps both. */
async function takeQuietly(
  take: () => Promise<Pair>,
  { warmup }: ScheduledPair,
  { quiet, stopping }: BlockContext,
  taken: Pair[],
): Promise<void> {
  const pair = await take();
  const whole = pair.trials.every(({ failure }) => failure === undefined);
  const again = !warmup && whole && !stopping.aborted && quiet.shouldRetake(pair);
  quiet.record(pair);
  taken.push(again ? { ...pair, setAside: true } : pair);
  if (!again) return;
  const repeat = await take();
  quiet.record(repeat);
  taken.push(repeat);
}

interface PairContext {
  readonly sandboxes: Sandboxes;
  readonly context: BlockContext;
  readonly visited: Visited;
}

async function takePair(
  visit: Visit,
  benchmark: Benchmark,
  scheduled: ScheduledPair,
  k: number,
  by: PairContext,
): Promise<Pair> {
  const { baseline, candidate } = visit;
  const order = scheduled.first === 'baseline' ? [baseline, candidate] : [candidate, baseline];
  const trials: Trial[] = [];
  // Later on, a launch or the making of files would count as the activity of others.
  if (!benchmark.crowd) for (const arm of setUpOrder(visit)) await by.visited.prepare(arm);
  const activity = watchCpus(by.context.cpus);
  for (const arm of order) {
    by.context.observer.busy(arm, benchmark.id);
    trials.push(await takeTrial(arm, benchmark, by));
  }
  return { benchmark: benchmark.id, baseline, candidate, k, warmup: scheduled.warmup, ...activity(), trials };
}

async function takeTrial(
  armId: string,
  benchmark: Benchmark,
  { sandboxes, context, visited }: PairContext,
): Promise<Trial> {
  const planned = context.plan.benchmarks.find(({ id }) => id === benchmark.id);
  const work = planned?.work ?? benchmark.defaultWork;
  try {
    const { crowd, linked } = benchmark;
    if (crowd) return await context.crowds.take(armId, { crowd, linked }, work, context.signal);
    const session = await visited.of(armId);
    await serve(benchmark, context.network);
    const run = benchmark.asker
      ? () => fromPeer(benchmark, work, sandboxes.addressOf(armId), context)
      : () => session.run(benchmark.command(work), context.signal);
    const watched = () => paying(armId, planned, sandboxes, run);
    return await asking(benchmark, context.network, () => timed(armId, benchmark, work, watched));
  } catch (error) {
    if (!(error instanceof MeasurementFailure)) throw error;
    return failed(armId, error);
  }
}

async function timed(armId: string, benchmark: Benchmark, work: Work, run: () => Promise<Paid>): Promise<Trial> {
  const cost = watchWholeHost(benchmark, work);
  const { outcome, paid } = await run();
  const costing = cost();
  const metrics = readMetrics(benchmark, outcome, work);
  return { arm: armId, wallMs: outcome.wallMs, metrics: { ...metrics, ...paid, ...costing(metrics) } };
}

function fromPeer(
  benchmark: Benchmark,
  work: Work,
  address: string | undefined,
  { network, plan, signal }: BlockContext,
): Promise<CommandOutcome> {
  const by = { commandSeconds: plan.commandTimeoutSeconds, signal };
  return askFromPeer(benchmark, benchmark.command(work, address), network, by);
}

/** What a command does, and what the arm cost the host meanwhile. */
interface Paid {
  readonly outcome: CommandOutcome;
  readonly paid: Readonly<Record<string, number>>;
}

async function paying(
  armId: string,
  planned: PlannedBenchmark | undefined,
  sandboxes: Sandboxes,
  run: () => Promise<CommandOutcome>,
): Promise<Paid> {
  const before = sandboxes.cpuSeconds(armId);
  const peak = sandboxes.watchMemory(armId);
  let bytes: number | undefined;
  let outcome: CommandOutcome;
  try {
    outcome = await run();
  } finally {
    // It holds a file open until it is asked.
    bytes = peak();
  }
  const seconds = sandboxes.cpuSeconds(armId);
  return { outcome, paid: planned ? { ...hostCpu(planned, before, seconds), ...hostMemory(planned, bytes) } : {} };
}

function failed(armId: string, { failure }: MeasurementFailure): Trial {
  return { arm: armId, wallMs: 0, metrics: {}, failure };
}
