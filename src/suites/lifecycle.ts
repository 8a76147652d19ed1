/** How long a sandbox takes to start and to end, seen from the host. */
import type { Suite } from './benchmark.js';
import { launchMetric } from './launch-metric.js';

const timed = (name: string, summary: string, event: string) =>
  launchMetric('lifecycle', { name, unit: 'ms' }, summary, event);

export const lifecycle: Suite = {
  name: 'lifecycle',
  summary: 'starting and ending a sandbox',
  benchmarks: [
    timed('startup', 'from the call of the runtime until the agent in the sandbox is ready', 'call to first word'),
    timed('shutdown', 'from the request to end until the runtime is done', 'request to done'),
  ],
};
