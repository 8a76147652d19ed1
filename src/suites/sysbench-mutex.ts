/** Measures what it costs when threads want the same locks. */
import { SANDBOX } from '../sandbox/paths.js';
import type { Benchmark, Suite } from './benchmark.js';
import { amountOf, TOTAL_TIME, workSizerByTime } from './fixed-work.js';
import { confirm, LATENCY_METRICS, latencyMetrics, sysbench, totalTime } from './sysbench-benchmark.js';
import { readMutex } from './sysbench-output.js';

const THREADS = 2;

/**
 * With the defaults of sysbench (4096 locks, 10000 loops between two) threads hardly ever meet, and the test times an
 * empty loop. With one lock the threads always meet, and a pair of trials had a robust sd of 27 %; with 64 locks and
 * 100 loops it was 6 %. An event is all the locks of one thread, so there are as many events as threads, and the time
 * is the result.
 */
const contention: Benchmark = {
  id: 'mutex.contention',
  suite: 'mutex',
  summary: `${THREADS} threads take 64 locks at random`,
  metrics: [TOTAL_TIME, ...LATENCY_METRICS],
  primaryMetric: TOTAL_TIME.name,
  defaultWork: { kind: 'fixed', amount: 600_000, unit: 'locks' },
  workSizer: workSizerByTime({ kind: 'fixed', amount: 200_000, unit: 'locks' }),
  setup: [],
  command: (work) =>
    sysbench(SANDBOX.root, 'mutex', THREADS, [
      '--mutex-num=64',
      '--mutex-loops=100',
      `--mutex-locks=${amountOf(work, 'locks')}`,
      `--events=${THREADS}`,
      '--time=0',
    ]),
  teardown: [],
  /** sysbench does not print the number of locks, so the output cannot confirm it. */
  parse(output) {
    const run = readMutex(output);
    confirm({ threads: run.threads, events: run.events }, { threads: THREADS, events: THREADS });
    return { ...totalTime(run), ...latencyMetrics(run) };
  },
};

export const mutex: Suite = { name: 'mutex', summary: 'locks between threads', benchmarks: [contention] };
