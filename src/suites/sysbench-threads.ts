/** Measures what it costs to yield to the scheduler. */
import { SANDBOX } from '../sandbox/paths.js';
import type { Benchmark, Suite } from './benchmark.js';
import { amountOf, TOTAL_TIME, workSizerByTime } from './fixed-work.js';
import { confirm, LATENCY_METRICS, latencyMetrics, sysbench, totalTime } from './sysbench-benchmark.js';
import { readThreads } from './sysbench-output.js';

/**
 * There is one thread, which locks, yields (sched_yield) and unlocks 1000 times an event, so the result is the cost of
 * the system call and of the scheduler. With 2, 4 and 8 threads on two CPUs a pair of trials had a robust sd of 4, 8
 * and 12 % against 0.9 % with one, which is too much to see a change by. The time is the result, because sysbench
 * prints no rate for this test. Its step of 0.1 ms is 0.1 % of a trial; latency_mean has a finer one.
 */
const yielding: Benchmark = {
  id: 'threads.yield',
  suite: 'threads',
  summary: 'lock, sched_yield and unlock, 1000 times an event, one thread',
  metrics: [TOTAL_TIME, ...LATENCY_METRICS],
  primaryMetric: TOTAL_TIME.name,
  defaultWork: { kind: 'fixed', amount: 400, unit: 'events' },
  workSizer: workSizerByTime({ kind: 'fixed', amount: 100, unit: 'events' }),
  setup: [],
  command: (work) =>
    sysbench(SANDBOX.root, 'threads', 1, [
      '--thread-yields=1000',
      '--thread-locks=8',
      `--events=${amountOf(work, 'events')}`,
      '--time=0',
    ]),
  teardown: [],
  parse(output, work) {
    const run = readThreads(output);
    confirm({ threads: run.threads, events: run.events }, { threads: 1, events: amountOf(work, 'events') });
    return { ...totalTime(run), ...latencyMetrics(run) };
  },
};

export const threads: Suite = { name: 'threads', summary: 'the scheduler', benchmarks: [yielding] };
