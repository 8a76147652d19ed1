/**
 * What benchmarks of fixed work share: the metric of the time that the work took, and how to size the work for a
 * wanted length.
 */
import type { MetricDefinition, Work, WorkSizer } from './benchmark.js';

/** sysbench keeps --events and --mutex-locks in an int, and no trial of any program does more. */
export const MOST_WORK = 2 ** 31 - 1;

export const TOTAL_TIME: MetricDefinition = { name: 'total_time', unit: 's', direction: 'lower' };

/** The finest step of the printed total time, in seconds. */
export const CLOCK_STEP = 0.0001;

/**
 * Returns the amount of fixed work.
 * @throws Error for other work, because planning then gave this benchmark work that it cannot do.
 */
export function amountOf(work: Work, unit: string): number {
  if (work.kind !== 'fixed' || work.unit !== unit || !Number.isInteger(work.amount) || work.amount < 1) {
    throw new Error(`this benchmark does a whole number of ${unit}, not ${JSON.stringify(work)}`);
  }
  return work.amount;
}

/**
 * Sizes fixed work from the total time of a probe. Printed rates are not used, because those of sysbench include about
 * 1 ms of its own report, which is a large part of a short probe.
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
