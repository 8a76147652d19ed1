import { mean } from '../draw.js';
import type { PeerRule } from './peer.js';

/**
 * github-action-benchmark alerts where previous value / current value is above the threshold, for values of which
 * larger is better. A run's value is the mean of its trials.
 */
export const githubActionBenchmark: PeerRule = {
  name: 'github-action-benchmark',
  source: 'benchmark-action/github-action-benchmark c38cce98, src/write.ts (findAlerts, getRatio), action.yml',
  knob: 'ratio',
  scores: (cells) => cells.map(({ baseline, candidate }) => mean(baseline.flat()) / mean(candidate.flat())),
  variants: () => [
    { name: 'github-action-benchmark, 200 % (default)', threshold: 2 },
    { name: 'github-action-benchmark, 110 %', threshold: 1.1 },
  ],
};
