/** Finds the work that earlier runs on this host sized, so that it stays the same and runs can be compared. Pure. */
import type { RunDocument, Work } from '../../results/document.js';
import { median } from '../../stats/summary.js';
import type { Benchmark } from '../../suites/benchmark.js';
import { sameWork, trialSecondsOf } from './plan.js';

/**
 * For each benchmark that is sized, the fixed work of the newest run alike: same hardware key, CPUs, trial length,
 * sysbench and way to make files. The suite's default is left out, since it may stand for a sizing that failed, and so
 * is work that took less than half of the wanted length.
 * @param earlier newest first.
 */
export function priorWork(
  run: RunDocument,
  earlier: readonly RunDocument[],
  benchmarks: readonly Benchmark[],
): Map<string, Work> {
  const alike = earlier.filter((other) => conditionsOf(other) === conditionsOf(run));
  const known = benchmarks.flatMap((benchmark): [string, Work][] => {
    const work = alike.map((other) => workIn(other, benchmark)).find((found) => found !== undefined);
    return work === undefined ? [] : [[benchmark.id, work]];
  });
  return new Map(known);
}

function conditionsOf({ plan, fingerprint }: RunDocument): string {
  return JSON.stringify([
    fingerprint.hardwareKey,
    plan.limits.cpus,
    plan.trialSeconds ?? null,
    fingerprint.image.sysbench,
  ]);
}

/**
 * Trials shorter than this share of the wanted length show that a busy host was sized: their work is not kept.
 */
const LEAST_LENGTH = 0.5;

function workIn(run: RunDocument, { id, workSizer, defaultWork, files }: Benchmark): Work | undefined {
  const planned = run.plan.benchmarks.find((one) => one.id === id && one.files === files);
  const work = planned?.work;
  if (workSizer === undefined || work?.kind !== 'fixed' || sameWork(work, defaultWork)) return undefined;
  if (defaultWork.kind !== 'fixed' || defaultWork.unit !== work.unit) return undefined;
  const length = median(lengthsOf(run, id));
  return length === null || length >= LEAST_LENGTH * trialSecondsOf(run.plan, id) ? work : undefined;
}

/** Lengths of all whole trials, in seconds. */
function lengthsOf({ blocks }: RunDocument, benchmark: string): number[] {
  const trials = blocks
    .flatMap(({ pairs }) => pairs.filter((pair) => pair.benchmark === benchmark))
    .flatMap(({ trials: own }) => own);
  return trials.filter(({ failure }) => failure === undefined).map(({ wallMs }) => wallMs / 1000);
}
