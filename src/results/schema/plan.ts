/** Defines the plan of a run in its document: what was to be measured, and how. */
import * as z from 'zod';
import { DIRECTIONS } from '../../direction.js';
import { MOST_ARMS, MOST_BENCHMARKS, MOST_BLOCKS, MOST_CELLS, MOST_METRICS, MOST_PAIRS_PER_BLOCK } from '../limits.js';
import { identifier, longWord, name, text, word } from '../texts.js';
import { finite, seconds } from './values.js';

export const metricDefinitionSchema = z.looseObject({
  name: identifier,
  unit: word,
  direction: z.enum(DIRECTIONS),
});

export const workSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('fixed'), amount: finite.positive().max(Number.MAX_SAFE_INTEGER), unit: word }),
  z.looseObject({ kind: z.literal('timed'), seconds }),
  /** `event` says what is timed from when, where the definition has ever changed. */
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
  /**
   * It is set where the benchmark is compared and shown, but fails no gate, since the rate of its false alarms has not
   * been measured.
   */
  ungated: z.literal(true).optional(),
  /** It is the length in s to which its fixed work was sized, where that is not the run's. */
  trialSeconds: seconds.optional(),
  /** How the files that it reads or writes were made; absent where it makes none, and in older documents. */
  files: text.optional(),
  /** Pairs of a contrast in one block, where that is not the run's number; a crowd always has one. */
  pairs: z.int().positive().max(MOST_PAIRS_PER_BLOCK).optional(),
  own: ownCommandSchema.optional(),
});

export const plannedArmSchema = z.looseObject({
  /** It is unique in the run, as the user wrote it: `runc`, `runc=./bin/runc`, `docker@24.0.5`. */
  id: name,
  runtime: identifier,
  version: identifier.optional(),
  /** The release had to have this digest: `sha256:…` or `sha512:…`. */
  checksum: z
    .string()
    .regex(/^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/)
    .optional(),
  path: name.optional(),
  options: z.record(identifier, name),
  /** It is there where one side of the run is compared with the other. */
  side: z.enum(['baseline', 'candidate']).optional(),
});

/** Two arms that are measured back to back: `native` with each arm, or one side with the other. */
export const contrastSchema = z.looseObject({ baseline: name, candidate: name });

export const planSchema = z.looseObject({
  profile: identifier,
  arms: z.array(plannedArmSchema).min(1).max(MOST_ARMS),
  contrasts: z.array(contrastSchema).max(MOST_ARMS),
  /**
   * These cells are left out because the arm cannot run the benchmark honestly; `arm` is the candidate of the
   * contrast.
   */
  excluded: z
    .array(z.looseObject({ arm: name, benchmark: identifier, reason: text }))
    .max(MOST_CELLS)
    .optional(),
  benchmarks: z.array(plannedBenchmarkSchema).max(MOST_BENCHMARKS),
  /** It says whether the host was tuned for the run. */
  tune: z.enum(['off', 'on']).optional(),
  /** It is an unsigned 32-bit number, from which every random choice of the run follows. */
  seed: z
    .int()
    .nonnegative()
    .max(2 ** 32 - 1),
  blocks: z.looseObject({ min: z.int().positive().max(MOST_BLOCKS), max: z.int().positive().max(MOST_BLOCKS) }),
  /** It is there where memory is short: how many arms are alive at once, native among them; absent where all are. */
  armsAtOnce: z.int().positive().max(MOST_ARMS).optional(),
  /** It is the number of pairs of a benchmark and contrast in one block, which are averaged into one observation. */
  pairsPerBlock: z.int().positive().max(MOST_PAIRS_PER_BLOCK),
  /** It is the length in s to which fixed work was sized on native. */
  trialSeconds: seconds.optional(),
  budgetSeconds: seconds,
  limits: z.looseObject({
    /** It is a Linux cpuset list, such as `0-3`; every other one of many CPUs makes a long one. */
    cpus: longWord,
    cpuCount: z.int().positive(),
    memoryBytes: z.int().positive(),
  }),
  /** The sandboxes of a trial that launches its own may take this together; absent where there is no such trial. */
  scaleMemoryBytes: z.int().positive().optional(),
  /**
   * It says when a pair is taken again because the host was disturbed. The rule is fixed before the run and does not
   * see figures or labels.
   */
  quiet: z
    .looseObject({
      /**
       * It is in CPUs of others' work, on average over the pair, beyond the median of the earlier pairs of its kind.
       */
      margin: finite.positive(),
      /** This many earlier pairs of its kind are needed to judge one. */
      history: z.int().positive(),
      /** Repeats may take this share of the time of all pairs so far, 0..1. */
      share: finite.nonnegative().max(1),
    })
    .optional(),
  /**
   * It is the version of the deciding rule in the tare that measured (docs/statistics.md); absent in documents from
   * before versions of the rule were counted.
   */
  ruleVersion: z.int().positive().optional(),
  /**
   * It is the rule that decides between the two sides of the run. It is fixed before the run, since looks are taken
   * while the run measures.
   */
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
