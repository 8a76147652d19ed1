/** What a run measured: its blocks, with the launches and pairs of each. */
import * as z from 'zod';
import { MOST_CELLS, MOST_LAUNCHES_PER_BLOCK, MOST_PAIRS, MOST_TEXTS } from '../limits.js';
import { identifier, name, text, time, word } from '../texts.js';
import { footprintSchema } from './host.js';
import { cellNameSchema } from './plan.js';
import { finite, texts } from './values.js';

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
  metrics: z.record(identifier, finite),
  /** Where a trial launches its own sandboxes and fewer came to be than were asked for: how many, and why no more. */
  ceiling: z.looseObject({ alive: z.int().nonnegative(), cause: text }).optional(),
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
  /** Host's time to give a sandbox that is ready its link, ms, where it has one; near zero where it had it before. */
  connectMs: finite.nonnegative().optional(),
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
  /**
   * CPU time that the host spent until it was ready, ms: sandbox, monitor, shim, client, and a daemon of ours. Absent
   * where the host does not tell all of it (a daemon that was here before), and where the start was made again.
   */
  cpuMs: finite.nonnegative().optional(),
  failure: failureSchema.optional(),
});

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
