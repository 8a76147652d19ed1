/** Makes a recorded run that alarms whatever is compared with it. */
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
 * Returns the run as if its runtimes had been `times` times as fast. It does not record how busy its host was, so that
 * a busy machine makes no difference.
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
