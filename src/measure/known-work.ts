/** Work that earlier runs on this host found, so that it stays the same from run to run and runs can be compared. Pure. */
import type { RunDocument, Work } from '../results/document.js';
import type { Benchmark } from '../suites/benchmark.js';
import { sameWork } from './plan.js';

/**
 * For each benchmark that is calibrated, the fixed work of the newest run alike: same hardware key, CPUs, trial length and
 * sysbench. The suite's default is left out: it may stand for a calibration that failed.
 * @param earlier newest first.
 */
export function knownWork(
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

function workIn({ plan }: RunDocument, { id, calibration, defaultWork }: Benchmark): Work | undefined {
  const work = plan.benchmarks.find((planned) => planned.id === id)?.work;
  if (calibration === undefined || work?.kind !== 'fixed' || sameWork(work, defaultWork)) return undefined;
  return defaultWork.kind === 'fixed' && defaultWork.unit === work.unit ? work : undefined;
}
