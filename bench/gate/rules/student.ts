import { sampleStandardDeviation } from 'simple-statistics';
import { studentUpperTail } from '../../../src/stats/inference/prediction.js';
import { mean } from '../draw.js';
import { bonferroniThreshold, evidence, type PeerRule } from './peer.js';

/** The textbook paired t test of all pairs alarms where it is below .05, two-sided, and the mean is lower. */
export const pairedT: PeerRule = {
  name: 'paired t test',
  source: 'textbook',
  knob: 'alpha',
  scores: (cells) =>
    cells.map(({ baseline, candidate }) => {
      const before = baseline.flat();
      const losses = candidate.flat().map((value, i) => (before[i] as number) - value);
      const t = studentised(0, losses, Math.sqrt(losses.length));
      return evidence(2 * studentUpperTail(Math.abs(t), losses.length - 1), t > 0);
    }),
  variants: (cells) => [
    { name: 'paired t, p < .05', threshold: 0.95 },
    { name: 'paired t, Bonferroni', threshold: bonferroniThreshold(cells) },
  ],
};

/**
 * Bencher's t_test threshold as its guides set it alerts where the new run's mean is below the .99 prediction limit of
 * its history, mean - t s sqrt(1 + 1/n). There is no boundary, and so no alert, for fewer than two runs or a history
 * without scatter.
 */
export const bencher: PeerRule = {
  name: 'Bencher t_test',
  source: 'bencherdev/bencher 8d75325c3, lib/bencher_boundary/src/limits/mod.rs (new_normal)',
  knob: 'lower boundary',
  scores: (cells) =>
    cells.map(({ history, newRun }) => {
      if (history.length < 2) return 0;
      const t = studentised(newRun, history, 1 / Math.sqrt(1 + 1 / history.length));
      return Number.isFinite(t) ? 1 - studentUpperTail(t, history.length - 1) : 0;
    }),
  variants: () => [{ name: 'Bencher t_test, .99 on history', threshold: 0.99 }],
};

/** Returns how far `value` lies below the mean of the sample, in standard deviations times `factor`. */
function studentised(value: number, sample: readonly number[], factor: number): number {
  return ((mean(sample) - value) / sampleStandardDeviation([...sample])) * factor;
}
