/** From inputs to the plan of a run, and to its empty document. */
import { randomBytes, randomInt } from 'node:crypto';
import type { ArmSpec } from '../config/arms.js';
import type { Inputs } from '../config/inputs.js';
import { InputError } from '../errors.js';
import { chooseCpus, formatCpuList, parseCpuList, readCpuTopology } from '../host/facts/cpus.js';
import { hostFiles } from '../host/facts/files.js';
import { readFingerprint } from '../host/facts/fingerprint.js';
import { mustMemoryBytes } from '../host/facts/proc.js';
import type { Host } from '../host/host.js';
import { firstThreads } from '../host/tune.js';
import type { Image } from '../image/image.js';
import { makePlan } from '../measure/planning/plan.js';
import { plannedPairs } from '../results/cells.js';
import { type DecisionRule, type Plan, type RunDocument, SCHEMA_VERSION } from '../results/document.js';
import { MOST_PAIRS } from '../results/limits.js';
import { originOf } from '../results/origin.js';
import { excess } from '../results/size.js';
import { runtimeNamed } from '../runtimes/index.js';
import type { Benchmark } from '../suites/benchmark.js';
import { findBenchmarks, measuredTogether, ownBenchmarks, PROFILE_BENCHMARKS } from '../suites/index.js';
import { unlinkable } from './network.js';
import { VERSION } from './version.js';

/**
 * Those of `suites`; where nothing is said, those of the profile and all of the user's own.
 * @throws InputError for a suite or benchmark that does not exist, and for an own one that is called as one of ours.
 */
export function requestedBenchmarks(inputs: Pick<Inputs, 'suites' | 'profile' | 'benchmarks'>): Benchmark[] {
  const own = ownBenchmarks(inputs.benchmarks ?? []);
  const byDefault = [...PROFILE_BENCHMARKS[inputs.profile], ...own.map(({ id }) => id)];
  return measuredTogether(findBenchmarks(inputs.suites ?? byDefault, own));
}

export function planOf(inputs: Inputs, arms: readonly ArmSpec[], benchmarks: readonly Benchmark[]): Plan {
  const topology = readCpuTopology();
  const chosen = chooseCpus(inputs.cpus, topology);
  const cpus = inputs.tune === 'on' && inputs.cpus === 'auto' ? firstThreads(chosen, topology) : chosen;
  return refuseTooLarge(
    makePlan({
      profile: inputs.profile,
      arms,
      benchmarks,
      tune: inputs.tune,
      seed: inputs.seed ?? randomInt(2 ** 32),
      blocks: inputs.blocks,
      pairs: inputs.pairs,
      trialSeconds: inputs.trialTimeSeconds,
      budgetSeconds: inputs.budgetSeconds,
      limits: { cpus: formatCpuList(cpus), cpuCount: cpus.length, memoryBytes: inputs.memoryBytes },
      memoryAvailableBytes: mustMemoryBytes(hostFiles().must('/proc/meminfo'), 'MemAvailable'),
      decision: decisionRule(inputs),
      unsupported: (arm, id) => unsupportedBy(arm, id, benchmarks),
      commandTimeoutSeconds: inputs.commandTimeoutSeconds,
      launchTimeoutSeconds: inputs.launchTimeoutSeconds,
    }),
  );
}

/** A run whose document nobody could read is not begun. @throws InputError */
/** Why an arm cannot run a benchmark honestly, or at all; undefined where it can. */
export function unsupportedBy(arm: ArmSpec, id: string, benchmarks: readonly Benchmark[]): string | undefined {
  const usesNetwork = benchmarks.some((benchmark) => benchmark.id === id && benchmark.server);
  return (usesNetwork ? unlinkable(arm) : undefined) ?? runtimeNamed(arm.runtime).unsupported?.(id, arm);
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

/** The rule by which cells are decided. */
export function decisionRule(
  inputs: Pick<Inputs, 'confidencePercent' | 'minEffectPercent' | 'marginPercent'>,
): DecisionRule {
  return {
    alpha: (100 - inputs.confidencePercent) / 100,
    minEffectPercent: inputs.minEffectPercent,
    marginPercent: inputs.marginPercent,
  };
}

/** As a run here would record it; the userland has no part in it. */
export function hardwareKeyOf({ paths }: Host, cpus: readonly number[]): string {
  const image = { digest: '', recipe: '', sysbench: '' };
  return readFingerprint({ cpus, storagePath: paths.state, image }).hardwareKey;
}

/** A document without blocks. */
export function newRun(plan: Plan, image: Image, storagePath: string): RunDocument {
  const startedAt = new Date().toISOString();
  return {
    kind: 'tare-run',
    schemaVersion: SCHEMA_VERSION,
    id: `${startedAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z-${randomBytes(2).toString('hex')}`,
    tool: { name: 'tare', version: VERSION },
    origin: originOf(process.env),
    startedAt,
    finishedAt: null,
    plan,
    fingerprint: readFingerprint({ cpus: parseCpuList(plan.limits.cpus), storagePath, image }),
    environments: [],
    warnings: [],
    blocks: [],
    stopped: null,
  };
}
