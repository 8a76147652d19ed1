/**
 * Finds pairs during which other work used the measured CPUs, and which were not taken again because repeats had used
 * up their share of the time. They count in every test, whose scores are robust and whose launches are few; the cost
 * that is shown leaves them out. The rule sees how busy the CPUs were, never a figure.
 */
import { pairKey } from '../../results/cells.js';
import type { Pair, RunDocument } from '../../results/document.js';
import { RunningMedian } from '../../stats/running-median.js';

/**
 * A pair is busy by the rule of the run's plan: more than `margin` above the median of all earlier pairs of its kind.
 */
export function busyPairs({ plan, blocks }: RunDocument): ReadonlySet<Pair> {
  const rule = plan.quiet;
  const busy = new Set<Pair>();
  if (rule === undefined) return busy;
  const earlier = new Map<string, RunningMedian>();
  for (const { pairs } of blocks) {
    for (const pair of pairs) {
      if (pair.busyCpus === undefined) continue;
      const kind = pairKey(pair);
      const known = earlier.get(kind) ?? new RunningMedian();
      if (known.count >= rule.history && pair.busyCpus > (known.value ?? 0) + rule.margin) busy.add(pair);
      known.add(pair.busyCpus);
      earlier.set(kind, known);
    }
  }
  return busy;
}
