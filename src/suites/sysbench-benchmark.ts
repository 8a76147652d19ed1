/** What the sysbench benchmarks share: the command line, the latency metrics, and the confirmation of the output. */
import { type Command, type MetricDefinition, OutputError } from './benchmark.js';
import { TOTAL_TIME } from './fixed-work.js';
import type { CountedRun, SysbenchRun } from './sysbench-output.js';

/** All trials use one seed, so that two trials do the same operations in the same order. */
const SEED = 1;
const PERCENTILE = 95;
/**
 * Every option is given that could have another default elsewhere, and `--config-file` is not used. --histogram and
 * --report-interval are left out, because a reporting thread would be measured too.
 */
export function sysbench(
  cwd: string,
  test: string,
  threads: number,
  options: readonly string[],
  action = 'run',
): Command {
  const common = [`--threads=${threads}`, `--rand-seed=${SEED}`, `--percentile=${PERCENTILE}`];
  return { cwd, argv: ['sysbench', test, ...common, ...options, action] };
}

/**
 * These metrics are shown and are never primary: two decimals of a ms are 0.00 for a memory operation, and a maximum
 * is a single event.
 */
export const LATENCY_METRICS: readonly MetricDefinition[] = [
  { name: 'latency_min', unit: 'ms', direction: 'lower' },
  { name: 'latency_avg', unit: 'ms', direction: 'lower' },
  { name: 'latency_max', unit: 'ms', direction: 'lower' },
  { name: 'latency_p95', unit: 'ms', direction: 'lower' },
  /**
   * The mean is the sum divided by the number of events. In fileio both include the fsyncs that are requests of their
   * own.
   */
  { name: 'latency_mean', unit: 'ms', direction: 'lower' },
];

/** @throws OutputError where sysbench reports another percentile than it was asked for. */
export function latencyMetrics({ latency }: SysbenchRun): Record<string, number> {
  const { min, avg, max, mean, percentile } = latency;
  if (percentile?.rank !== PERCENTILE)
    throw new OutputError(`sysbench did not print the ${PERCENTILE}th percentile`, []);
  return { latency_min: min, latency_avg: avg, latency_max: max, latency_p95: percentile.value, latency_mean: mean };
}

type Facts = Readonly<Record<string, unknown>>;

/**
 * Confirms that exactly this benchmark was run, and the whole of it.
 * @throws OutputError unless the output says what was asked for.
 */
export function confirm(printed: Facts, asked: Facts): void {
  const wrong = Object.entries(asked).filter(([name, value]) => printed[name] !== value);
  if (wrong.length === 0) return;
  const lines = wrong.map(([name, value]) => `${name}: ${printed[name]}, asked for ${value}`);
  throw new OutputError('sysbench did not run what it was asked to', lines);
}

export function totalTime(run: CountedRun): Record<string, number> {
  return { [TOTAL_TIME.name]: run.seconds };
}
