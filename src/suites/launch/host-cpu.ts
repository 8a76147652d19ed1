/**
 * CPU time and memory that a whole arm costs its host: ungated metrics beside others, and a suite for who wants it
 * gated.
 */
import type { MetricDefinition, Suite } from '../benchmark.js';
import { launchMetric } from './launch-metric.js';

/**
 * The CPU time for each unit of the fixed work of a trial. Every benchmark of fixed work has this metric, except those
 * of crowds.
 */
export const HOST_CPU: MetricDefinition = { name: 'host_cpu', unit: 's', direction: 'lower' };

/** The most that it takes during a trial; of every benchmark that works in a live sandbox. */
export const HOST_MEMORY: MetricDefinition = { name: 'host_memory', unit: 'MiB', direction: 'lower' };

/** Until a sandbox is ready; beside the time that it takes. */
export const START_CPU: MetricDefinition = { name: 'start_cpu', unit: 'ms', direction: 'lower' };

/** This suite is in no profile: its rate of false alarms is known of one busy host alone (docs/host-cpu.md). */
export const hostcpu: Suite = {
  name: 'hostcpu',
  summary: 'CPU time of the host for a sandbox: its own, and that of monitor, shim, client and daemon',
  benchmarks: [launchMetric('hostcpu.start', START_CPU, 'until the agent in the sandbox is ready')],
};
