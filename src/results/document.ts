/** The run document: the one JSON file a run leaves behind. Unknown fields are kept. */
import * as z from 'zod';
import {
  LONGEST_SECONDS,
  MOST_ARMS,
  MOST_BENCHMARKS,
  MOST_BLOCKS,
  MOST_CELLS,
  MOST_LAUNCHES_PER_BLOCK,
  MOST_METRICS,
  MOST_PAIRS,
  MOST_PAIRS_PER_BLOCK,
  MOST_TEXTS,
} from './limits.js';
import { originSchema } from './origin.js';
import { commit, identifier, name, runId, text, time, word } from './texts.js';

export const SCHEMA_VERSION = 1;

const finite = z.number();
const seconds = finite.positive().max(LONGEST_SECONDS);
const texts = z.array(text).max(MOST_TEXTS);
const metrics = z.record(identifier, finite);

export const metricDefinitionSchema = z.looseObject({
  name: identifier,
  unit: word,
  direction: z.enum(['higher', 'lower']),
});

export const workSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('fixed'), amount: finite.positive().max(Number.MAX_SAFE_INTEGER), unit: word }),
  z.looseObject({ kind: z.literal('timed'), seconds }),
  /** `event`: what is timed from when, where that has ever changed. */
  z.looseObject({ kind: z.literal('observed'), event: text.optional() }),
]);

/** What the user gave as a benchmark: commands for sh, and where the figure is. */
export const ownCommandSchema = z.looseObject({
  run: text,
  setup: text.optional(),
  teardown: text.optional(),
  metric: z.union([
    z.looseObject({ json: text }),
    z.looseObject({ regex: text }),
    z.looseObject({ time: z.literal('wall') }),
  ]),
});

export const plannedBenchmarkSchema = z.looseObject({
  id: identifier,
  suite: identifier,
  summary: text,
  work: workSchema,
  metrics: z.array(metricDefinitionSchema).min(1).max(MOST_METRICS),
  gate: identifier,
  /** Length that its fixed work was calibrated to, s, where that is not the run's. */
  trialSeconds: seconds.optional(),
  own: ownCommandSchema.optional(),
});

export const plannedArmSchema = z.looseObject({
  /** Unique in the run, as the user wrote it: `runc`, `runc=./bin/runc`, `docker@24.0.5`. */
  id: name,
  runtime: identifier,
  version: identifier.optional(),
  /** What the release had to be: `sha256:…` or `sha512:…`. */
  checksum: z
    .string()
    .regex(/^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/)
    .optional(),
  path: name.optional(),
  options: z.record(identifier, name),
  /** Where one side of the run is set against the other. */
  side: z.enum(['baseline', 'candidate']).optional(),
});

/** Which two arms are measured back to back: `native` against each arm, or one side against the other. */
export const contrastSchema = z.looseObject({ baseline: name, candidate: name });

export const planSchema = z.looseObject({
  profile: identifier,
  arms: z.array(plannedArmSchema).min(1).max(MOST_ARMS),
  contrasts: z.array(contrastSchema).max(MOST_ARMS),
  /**
   * Cells that are left out because the arm cannot run the benchmark honestly; `arm` is the candidate of the contrast.
   */
  excluded: z
    .array(z.looseObject({ arm: name, benchmark: identifier, reason: text }))
    .max(MOST_CELLS)
    .optional(),
  benchmarks: z.array(plannedBenchmarkSchema).max(MOST_BENCHMARKS),
  /** Whether the host was tuned for the run. */
  tune: z.enum(['off', 'on']).optional(),
  /** Unsigned 32-bit; every random choice of the run follows from it. */
  seed: z
    .int()
    .nonnegative()
    .max(2 ** 32 - 1),
  blocks: z.looseObject({ min: z.int().positive().max(MOST_BLOCKS), max: z.int().positive().max(MOST_BLOCKS) }),
  /** Where memory is short: arms that are alive at once, native among them; absent where all are. */
  armsAtOnce: z.int().positive().max(MOST_ARMS).optional(),
  /** Pairs of a benchmark and contrast in one block, averaged into one observation. */
  pairsPerBlock: z.int().positive().max(MOST_PAIRS_PER_BLOCK),
  /** Length that fixed work was calibrated to on native, s. */
  trialSeconds: seconds.optional(),
  budgetSeconds: seconds,
  limits: z.looseObject({
    /** Linux cpuset list, for instance `0-3`. */
    cpus: word,
    cpuCount: z.int().positive(),
    memoryBytes: z.int().positive(),
  }),
  /** When a pair is taken again because the host was disturbed; fixed before the run, blind to figures and labels. */
  quiet: z
    .looseObject({
      /**
       * CPUs' worth of work of others, on average over the pair, beyond the median of the earlier pairs of its kind.
       */
      margin: finite.positive(),
      /** Earlier pairs of its kind that are needed to judge one. */
      history: z.int().positive(),
      /** Of the time of all pairs so far that repeats may take, 0..1. */
      share: finite.nonnegative().max(1),
    })
    .optional(),
  /** Version of the deciding rule in the tare that measured (docs/statistics.md); absent where it was not counted. */
  ruleVersion: z.int().positive().optional(),
  /** The rule that decides between the two sides of the run, fixed before it: looks are taken while it measures. */
  decision: z
    .looseObject({
      alpha: finite.positive().max(0.5),
      minEffectPercent: finite.nonnegative(),
      marginPercent: finite.positive(),
    })
    .optional(),
  commandTimeoutSeconds: seconds,
  launchTimeoutSeconds: seconds,
});

export const binarySchema = z.looseObject({
  name,
  path: name,
  version: text,
  sha256: word,
});

export const footprintSchema = z.looseObject({
  /** Proportional set size of all its processes on the host. */
  pssBytes: finite.nonnegative(),
  /** Charged to its own control groups, page cache and kernel memory too; null where it has none. */
  cgroupBytes: finite.nonnegative().nullable(),
  processes: z.int().positive(),
});

/** What an arm turned out to be. */
export const armEnvironmentSchema = z.looseObject({
  arm: name,
  binaries: z.array(binarySchema).max(MOST_TEXTS),
  /** Where it came from: `distro package runc 1.1.5…`, `path`, `running daemon`. */
  source: text,
  /** What a reader of this arm's figures must know, one sentence each. */
  notes: texts.optional(),
  /** As seen from inside: kernel, cpus, memoryBytes, sysbench version and sha256, filesystem of root and volume. */
  inside: z.record(identifier, text),
  /** What the daemon that serves all its sandboxes takes while there is none; absent without a daemon of ours. */
  daemon: footprintSchema.optional(),
});

export const fingerprintSchema = z.looseObject({
  /** sha256 over the hardware fields: runs with different keys are not compared. */
  hardwareKey: word,
  bootId: word,
  hostname: word,
  arch: word,
  cpu: z.looseObject({
    model: text,
    microcode: text,
    online: text,
    smt: text,
    governor: text,
    turbo: text,
    maxMhz: finite.nullable(),
    /** Vendor, family, model and stepping; absent in documents of the first versions. */
    stepping: text.optional(),
    /** The CPUs that are measured on, as a Linux list; absent in documents of the first versions. */
    measured: text.optional(),
  }),
  mitigations: z.record(identifier, text),
  kernel: text,
  kernelCommandLine: text,
  os: text,
  cgroup: z.enum(['v1', 'v2', 'hybrid', 'none']),
  memoryBytes: finite,
  storage: z.looseObject({
    device: text,
    model: text,
    filesystem: text,
    options: text,
    /** `yes`, `no` or `unknown`; absent in documents of the first versions. */
    rotational: text.optional(),
  }),
  virtualization: text,
  image: z.looseObject({
    digest: text,
    recipe: text,
    sysbench: text,
    /** Packages that it was made with besides. */
    packages: z.array(identifier).max(MOST_TEXTS).optional(),
    /** The container image it was made from: by what name, and its digest. */
    container: z.looseObject({ name, digest: word }).optional(),
  }),
});

export const healthSchema = z.looseObject({
  load1: finite,
  /** Shares of all CPU time over the block, 0..1. */
  steal: finite,
  busy: finite,
  iowait: finite,
  /** Mean current frequency over the block's CPUs; null where the host does not say. */
  mhz: finite.nullable(),
  /** Highest thermal zone, degrees Celsius; null where the host does not say. */
  celsius: finite.nullable(),
  /** Throttle events during the block; null where the host does not say. */
  throttles: finite.nullable(),
  memoryAvailableBytes: finite,
  /** PSI `some avg10` of memory, per cent; null where the kernel does not say. */
  memoryPressure: finite.nullable(),
});

/** Why a launch or a trial failed. */
export const FAILURE_REASONS = [
  /** It took longer than its limit. */
  'timeout',
  /** The command ended with another exit code than 0. */
  'exit',
  /** What it printed is not what this benchmark prints. */
  'output',
  /** The sandbox did not become ready. */
  'launch',
  /** It printed more than is kept. */
  'flood',
  /** The sandbox was gone. */
  'lost',
] as const;

export const failureSchema = z.looseObject({
  /** A newer tare may write a reason that this one does not know. */
  reason: z.union([z.enum(FAILURE_REASONS), word]),
  /** One sentence. */
  message: text,
  /** The last lines the command or the runtime printed. */
  tail: texts,
});

export const trialSchema = z.looseObject({
  arm: name,
  /** Host's time from the `begin` frame to the `end` frame, ms. */
  wallMs: finite.nonnegative(),
  /** Empty where `failure` is set. */
  metrics,
  failure: failureSchema.optional(),
});

export const pairSchema = z.looseObject({
  benchmark: identifier,
  baseline: name,
  candidate: name,
  /** 0, 1, …: place among the pairs of this benchmark and contrast in this block. */
  k: z.int().nonnegative(),
  /** Discarded by the analysis. */
  warmup: z.boolean(),
  /** Measured CPUs that were busy or stolen while the pair was taken, on average, by whatever work. */
  busyCpus: finite.nonnegative().optional(),
  /** Tasks of the host that waited for a CPU when the pair began and ended, on average, for each CPU. */
  waitingPerCpu: finite.nonnegative().optional(),
  /** The host was disturbed: discarded by the analysis, and the next pair is this one taken again. */
  setAside: z.literal(true).optional(),
  /** In the order taken. */
  trials: z.array(trialSchema).max(2),
});

export const launchSchema = z.looseObject({
  arm: name,
  /**
   * Host's time from the call of the runtime to the `ready` frame, ms, of the try that became ready; null where it
   * failed.
   */
  startupMs: finite.nullable(),
  /**
   * Host's time from `bye` until the runtime is done, ms: its process has exited, its daemon has stopped the sandbox;
   * null where it failed.
   */
  shutdownMs: finite.nullable(),
  /** Tries that did not become ready in time, were killed and made again before this one. */
  retries: z.int().nonnegative(),
  /** Why each of them was given up, in the order made; absent where there was none. */
  failedStarts: z.array(failureSchema).max(MOST_TEXTS).optional(),
  /**
   * What the idle sandbox took of the host's memory when it was ready; daemons, which serve others too, are left out.
   */
  footprint: footprintSchema.optional(),
  failure: failureSchema.optional(),
});

/** A cell named by the candidate's arm and the benchmark. */
export const cellNameSchema = z.looseObject({ arm: name, benchmark: identifier });

export const blockSchema = z.looseObject({
  index: z.int().nonnegative(),
  /** ISO 8601, UTC. */
  startedAt: time,
  wallSeconds: finite.nonnegative(),
  /** False where the block was cut short; the pairs it has are whole. */
  complete: z.boolean(),
  health: healthSchema,
  /** Cells whose verdict stood before this block: they were not visited. */
  settled: z.array(cellNameSchema).max(MOST_CELLS).optional(),
  /** Cells that were open but not visited: it was the turn of others. */
  waiting: z.array(cellNameSchema).max(MOST_CELLS).optional(),
  /** In the order taken. */
  launches: z.array(launchSchema).max(MOST_LAUNCHES_PER_BLOCK),
  /** In the order taken. */
  pairs: z.array(pairSchema).max(MOST_PAIRS),
});

/** What became of the alarms of a comparison with a recorded run. */
export const confirmationSchema = z.looseObject({
  /** Id of the recorded run. */
  baseline: runId,
  /** Id of the run that measured both sides; absent where there was none to measure. */
  run: runId.optional(),
  /** Arms whose old side could not be measured, and why, in words that follow "because". */
  refused: z.array(z.looseObject({ arm: name, reason: text })).max(MOST_ARMS),
});

export const runSchema = z.looseObject({
  kind: z.literal('tare-run'),
  schemaVersion: z.literal(SCHEMA_VERSION),
  id: runId,
  tool: z.looseObject({ name: z.literal('tare'), version: word }),
  /** Absent outside a workflow. */
  origin: originSchema.optional(),
  /** Where the runtimes given by path were built for this run: the command, and the commits it ran at. */
  built: z.looseObject({ command: text, head: commit, base: commit.optional() }).optional(),
  startedAt: time,
  finishedAt: time.nullable(),
  plan: planSchema,
  fingerprint: fingerprintSchema,
  environments: z.array(armEnvironmentSchema).max(MOST_ARMS),
  warnings: texts,
  /** Settings of the host that were changed for the run and put back after it. */
  tuning: z
    .array(z.looseObject({ what: text, from: text, to: text }))
    .max(MOST_TEXTS)
    .optional(),
  blocks: z.array(blockSchema).max(MOST_BLOCKS),
  /** Where it was compared with a recorded run in the job that measured it, and that alarmed. */
  confirmation: confirmationSchema.optional(),
  /** Who took its regressions upon them, and why. */
  accepted: z.looseObject({ reason: text, by: text }).optional(),
  stopped: z
    .looseObject({ reason: z.enum(['budget', 'blocks', 'decided', 'cancelled', 'error']), detail: text })
    .nullable(),
});

/** `higher` means that a larger value is better. */
export type Direction = z.infer<typeof metricDefinitionSchema>['direction'];
export type Work = z.infer<typeof workSchema>;
export type PlannedBenchmark = z.infer<typeof plannedBenchmarkSchema>;
export type PlannedArm = z.infer<typeof plannedArmSchema>;
export type Contrast = z.infer<typeof contrastSchema>;
export type Plan = z.infer<typeof planSchema>;
export type Limits = Plan['limits'];
export type QuietRule = NonNullable<Plan['quiet']>;
export type DecisionRule = NonNullable<Plan['decision']>;
export type Binary = z.infer<typeof binarySchema>;
export type ArmEnvironment = z.infer<typeof armEnvironmentSchema>;
export type Fingerprint = z.infer<typeof fingerprintSchema>;
export type Health = z.infer<typeof healthSchema>;
export type Confirmation = z.infer<typeof confirmationSchema>;
export type Failure = z.infer<typeof failureSchema>;
/** A failure as this version writes it. */
export type KnownFailure = Failure & { readonly reason: (typeof FAILURE_REASONS)[number] };
export type Trial = z.infer<typeof trialSchema>;
export type Pair = z.infer<typeof pairSchema>;
export type Launch = z.infer<typeof launchSchema>;
export interface CellName {
  readonly arm: string;
  readonly benchmark: string;
}
export type Block = z.infer<typeof blockSchema>;
export type RunDocument = z.infer<typeof runSchema>;

/** The arm every run has: the same userland by chroot, the control. */
export const NATIVE = 'native';
