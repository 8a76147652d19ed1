/**
 * Defines the history file, which keeps the figures of many runs: a point for each run, and weekly summaries of old
 * ones. Pure.
 */
import * as z from 'zod';
import { metricDefinitionSchema } from '../results/schema/plan.js';
import { identifier, name, runId, text, time, word } from '../results/texts.js';

export const HISTORY_VERSION = 1;

/** These are the bounds of the file; docs/history.md says what they come to in bytes. */
export const MOST_RUNS = 10_000;
export const MOST_WEEKS = 260;
export const MOST_HOSTS = 20;
export const MOST_CELLS = 400;

/** A text of a fingerprint that is longer is cut. */
export const LONGEST_TEXT = 200;

const figure = z.number().positive().nullable();
const texts = z.record(name, text);

export const historyCellSchema = z.looseObject({
  arm: name,
  runtime: identifier,
  benchmark: identifier,
  metric: identifier,
  unit: word,
  direction: metricDefinitionSchema.shape.direction,
});

export const historyHostSchema = z.looseObject({
  hardwareKey: word,
  hostname: word,
  cpu: word,
  /** It is a Linux cpuset list of the CPUs that were online. */
  online: word,
  memoryBytes: z.number(),
});

/** These could explain a step: fields of the host, of each arm and of the plan, as text. */
export const pointEnvironmentSchema = z.looseObject({
  host: texts,
  arms: z.record(name, texts),
  plan: texts,
});

/** One run, or the runs of a week. */
export const historyPointSchema = z.looseObject({
  /** It is the id of the run, or of the last run of the week. */
  id: runId,
  /** It is the start of the run, or of the last run of the week, in ISO 8601, UTC. */
  at: time,
  /** The figures are medians of this many runs. */
  runs: z.int().positive(),
  /** It is a place in `hosts`. */
  host: z.int().nonnegative(),
  /** It is a place in `surroundings`. */
  surroundings: z.int().nonnegative(),
  /** These say what the last run measured; absent outside a workflow. */
  repository: word.optional(),
  sha: word.optional(),
  /**
   * These are arm / native by place in `cells`; null where there is none, and shorter where the last ones are null.
   */
  ratios: z.array(figure).max(MOST_CELLS),
  /** These are in the cell's unit. */
  levels: z.array(figure).max(MOST_CELLS),
});

export const historySchema = z.looseObject({
  kind: z.literal('tare-history'),
  schemaVersion: z.literal(HISTORY_VERSION),
  cells: z.array(historyCellSchema).max(MOST_CELLS),
  hosts: z.array(historyHostSchema).max(MOST_HOSTS),
  surroundings: z.array(pointEnvironmentSchema).max(MOST_RUNS + MOST_HOSTS * MOST_WEEKS),
  /** These are in the order of time, the oldest first. */
  points: z.array(historyPointSchema).max(MOST_RUNS + MOST_HOSTS * MOST_WEEKS),
});

export type HistoryCell = z.infer<typeof historyCellSchema>;
export type HistoryHost = z.infer<typeof historyHostSchema>;
export type PointEnvironment = z.infer<typeof pointEnvironmentSchema>;
export type HistoryPoint = z.infer<typeof historyPointSchema>;
export type History = z.infer<typeof historySchema>;

export const EMPTY_HISTORY: History = {
  kind: 'tare-history',
  schemaVersion: HISTORY_VERSION,
  cells: [],
  hosts: [],
  surroundings: [],
  points: [],
};

/**
 * Checks what the schema cannot say: that every place that a point refers to exists. Returns faults; none where all is
 * well.
 */
export function danglingPlaces({ cells, hosts, surroundings, points }: History): string[] {
  const faults = points.flatMap((point, i) => [
    ...(point.host < hosts.length ? [] : [`points.${i}.host: there is no host ${point.host}`]),
    ...(point.surroundings < surroundings.length
      ? []
      : [`points.${i}.surroundings: there are no surroundings ${point.surroundings}`]),
    ...(Math.max(point.ratios.length, point.levels.length) <= cells.length
      ? []
      : [`points.${i}: more figures than cells`]),
    ...(Number.isNaN(Date.parse(point.at)) ? [`points.${i}.at: no time`] : []),
  ]);
  return faults.slice(0, 5);
}
