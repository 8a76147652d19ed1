/** Checks that the user's limits name runtimes, benchmarks and units that exist. */
import { misfitOf } from '../compare/limits.js';
import type { LimitSpec } from '../config/kinds/limits.js';
import { didYouMean } from '../config/kinds/nearest.js';
import type { OwnBenchmark } from '../config/kinds/own-benchmarks.js';
import { InputError } from '../errors.js';
import type { RunDocument } from '../results/document.js';
import { runtimes } from '../runtimes/index.js';
import type { Benchmark, MetricDefinition } from '../suites/benchmark.js';
import { isOurSuite, knownBenchmarks } from '../suites/index.js';
import { armOfLimit, asNamed } from './request/limits.js';

const names = runtimes.map(({ name }) => name).filter((name) => name !== 'native');

/** What a limit may name: a benchmark of Tare, one of the user's own, or one in a document. */
interface Limited extends Pick<Benchmark, 'id' | 'primaryMetric'> {
  readonly metrics: readonly Pick<MetricDefinition, 'name' | 'unit' | 'direction'>[];
}

/**
 * Checks the limits before anything is measured, when all benchmarks are known.
 * @param own the user's own benchmarks.
 * @throws InputError for a row about a runtime, benchmark or unit that does not exist.
 */
export function checkLimits(limits: readonly LimitSpec[] | undefined, own: readonly OwnBenchmark[] | undefined): void {
  refuse(limits ?? [], knownBenchmarks(own ?? []));
}

/**
 * Checks the limits against a document, and returns them with each arm as a run names it. Compared as it was written,
 * `runc=bin/runc` would be no arm of any run, and no limit on it would ever be judged. A row about an own benchmark
 * that is not in the document may be meant for another job, and one that does not fit an own benchmark may be that of
 * the base of a pull request: the report says so of both.
 * @throws InputError for a row about a runtime, benchmark or unit that does not exist.
 */
export function measuredLimits(limits: readonly LimitSpec[], { plan }: RunDocument): LimitSpec[] {
  const planned = plan.benchmarks.map(({ id, gate, metrics }) => ({
    ...{ id, primaryMetric: gate },
    metrics: isOurs(id) ? metrics : [],
  }));
  const known = [...planned, ...knownBenchmarks([])];
  const named = limits.filter(({ benchmark }) => isOurs(benchmark) || known.some(({ id }) => id === benchmark));
  refuse(named, known);
  return limits.map(asNamed);
}

const isOurs = (benchmark: string): boolean => isOurSuite(benchmark.slice(0, benchmark.indexOf('.')));

function refuse(limits: readonly LimitSpec[], known: readonly Limited[]): void {
  const faults = limits.flatMap((limit) => faultOf(limit, known) ?? []);
  if (faults.length > 0) throw new InputError(faults.join('\n'));
}

function faultOf(limit: LimitSpec, benchmarks: readonly Limited[]): string | undefined {
  const { text, arm, benchmark } = limit;
  const say = (what: string) => `limits: "${text}": ${what}`;
  const [runtime = ''] = /^[^\s{}@=]*/.exec(arm) ?? [];
  if (!names.includes(runtime)) return say(`there is no runtime "${runtime}". ${didYouMean(runtime, names)}`);
  const fault = armFault(arm);
  if (fault !== undefined) return say(fault);
  const known = benchmarks.find(({ id }) => id === benchmark);
  const ids = benchmarks.map(({ id }) => id);
  if (!known) return say(`there is no benchmark "${benchmark}". ${didYouMean(benchmark, ids)}`);
  const metric = known.metrics.find(({ name }) => name === known.primaryMetric);
  const misfit = metric && misfitOf(limit, { benchmark, ...metric });
  return misfit && say(misfit);
}

function armFault(arm: string): string | undefined {
  try {
    armOfLimit(arm);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.replace('\n', ' ');
  }
}
