/** How long a sandbox takes to start and to end, seen from the host. */
import type { Suite } from './benchmark.js';
import { observed } from './observed.js';

const event = (name: string, summary: string) => observed('lifecycle', { name, unit: 'ms' }, summary);

export const lifecycle: Suite = {
  name: 'lifecycle',
  summary: 'starting and ending a sandbox',
  benchmarks: [
    event('startup', 'from the call of the runtime until the agent in the sandbox is ready'),
    event('shutdown', 'from the request to end until the runtime is done'),
  ],
};
