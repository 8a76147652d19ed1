/** Makes recorded runs whose comparison with a real run does not hang on how busy this machine is. */
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
 * Returns the run without the number of tasks that waited for a CPU. Two runs are not compared where these numbers
 * differ, and tests that run beside one another make them differ.
 */
export function withoutCrowd(run: RunDocument): RunDocument {
  const blocks = run.blocks.map((block) => ({
    ...block,
    pairs: block.pairs.map(({ waitingPerCpu: _, ...pair }) => pair),
  }));
  return { ...run, blocks };
}

/**
 * Returns the run as if its runtimes had been `times` times as fast, so that it alarms whatever is compared with it.
 */
export function flattered(run: RunDocument, times = 50): RunDocument {
  const calm = withoutCrowd(run);
  const blocks = calm.blocks.map((block) => ({
    ...block,
    pairs: block.pairs.map((pair) => ({ ...pair, trials: pair.trials.map((trial) => faster(trial, times)) })),
  }));
  return { ...calm, blocks };
}
