/** Benchmarks for which nothing runs inside: the host sees them of every launch. */
import { type Benchmark, type MetricDefinition, OutputError } from '../benchmark.js';

/**
 * The document's launches hold the figures of its metric.
 * @param event what is observed, for figures that earlier versions took otherwise: those are not compared with these.
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
