/** What the host sees of a sandbox's life: nothing runs inside for it. */
import { type Benchmark, OutputError, type Suite } from './benchmark.js';

function observed(event: string, summary: string): Benchmark {
  const id = `lifecycle.${event}`;
  return {
    id,
    suite: 'lifecycle',
    summary,
    metrics: [{ name: event, unit: 'ms', direction: 'lower' }],
    gate: event,
    defaultWork: { kind: 'observed' },
    before: [],
    command() {
      throw new Error(`${id} is observed: there is no command to run`);
    },
    after: [],
    parse(output) {
      throw new OutputError(`${id} is observed: it prints nothing`, output === '' ? [] : [output.slice(0, 200)]);
    },
  };
}

export const lifecycle: Suite = {
  name: 'lifecycle',
  summary: 'starting and ending a sandbox',
  benchmarks: [
    observed('startup', 'from the launch of a sandbox until its agent is ready'),
    observed('shutdown', 'from the request to end until the sandbox is gone'),
  ],
};
