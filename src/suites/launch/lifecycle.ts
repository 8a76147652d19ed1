/** Measures how long a sandbox takes to start and to end, seen from the host. */
import type { Suite } from '../benchmark.js';
import { START_CPU } from './host-cpu.js';
import { launchMetric } from './launch-metric.js';
import { cold, phases, touch } from './phases.js';

const timed = (name: string, summary: string, event: string) =>
  launchMetric(`lifecycle.${name}`, { name, unit: 'ms' }, summary, event);

const startup = timed(
  'startup',
  'from the call of the runtime until the agent in the sandbox is ready',
  'call to first word',
);

export const lifecycle: Suite = {
  name: 'lifecycle',
  summary: 'starting and ending a sandbox',
  benchmarks: [
    { ...startup, metrics: [...startup.metrics, START_CPU] },
    timed('shutdown', 'from the request to end until the runtime is done', 'request to done'),
    phases,
    cold,
    touch,
  ],
};
