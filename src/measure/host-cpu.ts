/** What a trial cost its host for each unit of its work: a metric of every benchmark whose work is fixed. Pure. */
import type { PlannedBenchmark } from '../results/document.js';
import { HOST_CPU } from '../suites/launch/host-cpu.js';
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
