/**
 * Finds how many tasks of the host waited for a CPU during a run. Where none waits, other work takes time from a
 * runtime and from native alike. Where many wait, the scheduler decides what each gets, and a cost is that of the
 * crowd.
 */
import type { RunDocument } from '../../results/document.js';
import { median } from '../../stats/summary.js';

/**
 * Two runs whose hosts differ by more tasks for each CPU than this are not in one state. Of 24 runs of one code on two
 * CPUs, the first half beside a load of 8 to 24 (November 2026), 37 of 40 false alarms were between a crowded run and
 * another one; the calm ones had none waiting.
 */
const APART = 0.5;

/** The tasks that waited for each CPU in the median pair; null where the run does not tell. */
export function contentionOf({ blocks }: Pick<RunDocument, 'blocks'>): number | null {
  const told = blocks.flatMap(({ pairs }) => pairs).flatMap(({ waitingPerCpu }) => waitingPerCpu ?? []);
  return median(told) ?? null;
}

/**
 * Returns a sentence where the hosts of two runs were not equally crowded; undefined where they were, or where a run
 * does not tell.
 */
export function contentionDifference(
  baseline: Pick<RunDocument, 'blocks'>,
  candidate: Pick<RunDocument, 'blocks'>,
): string | undefined {
  const [before, now] = [contentionOf(baseline), contentionOf(candidate)];
  if (before === null || now === null || Math.abs(before - now) <= APART) return undefined;
  return `${before.toFixed(1)} tasks waited for each CPU of the host then, ${now.toFixed(1)} now`;
}
