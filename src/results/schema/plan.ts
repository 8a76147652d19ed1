/** What a run was to measure, and how: its plan, as the document has it. */
import * as z from 'zod';
import { DIRECTIONS } from '../../direction.js';
import { MOST_ARMS, MOST_BENCHMARKS, MOST_BLOCKS, MOST_CELLS, MOST_METRICS, MOST_PAIRS_PER_BLOCK } from '../limits.js';
import { identifier, name, text, word } from '../texts.js';
import { finite, seconds } from './values.js';

export const metricDefinitionSchema = z.looseObject({
  name: identifier,
  unit: word,
  direction: z.enum(DIRECTIONS),
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
  /** Set where it is compared and shown, but fails no gate: how often it alarms falsely has not been measured. */
  ungated: z.literal(true).optional(),
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
  /** What the sandboxes of a trial that launches its own may take together; absent where there is none such. */
  scaleMemoryBytes: z.int().positive().optional(),
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

/** A cell named by the candidate's arm and the benchmark. */
export const cellNameSchema = z.looseObject({ arm: name, benchmark: identifier });

/** A cell that this run does not plan, as the run that had it would have judged it. */
export const withdrawnCellSchema = cellNameSchema.extend({
  metric: identifier,
  unit: word,
  direction: metricDefinitionSchema.shape.direction,
});
