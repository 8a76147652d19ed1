/** Makes benchmarks whose trials launch their own sandboxes. */
import { SANDBOXES } from '../results/cells.js';
import { type Benchmark, type Crowd, type MetricDefinition, OutputError } from './benchmark.js';

interface Definition
  extends Pick<Benchmark, 'id' | 'summary' | 'packages' | 'linked' | 'ungated' | 'files' | 'byName' | 'tuned'> {
  /** The first is the primary metric. */
  readonly metrics: readonly MetricDefinition[];
  readonly crowd: Crowd;
}

export function crowdBenchmark({ metrics, crowd, ...definition }: Definition): Benchmark {
  const { id } = definition;
  return {
    ...definition,
    suite: id.slice(0, id.indexOf('.')),
    metrics,
    primaryMetric: metrics[0]?.name ?? '',
    defaultWork: { kind: 'fixed', amount: crowd.size(1), unit: SANDBOXES },
    setup: [],
    command() {
      throw new Error(`${id} launches sandboxes: there is no one command to run`);
    },
    teardown: [],
    parse(output) {
      throw new OutputError(`${id} launches sandboxes: it prints nothing`, output === '' ? [] : [output.slice(0, 200)]);
    },
    crowd,
  };
}
