/** Defines what the kernel saw of a cell that regressed, of both sides: taken after the verdict, and no part of it. */
import * as z from 'zod';
import { MOST_STACKS } from '../limits.js';
import { identifier, name, text } from '../texts.js';
import { finite, seconds, texts } from './values.js';

/** It is a stack of calls, the outermost first, joined by `;`, and how often it was seen. */
const stackSchema = z.tuple([text, finite.int().positive()]);

const count = finite.nonnegative().optional();

/** Each counts all trials together; what the host does not count is absent. */
const countersSchema = z.looseObject({
  userSeconds: count,
  systemSeconds: count,
  throttledSeconds: count,
  contextSwitches: count,
  pageFaults: count,
  majorPageFaults: count,
  instructions: count,
  cycles: count,
});

const inspectedSideSchema = z.looseObject({
  arm: name,
  /** The benchmark's work was done so often meanwhile; 0 where it could not be. */
  trials: finite.int().nonnegative(),
  seconds: seconds.optional(),
  counters: countersSchema,
  /** The most frequent is first; absent where nothing could be sampled. */
  stacks: z.array(stackSchema).max(MOST_STACKS).optional(),
  /** There were so many samples. */
  samples: finite.int().nonnegative().optional(),
});

export const inspectionSchema = z.looseObject({
  benchmark: identifier,
  baseline: inspectedSideSchema,
  candidate: inspectedSideSchema,
  /** They say what was counted and sampled, of what, and what could not be. */
  notes: texts,
});

export type Inspection = z.infer<typeof inspectionSchema>;
export type InspectedSide = z.infer<typeof inspectedSideSchema>;
export type Counters = z.infer<typeof countersSchema>;
export type Stack = z.infer<typeof stackSchema>;
