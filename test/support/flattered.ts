/** A recorded run that alarms whatever is compared with it. */
import type { RunDocument } from '../../src/results/document.js';

type Trial = RunDocument['blocks'][number]['pairs'][number]['trials'][number];

const faster = (trial: Trial, times: number): Trial =>
  trial.arm === 'native'
    ? trial
    : {
        ...trial,
        metrics: Object.fromEntries(Object.entries(trial.metrics).map(([name, value]) => [name, value * times])),
      };

/**
 * The run as if its runtimes had been so many times as fast, on a host of which it does not tell how crowded it was: a
 * busy machine makes no difference then.
 */
export function flattered(run: RunDocument, times = 50): RunDocument {
  const blocks = run.blocks.map((block) => ({
    ...block,
    pairs: block.pairs.map(({ waitingPerCpu: _, ...pair }) => ({
      ...pair,
      trials: pair.trials.map((trial) => faster(trial, times)),
    })),
  }));
  return { ...run, blocks };
}
