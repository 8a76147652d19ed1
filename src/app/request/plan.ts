/** Makes the plan of a request, and checks that it is not too large. Pure. */
import type { ArmSpec } from '../../config/arms.js';
import { InputError } from '../../errors.js';
import { makePlan, type PlanRequest } from '../../measure/planning/plan.js';
import { plannedPairs } from '../../results/cells.js';
import type { Plan } from '../../results/document.js';
import { MOST_PAIRS } from '../../results/limits.js';
import { excess } from '../../results/size.js';
import { runtimeNamed } from '../../runtimes/index.js';
import { withoutRootlessSteps } from '../../runtimes/podman/rootless/needs.js';
import { withoutSteps } from '../../runtimes/shared/snapshot.js';
import { type Benchmark, type Crowd, usesNetwork } from '../../suites/benchmark.js';
import { formatBytes } from '../../units.js';

/** All parts of a plan request but its arms and benchmarks. */
export type Sizes = Omit<PlanRequest, 'arms' | 'benchmarks' | 'unsupported'>;

/** @throws InputError for a plan so large that the run's document could not be read again. */
export function planOf(sizes: Sizes, arms: readonly ArmSpec[], benchmarks: readonly Benchmark[]): Plan {
  const unsupported = (arm: ArmSpec, id: string) =>
    tooManyCpus(arm, sizes) ??
    tooLittleMemory(arm, sizes) ??
    (sizes.tune === 'off' ? untuned(id, benchmarks) : undefined) ??
    unsupportedBy(arm, id, benchmarks);
  return refuseTooLarge(makePlan({ ...sizes, arms, benchmarks, unsupported }));
}

function refuseTooLarge(plan: Plan): Plan {
  const beyond = excess({ plan, blocks: [] });
  if (beyond !== undefined) throw new InputError(`The plan ${beyond}.`, 'Ask for fewer runtimes or suites.');
  const pairs = plannedPairs(plan).length * (plan.pairsPerBlock + 1);
  if (2 * pairs > MOST_PAIRS) {
    throw new InputError(`A block of this plan has ${pairs} pairs, too many for a document.`, 'Give fewer pairs.');
  }
  return plan;
}

function tooManyCpus(arm: ArmSpec, { limits }: Sizes): string | undefined {
  const most = runtimeNamed(arm.runtime).mostCpus?.(arm);
  if (most === undefined || limits.cpuCount <= most) return undefined;
  return `its machine has at most ${most} CPUs, and the run measures on ${limits.cpuCount}: name fewer with cpus`;
}

function tooLittleMemory(arm: ArmSpec, { limits }: Sizes): string | undefined {
  const least = runtimeNamed(arm.runtime).leastMemoryBytes;
  if (least === undefined || limits.memoryBytes >= least) return undefined;
  return `its machine has at least ${formatBytes(least)}, and the limit is ${formatBytes(limits.memoryBytes)}: raise memory`;
}

function untuned(id: string, benchmarks: readonly Benchmark[]): string | undefined {
  const tuned = benchmarks.some((one) => one.id === id && one.tuned);
  return tuned ? 'it drops the caches of the whole host, which only `tune: on` may' : undefined;
}

/** Why an arm cannot run a benchmark, or not honestly; undefined where it can. */
export function unsupportedBy(arm: ArmSpec, id: string, benchmarks: readonly Benchmark[]): string | undefined {
  const benchmark = benchmarks.find((one) => one.id === id);
  const { single, stepwise, unsupported } = runtimeNamed(arm.runtime);
  if (benchmark?.crowd?.asked === 'step by step') {
    const reason = stepwise
      ? (withoutSteps(arm) ?? withoutRootlessSteps(arm))
      : 'tare does not know the steps of its life apart';
    if (reason !== undefined) return reason;
  }
  if (benchmark?.crowd && isMany(benchmark.crowd) && single !== undefined)
    return `only one sandbox can be alive: ${single}`;
  return (benchmark && usesNetwork(benchmark) ? unlinkable(arm) : undefined) ?? unsupported?.(id, arm);
}

/** The answer does not depend on the host: a crowd of one sandbox for each CPU is one of many, on one CPU too. */
const isMany = ({ size }: Crowd): boolean => size(2) > 1;

const UNKNOWN = 'tare does not know how to give its sandboxes a link to the host';

/** Why sandboxes of this arm cannot have a network link; undefined where they can. */
export function unlinkable(arm: ArmSpec): string | undefined {
  const runtime = runtimeNamed(arm.runtime);
  return runtime.unlinkable ? runtime.unlinkable(arm) : UNKNOWN;
}
