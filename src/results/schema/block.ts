/** Defines what a run measured: its blocks, with the launches and pairs of each. */
import * as z from 'zod';
import { MOST_CELLS, MOST_LAUNCHES_PER_BLOCK, MOST_PAIRS, MOST_TEXTS } from '../limits.js';
import { identifier, name, text, time, word } from '../texts.js';
import { footprintSchema } from './host.js';
import { cellNameSchema } from './plan.js';
import { finite, texts } from './values.js';

export const healthSchema = z.looseObject({
  load1: finite,
  /** These are shares of all CPU time over the block, 0..1. */
  steal: finite,
  busy: finite,
  iowait: finite,
  /** It is the mean current frequency over the block's CPUs; null where the host does not say. */
  mhz: finite.nullable(),
  /** It is the temperature of the hottest thermal zone in degrees Celsius; null where the host does not say. */
  celsius: finite.nullable(),
  /** It counts the throttle events during the block; null where the host does not say. */
  throttles: finite.nullable(),
  memoryAvailableBytes: finite,
  /** It is PSI `some avg10` of memory in per cent; null where the kernel does not say. */
  memoryPressure: finite.nullable(),
});

/** A launch or a trial failed for one of these reasons. */
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
  /** It is one sentence. */
  message: text,
  /** These are the last lines that the command or the runtime printed. */
  tail: texts,
});

export const trialSchema = z.looseObject({
  arm: name,
  /** It is the host's time from the `begin` frame to the `end` frame, in ms. */
  wallMs: finite.nonnegative(),
  /** It is empty where `failure` is set. */
  metrics: z.record(identifier, finite),
  /**
   * It is there where a trial launches its own sandboxes and fewer came to be than were asked for: it says how many,
   * and why no more.
   */
  ceiling: z.looseObject({ alive: z.int().nonnegative(), cause: text }).optional(),
  failure: failureSchema.optional(),
});

export const pairSchema = z.looseObject({
  benchmark: identifier,
  baseline: name,
  candidate: name,
  /** It is 0, 1 and so on: the place among the pairs of this benchmark and contrast in this block. */
  k: z.int().nonnegative(),
  /** The analysis discards a pair with it. */
  warmup: z.boolean(),
  /**
   * It is how many of the measured CPUs were busy or stolen while the pair was taken, on average, by whatever work.
   */
  busyCpus: finite.nonnegative().optional(),
  /** It is how many tasks of the host waited for a CPU when the pair began and ended, on average, for each CPU. */
  waitingPerCpu: finite.nonnegative().optional(),
  /** The host was disturbed: the analysis discards the pair, and the next pair is this one taken again. */
  setAside: z.literal(true).optional(),
  /** They are in the order in which they were taken. */
  trials: z.array(trialSchema).max(2),
});

export const launchSchema = z.looseObject({
  arm: name,
  /**
   * It is the host's time in ms from the call of the runtime to the `ready` frame, of the try that became ready; null
   * where it failed.
   */
  startupMs: finite.nullable(),
  /**
   * It is the host's time in ms to give a sandbox that is ready its link, where it has one; near zero where it had it
   * before.
   */
  connectMs: finite.nonnegative().optional(),
  /**
   * It is the host's time in ms from `bye` until the runtime is done: its process has exited, its daemon has stopped
   * the sandbox; null where it failed.
   */
  shutdownMs: finite.nullable(),
  /** This many tries did not become ready in time, and were killed and made again before this one. */
  retries: z.int().nonnegative(),
  /**
   * They say why each of these tries was given up, in the order in which they were made; absent where there was none.
   */
  failedStarts: z.array(failureSchema).max(MOST_TEXTS).optional(),
  /**
   * It is what the sandbox was restored from: the time in ms that it took to make, and what it took on the disk; absent
   * where the sandbox was started.
   */
  snapshot: z.looseObject({ makeMs: finite.nonnegative(), bytes: z.int().nonnegative() }).optional(),
  /**
   * It is the memory of the host that the idle sandbox took when it was ready. Daemons, which serve others too, are
   * left out.
   */
  footprint: footprintSchema.optional(),
  /**
   * It is the CPU time in ms that the host spent until the sandbox was ready, by sandbox, monitor, shim, client, and a
   * daemon of Tare's. It is absent where the host does not report all of it (a daemon that was here before), and where
   * the start was made again.
   */
  cpuMs: finite.nonnegative().optional(),
  failure: failureSchema.optional(),
});

export const blockSchema = z.looseObject({
  index: z.int().nonnegative(),
  /** It is ISO 8601, UTC. */
  startedAt: time,
  wallSeconds: finite.nonnegative(),
  /** Of it, what benchmarks took to make and remove their files; absent where none did. */
  filesSeconds: finite.nonnegative().optional(),
  /** False where the block was cut short; the pairs it has are whole. */
  complete: z.boolean(),
  health: healthSchema,
  /** The verdict of these cells was final before this block, so they were not visited. */
  settled: z.array(cellNameSchema).max(MOST_CELLS).optional(),
  /** These cells were open but not visited, since others were to have the time. */
  waiting: z.array(cellNameSchema).max(MOST_CELLS).optional(),
  /** They are in the order in which they were taken. */
  launches: z.array(launchSchema).max(MOST_LAUNCHES_PER_BLOCK),
  /** They are in the order in which they were taken. */
  pairs: z.array(pairSchema).max(MOST_PAIRS),
});
