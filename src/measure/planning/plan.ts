/** Makes a plan out of what the user asks for. Pure. */
import type { ArmSpec } from '../../config/arms.js';
import { SANDBOXES } from '../../results/cells.js';
import {
  type Contrast,
  type DecisionRule,
  NATIVE,
  type Plan,
  type PlannedBenchmark,
  type SandboxLimits,
  type Work,
} from '../../results/document.js';
import { RULE_VERSION } from '../../stats/rule.js';
import type { Benchmark } from '../../suites/benchmark.js';
import { HOST_CPU, HOST_MEMORY } from '../../suites/launch/host-cpu.js';
import { formatBytes } from '../../units.js';
import { QUIET } from './retake-rule.js';

export interface PlanRequest {
  readonly profile: string;
  /** The arms, native included. */
  readonly arms: readonly ArmSpec[];
  readonly benchmarks: readonly Benchmark[];
  readonly tune: 'off' | 'on';
  readonly seed: number;
  readonly blocks: { readonly min: number; readonly max: number };
  readonly pairs: number;
  /** Wanted length of a trial of fixed work, in seconds. */
  readonly trialSeconds: number;
  readonly budgetSeconds: number;
  readonly limits: SandboxLimits;
  /** Bytes that all sandboxes of a crowd may take together. */
  readonly scaleMemoryBytes: number;
  /** Bytes that are free for sandboxes before the run. */
  readonly memoryAvailableBytes: number;
  /** The rule; it is recorded where the run has two sides. */
  readonly decision: DecisionRule;
  /** Returns why an arm cannot run a benchmark honestly; undefined where it can. */
  readonly unsupported: (arm: ArmSpec, benchmarkId: string) => string | undefined;
  readonly commandTimeoutSeconds: number;
  readonly launchTimeoutSeconds: number;
}

/**
 * Pairs each arm with native, or the baseline's arms with the candidate's. Fixed work is the suite's default until it
 * is sized.
 */
export function makePlan(request: PlanRequest): Plan {
  return {
    profile: request.profile,
    arms: request.arms.map(({ id, runtime, version, checksum, path, options, side }) => ({
      id,
      runtime,
      version,
      ...(checksum && { checksum }),
      path,
      options: { ...options },
      ...(side && { side }),
    })),
    contrasts: contrastsOf(request.arms),
    ...exclusions(request),
    benchmarks: request.benchmarks.map((benchmark) => planned(benchmark, request)),
    tune: request.tune,
    seed: request.seed,
    blocks: { ...request.blocks },
    ...groupSize(request),
    pairsPerBlock: request.pairs,
    trialSeconds: request.trialSeconds,
    budgetSeconds: request.budgetSeconds,
    limits: { ...request.limits },
    ...(request.benchmarks.some(({ crowd }) => crowd) && { scaleMemoryBytes: request.scaleMemoryBytes }),
    quiet: { ...QUIET },
    ruleVersion: RULE_VERSION,
    ...(request.arms.some(({ side }) => side) && { decision: { ...request.decision } }),
    commandTimeoutSeconds: request.commandTimeoutSeconds,
    launchTimeoutSeconds: request.launchTimeoutSeconds,
  };
}

/** A contrast leaves out what either of its arms cannot run. */
function exclusions({ arms, benchmarks, unsupported }: PlanRequest): Pick<Plan, 'excluded'> {
  const excluded = contrastsOf(arms).flatMap(({ baseline, candidate }) =>
    benchmarks.flatMap(({ id }) => {
      const sides = arms.filter((arm) => arm.id === baseline || arm.id === candidate);
      const reason = sides.map((arm) => unsupported(arm, id)).find((text) => text !== undefined);
      return reason === undefined ? [] : [{ arm: candidate, benchmark: id, reason }];
    }),
  );
  return excluded.length > 0 ? { excluded } : {};
}

function contrastsOf(arms: readonly ArmSpec[]): Contrast[] {
  const [before, now] = (['baseline', 'candidate'] as const).map((side) => arms.filter((arm) => arm.side === side));
  if (before && now && before.length > 0) {
    return before.flatMap(({ id }, at) => (now[at] ? [{ baseline: id, candidate: now[at].id }] : []));
  }
  return arms.filter((arm) => arm.id !== NATIVE).map((arm) => ({ baseline: NATIVE, candidate: arm.id }));
}

/**
 * Share of the available memory that sandboxes may fill; below the rest, `healthWarnings` calls the host short of it.
 */
const SANDBOX_SHARE = 0.9;

/** Assumes that every sandbox fills its limit: the page cache of fileio does, and a guest's memory is the host's. */
function groupSize({ arms, limits, memoryAvailableBytes }: PlanRequest): Pick<Plan, 'armsAtOnce'> {
  const fit = Math.floor((SANDBOX_SHARE * memoryAvailableBytes) / limits.memoryBytes);
  return fit < arms.length ? { armsAtOnce: Math.max(1, fit) } : {};
}

/** A note before the run where memory is short; undefined where all arms fit. */
export function memoryNote(plan: Plan): string | undefined {
  const { armsAtOnce, arms, limits } = plan;
  if (armsAtOnce === undefined) return undefined;
  const least = plan.decision ? 3 : 2;
  const has = `The memory available holds ${armsAtOnce} of ${arms.length} sandboxes of ${formatBytes(limits.memoryBytes)}`;
  if (armsAtOnce < least)
    return `${has}, and ${least} must be alive at once: set a lower memory limit, or stop other work.`;
  return `${has}: runtimes are launched in groups, each with native.`;
}

function planned(benchmark: Benchmark, { trialSeconds, limits, pairs: most }: PlanRequest): PlannedBenchmark {
  const { id, suite, summary, defaultWork, metrics, primaryMetric, ungated, pairs, workSizer, files, own, crowd } =
    benchmark;
  const work: Work = crowd ? { kind: 'fixed', amount: crowd.size(limits.cpuCount), unit: SANDBOXES } : defaultWork;
  const { lengths } = workSizer ?? {};
  const length = lengths !== undefined && { trialSeconds: Number((lengths * trialSeconds).toPrecision(6)) };
  const paid = crowd || work.kind === 'observed' ? [] : work.kind === 'fixed' ? [HOST_CPU, HOST_MEMORY] : [HOST_MEMORY];
  const planned = {
    id,
    suite,
    summary,
    work,
    metrics: [...metrics, ...paid].map((metric) => ({ ...metric })),
    gate: primaryMetric,
    ...(ungated && { ungated }),
    ...length,
    ...(files !== undefined && { files }),
    ...(pairs !== undefined && pairs < most && { pairs }),
  };
  return { ...planned, ...(own && { own: { ...own, metric: { ...own.metric } } }) };
}

export function sameWork(a: Work, b: Work): boolean {
  if (a.kind === 'fixed' && b.kind === 'fixed') return a.amount === b.amount && a.unit === b.unit;
  return a.kind === b.kind && (a.kind !== 'timed' || b.kind !== 'timed' || a.seconds === b.seconds);
}

/** Returns the plan with the sized work in it. */
export function withWork(plan: Plan, work: ReadonlyMap<string, Work>): Plan {
  return { ...plan, benchmarks: plan.benchmarks.map((b) => ({ ...b, work: work.get(b.id) ?? b.work })) };
}

/**
 * Wanted length of trials of fixed work in seconds, of the run or of a benchmark with its own. Documents from before
 * this field used the default of the input.
 */
export function trialSecondsOf({ trialSeconds = 0.1, benchmarks }: Plan, benchmark?: string): number {
  return benchmarks.find(({ id }) => id === benchmark)?.trialSeconds ?? trialSeconds;
}
