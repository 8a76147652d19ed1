/** A sandbox's life step by step, where its runtime has the steps apart; each trial lives one life of its own. */
import type { Benchmark, MetricDefinition } from '../benchmark.js';
import { crowdBenchmark } from '../crowd.js';

const step = (name: string): MetricDefinition => ({ name, unit: 'ms', direction: 'lower' });

/** In the order of a life; the gate is the one that every runtime has, native too. */
export const PHASES: readonly MetricDefinition[] = ['create', 'start', 'first_word', 'exec', 'stop', 'delete'].map(
  step,
);

const GATE = 'exec';

export const phases: Benchmark = {
  ...crowdBenchmark({
    id: 'lifecycle.phases',
    summary:
      'a second process in a live sandbox; beside it each step of a life: create, start, first word, stop, delete',
    ungated: true,
    byName: true,
    metrics: PHASES,
    crowd: { asked: 'step by step', size: () => 1 },
  }),
  primaryMetric: GATE,
};

const TOUCH = step('touch');

/**
 * What the start of a restored sandbox leaves for later: monitors that map a snapshot read it as it is touched. In a
 * sandbox that was started the memory is there, which is the control.
 */
export const touch: Benchmark = crowdBenchmark({
  id: 'lifecycle.touch',
  summary: 'reading 64 MiB of its memory once; of a sandbox restored from a snapshot, for the first time since',
  ungated: true,
  byName: true,
  metrics: [TOUCH],
  crowd: { asked: 'to touch', size: () => 1, bytes: 64 * 2 ** 20, metric: TOUCH.name },
});

const COLD_START = step('cold_start');
const coldStart = (ms: number): [string, number] => [COLD_START.name, ms];

/** The first launch of a host that has just been switched on, as nearly as a host that runs can tell. */
export const cold: Benchmark = crowdBenchmark({
  id: 'lifecycle.cold',
  summary: 'from the call of the runtime until the agent is ready, with no file in the page cache of the host',
  ungated: true,
  byName: true,
  tuned: true,
  metrics: [COLD_START],
  crowd: { asked: 'from cold', size: () => 1, figures: ({ startsMs }) => Object.fromEntries(startsMs.map(coldStart)) },
});
