/**
 * Defines the run document, the one JSON file that a run leaves. Its parts are in schema/. Unknown fields are kept.
 */
import * as z from 'zod';
import { MOST_ARMS, MOST_BLOCKS, MOST_CELLS, MOST_INSPECTIONS, MOST_TEXTS } from './limits.js';
import { originSchema } from './origin.js';
import {
  blockSchema,
  type FAILURE_REASONS,
  type failureSchema,
  type healthSchema,
  type launchSchema,
  type pairSchema,
  type trialSchema,
} from './schema/block.js';
import { armEnvironmentSchema, type binarySchema, fingerprintSchema } from './schema/host.js';
import { inspectionSchema } from './schema/inspection.js';
import {
  type contrastSchema,
  type plannedArmSchema,
  type plannedBenchmarkSchema,
  planSchema,
  withdrawnCellSchema,
  type workSchema,
} from './schema/plan.js';
import { texts } from './schema/values.js';
import { commit, name, runId, text, time, word } from './texts.js';

export const SCHEMA_VERSION = 1;

/** The result of the second look at the alarms of a comparison with a recorded run. */
export const confirmationSchema = z.looseObject({
  /** It is the id of the recorded run. */
  baseline: runId,
  /** It is the id of the run that measured both sides; absent where there was none to measure. */
  run: runId.optional(),
  /** The baseline's side of these arms could not be measured; the reason is in words that follow "because". */
  refused: z.array(z.looseObject({ arm: name, reason: text })).max(MOST_ARMS),
});

/** These inputs say what a run measures. */
export const NARROWING = ['runtimes', 'suites', 'profile', 'benchmarks'] as const;
export type Narrowing = (typeof NARROWING)[number];

export const runSchema = z.looseObject({
  kind: z.literal('tare-run'),
  schemaVersion: z.literal(SCHEMA_VERSION),
  id: runId,
  tool: z.looseObject({ name: z.literal('tare'), version: word }),
  /** It is absent outside a workflow. */
  origin: originSchema.optional(),
  /**
   * It says how the runtimes given by path were built for this run: the command, that of the base where that has its
   * own, and the commits at which they ran.
   */
  built: z
    .looseObject({ command: text, baseCommand: text.optional(), head: commit, base: commit.optional() })
    .optional(),
  /**
   * A run by hand has here the inputs by which it may plan less than an earlier run: those of its command line, and
   * those that no file of inputs gives.
   */
  narrowed: z.array(z.enum(NARROWING)).max(NARROWING.length).optional(),
  /**
   * A run of both sides has here the cells that the file of inputs at the base measures and that of the change no
   * longer does.
   */
  withdrawn: z.array(withdrawnCellSchema).max(MOST_CELLS).optional(),
  startedAt: time,
  finishedAt: time.nullable(),
  plan: planSchema,
  fingerprint: fingerprintSchema,
  environments: z.array(armEnvironmentSchema).max(MOST_ARMS),
  warnings: texts,
  /** These settings of the host were changed for the run and put back after it. */
  tuning: z
    .array(z.looseObject({ what: text, from: text, to: text }))
    .max(MOST_TEXTS)
    .optional(),
  blocks: z.array(blockSchema).max(MOST_BLOCKS),
  /**
   * It is there where the run was compared with a recorded run in the job that measured it, and that gave an alarm.
   */
  confirmation: confirmationSchema.optional(),
  /** A run of both sides has here what the kernel saw of the cells that regressed, where that was asked for. */
  inspections: z.array(inspectionSchema).max(MOST_INSPECTIONS).optional(),
  /** It says who accepted its regressions, and why. */
  accepted: z.looseObject({ reason: text, by: text }).optional(),
  stopped: z
    .looseObject({ reason: z.enum(['budget', 'blocks', 'decided', 'cancelled', 'error']), detail: text })
    .nullable(),
});

/** `higher` means that a larger value is better. */
export type Work = z.infer<typeof workSchema>;
export type PlannedBenchmark = z.infer<typeof plannedBenchmarkSchema>;
export type PlannedArm = z.infer<typeof plannedArmSchema>;
export type Contrast = z.infer<typeof contrastSchema>;
export type Plan = z.infer<typeof planSchema>;
export type WithdrawnCell = z.infer<typeof withdrawnCellSchema>;
export type SandboxLimits = Plan['limits'];
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

/** Every run has this arm, the control: the same userland by chroot. */
export const NATIVE = 'native';
