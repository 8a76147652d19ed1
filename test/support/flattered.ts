/** A recorded run that alarms whatever is compared with it. */
import type { RunDocument } from '../../src/results/document.js';

type Trial = RunDocument['blocks'][number]['pairs'][number]['trials'][number];

const TIMES = 50;

const faster = (trial: Trial): Trial =>
  trial.arm === 'native'
    ? trial
    : {
        ...trial,
        metrics: Object.fromEntries(Object.entries(trial.metrics).map(([name, value]) => [name, value * TIMES])),
      };

/**
 * The run as if its runtimes had been many times as fast, on a host of which it does not tell how crowded it was: a
 * busy machine makes no difference then.
 */
export function flattered(run: RunDocument): RunDocument {
  const blocks = run.blocks.map((block) => ({
    ...block,
    pairs: block.pairs.map(({ waitingPerCpu: _, ...pair }) => ({ ...pair, trials: pair.trials.map(faster) })),
  }));
  return { ...run, blocks };
}
