/** Benchmarks that run nothing inside the sandbox, because the host observes them at every launch. */
import { type Benchmark, type MetricDefinition, OutputError } from '../benchmark.js';

/**
 * Makes a benchmark whose figures are in the launches of a document.
 * @param event names what is observed. Figures that earlier versions took in another way have another name, and are
 * not compared with these.
 */
export function launchMetric(
  id: string,
  { name, unit }: Pick<MetricDefinition, 'name' | 'unit'>,
  summary: string,
  event?: string,
): Benchmark {
  return {
    id,
    suite: id.slice(0, id.indexOf('.')),
    summary,
    metrics: [{ name, unit, direction: 'lower' }],
    primaryMetric: name,
    defaultWork: { kind: 'observed', ...(event && { event }) },
    setup: [],
    command() {
      throw new Error(`${id} is observed: there is no command to run`);
    },
    teardown: [],
    parse(output) {
      throw new OutputError(`${id} is observed: it prints nothing`, output === '' ? [] : [output.slice(0, 200)]);
    },
  };
}
