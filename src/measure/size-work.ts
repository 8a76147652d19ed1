/** Sizes the work of a trial: how much takes the wanted time, found once on native and used for every arm. */
import { NATIVE, type Plan, type Work } from '../results/document.js';
import type { Benchmark, WorkSizer } from '../suites/benchmark.js';
import { asking, type RunNetwork, serve } from './network.js';
import type { Observer } from './observer.js';
import { trialSecondsOf } from './planning/plan.js';
import { readMetrics } from './read-metrics.js';
import type { Sandboxes } from './sandboxes.js';
import { MeasurementFailure, type Session } from './session.js';
import { Visited } from './visited.js';

/** Probes of each benchmark; the fastest counts, since whatever disturbs a probe makes it slower. */
const PROBES = 3;

type Sizable = Benchmark & { readonly workSizer: WorkSizer };
const isSizable = (benchmark: Benchmark): benchmark is Sizable => benchmark.workSizer !== undefined;

export interface SizingContext {
  readonly observer: Observer;
  readonly network?: RunNetwork | undefined;
  readonly signal: AbortSignal;
}

export interface Sized {
  /** The work by the id of its benchmark. */
  readonly work: ReadonlyMap<string, Work>;
  /** A sentence for each benchmark that could not be sized. */
  readonly warnings: readonly string[];
}

/**
 * Sizes each benchmark in a live sandbox of native. A benchmark whose probe fails keeps its default: its trials will
 * show the fault. One that hangs takes its sandbox with it, and no other benchmark.
 */
export async function sizeWork(
  plan: Plan,
  benchmarks: readonly Benchmark[],
  sandboxes: Pick<Sandboxes, 'of'>,
  by: SizingContext,
): Promise<Sized> {
  const work = new Map<string, Work>();
  const warnings: string[] = [];
  for (const benchmark of benchmarks.filter(isSizable)) {
    by.observer.busy(NATIVE, `sizing the work of ${benchmark.id}`);
    try {
      work.set(benchmark.id, await workFor(benchmark, trialSecondsOf(plan, benchmark.id), sandboxes, by));
    } catch (error) {
      if (!(error instanceof MeasurementFailure)) throw error;
      const warning = `The work of ${benchmark.id} could not be sized, and stays the default: ${error.message}`;
      by.observer.warn([warning, ...error.failure.tail.map((line) => `  | ${line}`)].join('\n'));
      warnings.push(warning);
    }
  }
  return { work, warnings };
}

async function workFor(
  benchmark: Sizable,
  trialSeconds: number,
  sandboxes: Pick<Sandboxes, 'of'>,
  { network, signal }: SizingContext,
): Promise<Work> {
  const visited = new Visited(benchmark, sandboxes, signal);
  try {
    const session = await visited.of(NATIVE);
    await serve(benchmark, network);
    return await asking(benchmark, network, () => probed(benchmark, trialSeconds, session, signal));
  } finally {
    await visited.end();
  }
}

async function probed(benchmark: Sizable, trialSeconds: number, session: Session, signal: AbortSignal): Promise<Work> {
  const { workSizer: sizer } = benchmark;
  const amounts: Work[] = [];
  for (let probe = 0; probe < PROBES; probe += 1) {
    const outcome = await session.run(benchmark.command(sizer.probe), signal);
    amounts.push(sizer.work(readMetrics(benchmark, outcome, sizer.probe), trialSeconds));
  }
  return amounts.reduce(larger);
}

function larger(a: Work, b: Work): Work {
  return a.kind === 'fixed' && b.kind === 'fixed' && b.amount > a.amount ? b : a;
}
