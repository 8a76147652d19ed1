/** CPU time that a whole arm costs its host: ungated metrics beside others, and a suite for who wants it gated. */
import type { MetricDefinition, Suite } from '../benchmark.js';
import { launchMetric } from './launch-metric.js';

/** For each unit of a trial's fixed work; of every benchmark that has some. */
export const HOST_CPU: MetricDefinition = { name: 'host_cpu', unit: 's', direction: 'lower' };

/** Until a sandbox is ready; beside the time that it takes. */
export const START_CPU: MetricDefinition = { name: 'start_cpu', unit: 'ms', direction: 'lower' };

/** In no profile: how often it alarms without a cause has not been measured. */
export const hostcpu: Suite = {
  name: 'hostcpu',
  summary: 'CPU time of the host for a sandbox: its own, and that of monitor, shim, client and daemon',
  benchmarks: [launchMetric('hostcpu.start', START_CPU, 'until the agent in the sandbox is ready')],
};
