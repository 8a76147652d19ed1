import type { ArmSpec } from '../../../src/config/arms.js';
import { makePlan, type PlanRequest } from '../../../src/measure/planning/plan.js';
import type { Plan } from '../../../src/results/document.js';
import { findBenchmarks } from '../../../src/suites/index.js';

const arm = (id: string): ArmSpec => ({ id, runtime: id, options: {} });

/** Makes a plan for native, runc and docker, with two benchmarks that are run and two that are observed. */
export function aPlan(
  arms: readonly ArmSpec[] = [arm('native'), arm('runc'), arm('docker')],
  memoryAvailableBytes = 2 ** 34,
  unsupported: PlanRequest['unsupported'] = () => undefined,
  suites: readonly string[] = ['lifecycle', 'cpu', 'mutex'],
): Plan {
  return makePlan({
    profile: 'quick',
    arms,
    benchmarks: findBenchmarks(suites),
    tune: 'off',
    seed: 7,
    blocks: { min: 3, max: 9 },
    pairs: 2,
    trialSeconds: 0.1,
    budgetSeconds: 60,
    limits: { cpus: '0-1', cpuCount: 2, memoryBytes: 2 ** 29 },
    memoryAvailableBytes,
    scaleMemoryBytes: 2 ** 30,
    unsupported,
    decision: { alpha: 0.05, minEffectPercent: 1, marginPercent: 3 },
    commandTimeoutSeconds: 10,
    launchTimeoutSeconds: 10,
  });
}
