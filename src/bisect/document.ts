/** The record of a search, one JSON document: what it searches for, what was tried, and the answer. */
import * as z from 'zod';

const finite = z.number().refine(Number.isFinite);
const text = z.string().max(10_000);
/** A file of inputs, and so a value in it, is no longer. */
const LONGEST_FLAG = 1024 ** 2;
const commitId = z.string().regex(/^[0-9a-f]{40,64}$/);
const place = z.number().int().nonnegative();

const slowdownSchema = z.object({ estimate: finite, low: finite.nullable(), high: finite.nullable() });

const OUTCOMES = ['slower', 'not-slower', 'cannot-tell', 'not-built', 'not-measured'] as const;

const triedSchema = z.looseObject({
  /**
   * `ends`: the bad end against the good one. `step`: a commit against the good end. `parent`: the last two commits.
   */
  kind: z.enum(['ends', 'step', 'parent']),
  baseline: place,
  candidate: place,
  outcome: z.enum(OUTCOMES),
  /** Why nothing was decided; null where something was. */
  reason: text.nullable(),
  /** The chance of a wrong answer that this comparison was given; null where nothing was measured. */
  error: finite.nullable(),
  marginPercent: finite.nullable(),
  launches: z.number().int().nonnegative(),
  /** Per cent more time. The interval holds at the given error, whenever the comparison stopped. */
  slowdownPercent: slowdownSchema.nullable(),
  seconds: finite.nonnegative(),
  /** The part of the seconds that was not measuring: builds, and making the runtimes ready. */
  overheadSeconds: finite.nonnegative(),
  /** Processes that waited for a CPU: the average of the minute before. */
  load: finite.nullable(),
  /** Path of the comparison's run document, relative to the record. */
  document: text.nullable(),
});

const answerSchema = z.looseObject({
  kind: z.enum(['commit', 'interval', 'no-difference']),
  /** Places on the line: the change came after `good`, and by `bad` at the latest. */
  good: place,
  bad: place,
  /** A sentence: why it is not one single commit, or what the answer rests on. */
  reason: text,
  /** The slowdown of `bad` against `good`, where those two were measured directly. */
  slowdownPercent: slowdownSchema.nullable(),
});

export const bisectSchema = z.looseObject({
  kind: z.literal('tare-bisect'),
  schemaVersion: z.literal(1),
  id: z.string().regex(/^[\w-]{1,64}$/),
  tool: z.object({ name: z.literal('tare'), version: text }),
  startedAt: text,
  finishedAt: text.nullable(),
  /** Where it began, and may be gone on with. Searches of earlier versions do not say. */
  host: z.object({ bootId: text, kernel: text }).optional(),
  command: text,
  cell: z.object({ arm: text, benchmark: text, unit: text.nullable() }),
  /** The runtime, as the inputs write it. */
  runtime: text,
  /** The flags of the search, with which it is resumed. */
  flags: z.record(z.string(), z.array(z.string().max(LONGEST_FLAG))),
  plan: z.object({
    alpha: finite.positive().max(0.5),
    minEffectPercent: finite.nonnegative(),
    /** The slowdown that is excluded where both ends are called alike. */
    marginPercent: finite.positive(),
    budgetSeconds: finite.positive(),
  }),
  /** The commits of the line, oldest first: the good end, then every commit up to the bad one. */
  commits: z
    .array(z.object({ id: commitId, subject: text, isMerge: z.boolean() }))
    .min(2)
    .max(10_001),
  tried: z.array(triedSchema).max(10_001),
  spentSeconds: finite.nonnegative(),
  answer: answerSchema.nullable(),
});

export type BisectRecord = z.infer<typeof bisectSchema>;
export type Tried = z.infer<typeof triedSchema>;
export type Answer = z.infer<typeof answerSchema>;
