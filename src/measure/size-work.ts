/** Sizes the work of a trial: how much takes the wanted time, found once on native and used for every arm. */
import { NATIVE, type Plan, type Work } from '../results/document.js';
import type { Benchmark } from '../suites/benchmark.js';
import { asking, type RunNetwork, serve } from './network.js';
import type { Observer } from './observer.js';
import { trialSecondsOf } from './planning/plan.js';
import { readMetrics } from './read-metrics.js';
import { MeasurementFailure, type Session } from './session.js';

/** Probes of each benchmark; the fastest counts, since whatever disturbs a probe makes it slower. */
const PROBES = 3;

export interface SizingContext {
  readonly observer: Observer;
  readonly network?: RunNetwork | undefined;
  readonly signal: AbortSignal;
}

/**
 * Returns the work by benchmark id. A benchmark whose probe fails keeps its default: its trials will show the fault.
 */
export async function sizeWork(
  plan: Plan,
  benchmarks: readonly Benchmark[],
  session: Session,
  by: SizingContext,
): Promise<Map<string, Work>> {
  const found = new Map<string, Work>();
  for (const benchmark of benchmarks) {
    if (!benchmark.workSizer) continue;
    by.observer.busy(NATIVE, `sizing the work of ${benchmark.id}`);
    try {
      found.set(
        benchmark.id,
        await workFor(benchmark, benchmark.workSizer, session, trialSecondsOf(plan, benchmark.id), by),
      );
    } catch (error) {
      if (!(error instanceof MeasurementFailure)) throw error;
      by.observer.warn(inWords(benchmark, error));
    }
  }
  return found;
}

function inWords({ id }: Benchmark, { failure }: MeasurementFailure): string {
  const lines = failure.tail.map((line) => `  | ${line}`);
  return [`The work of ${id} could not be sized, and stays the default: ${failure.message}`, ...lines].join('\n');
}

async function workFor(
  benchmark: Benchmark,
  sizer: NonNullable<Benchmark['workSizer']>,
  session: Session,
  trialSeconds: number,
  { network, signal }: SizingContext,
): Promise<Work> {
  await serve(benchmark, network);
  for (const command of benchmark.setup) await session.run(command, signal);
  const amounts: Work[] = [];
  for (let probe = 0; probe < PROBES; probe += 1) {
    const run = () => session.run(benchmark.command(sizer.probe), signal);
    const read = async () => readMetrics(benchmark, await run(), sizer.probe);
    amounts.push(sizer.work(await asking(benchmark, network, read), trialSeconds));
  }
  for (const command of benchmark.teardown) await session.run(command, signal);
  return amounts.reduce(larger);
}

function larger(a: Work, b: Work): Work {
  return a.kind === 'fixed' && b.kind === 'fixed' && b.amount > a.amount ? b : a;
}
