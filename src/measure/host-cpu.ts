/** What a trial cost its host: CPU time for each unit of work that is fixed, and the most memory. Pure. */
import type { PlannedBenchmark } from '../results/document.js';
import { HOST_CPU, HOST_MEMORY } from '../suites/launch/host-cpu.js';
import { rounded } from './launch-watch.js';

/**
 * From the CPU seconds of the whole arm before the trial and after it. Nothing where they are not known, where none
 * were spent that the host could see, and for benchmarks that do not have the metric.
 */
export function hostCpu(
  { work, metrics }: PlannedBenchmark,
  before: number | undefined,
  after: number | undefined,
): Record<string, number> {
  if (work.kind !== 'fixed' || !metrics.some(({ name }) => name === HOST_CPU.name)) return {};
  if (before === undefined || after === undefined || after <= before) return {};
  return { [HOST_CPU.name]: rounded((after - before) / work.amount) };
}

const MIB = 1024 ** 2;

/** Nothing where it is not known. */
export function hostMemory({ metrics }: PlannedBenchmark, bytes: number | undefined): Record<string, number> {
  if (!bytes || !metrics.some(({ name }) => name === HOST_MEMORY.name)) return {};
  return { [HOST_MEMORY.name]: rounded(bytes / MIB) };
}
