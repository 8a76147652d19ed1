/** Makes the request from the inputs and the facts of the host. Pure: it reads nothing. */
import { dirname } from 'node:path';
import { type ArmSpec, parseArms } from '../../config/arms.js';
import type { BuiltSides } from '../../config/built-sides.js';
import type { Inputs } from '../../config/inputs.js';
import { parseSides } from '../../config/sides.js';
import { LAST_LOOK } from '../../config/table/profiles.js';
import { type CpuTopology, chooseCpus, formatCpuList } from '../../host/facts/cpu/cpus.js';
import type { HostOptions } from '../../host/open-host.js';
import { firstThreads } from '../../host/tune.js';
import type { RunDocument } from '../../results/document.js';
import { runtimes } from '../../runtimes/index.js';
import type { Benchmark } from '../../suites/benchmark.js';
import { findBenchmarks, measuredTogether, ownBenchmarks, PROFILE_BENCHMARKS } from '../../suites/index.js';
import { judgingOf, ruleOf, secondsOfLook } from './judging.js';
import type { KnownSides } from './known-sides.js';
import { planOf, type Sizes } from './plan.js';
import type { Place, Request, ToSetUp } from './request.js';
import { userlandOf, userlandsOf } from './userland.js';

/** Facts of the host that the inputs do not say. */
export interface Facts {
  /** The folder that relative paths start at, unless something was built. */
  readonly cwd: string;
  readonly topology: CpuTopology;
  readonly memoryAvailableBytes: number;
  /** Seed of the random choices, where the inputs give none. */
  readonly drawnSeed: number;
}

/** A run that is resumed: its document says what is measured, but the commands come from the user. */
export interface Begun {
  readonly run: RunDocument;
  readonly benchmarks: readonly Benchmark[];
}

/** @throws InputError for arms, benchmarks or sizes that are impossible. */
export function resolve(inputs: Inputs, facts: Facts, begun?: Begun, known: KnownSides = {}): Request {
  const { arms, benchmarks, userland, baselineUserland } = begun
    ? { ...begun, ...goingOn(inputs, begun) }
    : setUpOf(inputs, facts.cwd, known);
  const plan = begun ? begun.run.plan : planOf(sizesOf(inputs, facts), arms, benchmarks);
  const resumed = begun && { ...begun.run, stopped: null, finishedAt: null };
  return {
    measured: {
      ...{ arms, benchmarks, userland, baselineUserland, plan, resumed },
      inspecting: inputs.profileRegressions,
      ...known,
    },
    judging: judgingOf(inputs),
    place: placeOf(inputs),
  };
}

/** @throws InputError for arms and benchmarks that are impossible. */
export function setUpOf(inputs: Inputs, cwd: string, { built, bump }: KnownSides = {}): ToSetUp {
  const arms = armsOf(inputs, cwd, built);
  const benchmarks = benchmarksOf(inputs);
  const { userland, baselineUserland } = userlandsOf(inputs, benchmarks, { built, bump, cwd });
  const hasSides = arms.some(({ side }) => side === 'baseline');
  return { arms, benchmarks, userland, ...(hasSides && baselineUserland && { baselineUserland }) };
}

/** A run of two userlands is never gone on with (app/measuring/resume.ts). */
function goingOn(inputs: Inputs, { run, benchmarks }: Begun): Pick<ToSetUp, 'arms' | 'userland' | 'baselineUserland'> {
  return { arms: run.plan.arms, userland: userlandOf(inputs, benchmarks), baselineUserland: undefined };
}

/** Returns the arms that were asked for: native first, then those of the baseline side. @throws InputError */
export function armsOf(
  { runtimes: wanted, baselineRuntimes }: Pick<Inputs, 'runtimes' | 'baselineRuntimes'>,
  cwd: string,
  built?: BuiltSides,
): ArmSpec[] {
  const folders = { baseline: built?.base?.folder ?? cwd, candidate: built?.head.folder ?? cwd };
  return baselineRuntimes
    ? parseSides(baselineRuntimes, wanted, runtimes, folders)
    : parseArms(wanted, runtimes, folders.candidate);
}

/**
 * Returns the benchmarks of `suites` or, where that is not given, those of the profile and all of the user's own.
 * @throws InputError for an unknown suite or benchmark, and for an own benchmark with a name of Tare's.
 */
export function benchmarksOf({
  suites,
  profile,
  benchmarks,
}: Pick<Inputs, 'suites' | 'profile' | 'benchmarks'>): Benchmark[] {
  const own = ownBenchmarks(benchmarks ?? []);
  const byDefault = [...PROFILE_BENCHMARKS[profile], ...own.map(({ id }) => id)];
  return measuredTogether(findBenchmarks(suites ?? byDefault, own));
}

/** @throws InputError for CPUs that this host does not have. */
export function sizesOf(inputs: Inputs, { topology, memoryAvailableBytes, drawnSeed }: Facts): Sizes {
  const chosen = chooseCpus(inputs.cpus, topology);
  const cpus = inputs.tune === 'on' && inputs.cpus === 'auto' ? firstThreads(chosen, topology) : chosen;
  return {
    profile: inputs.profile,
    tune: inputs.tune,
    seed: inputs.seed ?? drawnSeed,
    blocks: inputs.blocks,
    pairs: inputs.pairs,
    trialSeconds: inputs.trialTimeSeconds,
    budgetSeconds: inputs.budgetSeconds,
    limits: { cpus: formatCpuList(cpus), cpuCount: cpus.length, memoryBytes: inputs.memoryBytes },
    memoryAvailableBytes,
    scaleMemoryBytes: inputs.scaleMemoryBytes ?? Math.floor(memoryAvailableBytes / 2),
    decision: ruleOf(inputs),
    commandTimeoutSeconds: inputs.commandTimeoutSeconds,
    launchTimeoutSeconds: inputs.launchTimeoutSeconds,
  };
}

/** Sizes of the run that takes a second look. @throws InputError for CPUs that this host does not have. */
export function secondLookSizesOf(inputs: Inputs, facts: Facts): Sizes {
  const budgetSeconds = secondsOfLook(inputs);
  return sizesOf({ ...inputs, budgetSeconds, blocks: { min: 1, max: LAST_LOOK }, seed: undefined }, facts);
}

/** What may be installed, and from where. */
export const installingOf = ({ install, mirror }: Inputs): Pick<HostOptions, 'mayInstall' | 'mirror'> => ({
  mayInstall: install === 'auto',
  mirror,
});

/** A resumed run stays in the file that it is in. */
export function placeOf({ resume, output }: Pick<Inputs, 'resume' | 'output'>): Place {
  if (resume === undefined) return { folder: output, input: 'output' };
  return { folder: dirname(resume), input: 'resume', file: resume };
}
