/** What benchmarks of fixed work share: how long it took, and how much of it makes a trial of a wanted length. */
import type { MetricDefinition, Work, WorkSizer } from './benchmark.js';

/** sysbench keeps --events and --mutex-locks in an int, and no trial does more of anything. */
export const MOST_WORK = 2 ** 31 - 1;

export const TOTAL_TIME: MetricDefinition = { name: 'total_time', unit: 's', direction: 'lower' };

/** s: the finest step of the printed total time. */
export const CLOCK_STEP = 0.0001;

/** The amount of fixed work. @throws Error for other work: planning offered this benchmark what it does not do. */
export function amountOf(work: Work, unit: string): number {
  if (work.kind !== 'fixed' || work.unit !== unit || !Number.isInteger(work.amount) || work.amount < 1) {
    throw new Error(`this benchmark does a whole number of ${unit}, not ${JSON.stringify(work)}`);
  }
  return work.amount;
}

/**
 * Fixed work from the total time of a probe. Printed rates are not used: those of sysbench include about 1 ms of its
 * own report, which is much of a short probe.
 */
export function workSizerByTime(probe: Work & { readonly kind: 'fixed' }, lengths?: number): WorkSizer {
  return {
    probe,
    ...(lengths && { lengths }),
    work(metrics, seconds) {
      const taken = metrics[TOTAL_TIME.name];
      if (taken === undefined) throw new Error('a probe has no total time');
      const amount = Math.round((probe.amount * seconds) / Math.max(taken, CLOCK_STEP));
      return { ...probe, amount: Math.min(Math.max(amount, 1), MOST_WORK) };
    },
  };
}
