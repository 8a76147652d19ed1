/** The record of a search: what it searches, what was tried, and what that came to. One JSON document. */
import * as z from 'zod';

const finite = z.number().refine(Number.isFinite);
const text = z.string().max(10_000);
const commitId = z.string().regex(/^[0-9a-f]{40,64}$/);
const place = z.number().int().nonnegative();

const slowdownSchema = z.object({ estimate: finite, low: finite.nullable(), high: finite.nullable() });

const OUTCOMES = ['slower', 'not-slower', 'cannot-tell', 'not-built', 'not-measured'] as const;

const triedSchema = z.looseObject({
  /** `ends`: the bad end against the good one; `step`: a commit against the good end; `parent`: the last two. */
  kind: z.enum(['ends', 'step', 'parent']),
  baseline: place,
  candidate: place,
  outcome: z.enum(OUTCOMES),
  /** What was the matter, where nothing was decided. */
  reason: text.nullable(),
  /** Chance of a wrong answer that it was given; null where nothing was measured. */
  error: finite.nullable(),
  marginPercent: finite.nullable(),
  launches: z.number().int().nonnegative(),
  /** Per cent more time; the interval holds at the error given, whenever it stopped. */
  slowdownPercent: slowdownSchema.nullable(),
  seconds: finite.nonnegative(),
  /** Of these, what was not measuring: the builds, and making the runtimes ready. */
  overheadSeconds: finite.nonnegative(),
  /** Processes that waited for a CPU, on average over the minute before. */
  load: finite.nullable(),
  /** The run document of the comparison, relative to this one. */
  document: text.nullable(),
});

const answerSchema = z.looseObject({
  kind: z.enum(['commit', 'interval', 'no-difference']),
  /** Places: the change is after `good`, at `bad` at the latest. */
  good: place,
  bad: place,
  /** In a sentence: why it is no single commit, or what speaks for it. */
  reason: text,
  /** Of `bad` against `good` where it was measured directly. */
  slowdownPercent: slowdownSchema.nullable(),
});

export const bisectSchema = z.looseObject({
  kind: z.literal('tare-bisect'),
  schemaVersion: z.literal(1),
  id: z.string().regex(/^[\w-]{1,64}$/),
  tool: z.object({ name: z.literal('tare'), version: text }),
  startedAt: text,
  finishedAt: text.nullable(),
  command: text,
  cell: z.object({ arm: text, benchmark: text, unit: text.nullable() }),
  /** The runtime as it is written in the inputs. */
  runtime: text,
  /** What the inputs were, for going on. */
  flags: z.record(z.string(), z.array(text)),
  plan: z.object({
    alpha: finite.positive().max(0.5),
    minEffectPercent: finite.nonnegative(),
    /** Slowdown that is excluded where the ends are called alike. */
    marginPercent: finite.positive(),
    budgetSeconds: finite.positive(),
  }),
  /** The line, oldest first: the good end, then every commit up to the bad one. */
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
