/** Measures how fast the CPU computes, as sysbench does it: primes by trial division. */
import { SANDBOX } from '../sandbox/paths.js';
import type { Benchmark, Suite } from './benchmark.js';
import { amountOf, TOTAL_TIME, workSizerByTime } from './fixed-work.js';
import { confirm, LATENCY_METRICS, latencyMetrics, sysbench, totalTime } from './sysbench-benchmark.js';
import { readCpu } from './sysbench-output.js';

/** The number that the paper uses. One event computes all primes up to it. */
const PRIMES = 20_000;

const prime: Benchmark = {
  id: 'cpu.prime',
  suite: 'cpu',
  summary: `primes up to ${PRIMES} by trial division, one thread`,
  metrics: [{ name: 'events_per_second', unit: 'events/s', direction: 'higher' }, TOTAL_TIME, ...LATENCY_METRICS],
  primaryMetric: 'events_per_second',
  defaultWork: { kind: 'fixed', amount: 150, unit: 'events' },
  workSizer: workSizerByTime({ kind: 'fixed', amount: 40, unit: 'events' }),
  setup: [],
  command: (work) =>
    sysbench(SANDBOX.root, 'cpu', 1, [`--cpu-max-prime=${PRIMES}`, `--events=${amountOf(work, 'events')}`, '--time=0']),
  teardown: [],
  parse(output, work) {
    const run = readCpu(output);
    confirm(
      { threads: run.threads, 'largest prime': run.primes, events: run.events },
      { threads: 1, 'largest prime': PRIMES, events: amountOf(work, 'events') },
    );
    return { events_per_second: run.eventsPerSecond, ...totalTime(run), ...latencyMetrics(run) };
  },
};

export const cpu: Suite = { name: 'cpu', summary: 'computing', benchmarks: [prime] };
