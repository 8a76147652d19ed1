/**
 * Keeps, by hardware key, what changes a host can detect, measured with the same code on both sides. Later reports
 * show it.
 */

import { join } from 'node:path';
import * as z from 'zod';
import { readReplaceable } from '../host/files/own-file.js';
import { belowState } from '../host/own-names.js';
import { tryJson } from '../json.js';
import { fitting } from './fitted.js';
import { MOST_CELLS } from './limits.js';
import { sweepDrafts, writeWhole } from './store.js';
import { identifier, name, runId, time, word } from './texts.js';

const CALIBRATION_VERSION = 1;
const finite = z.number();

export const calibratedSeriesSchema = z.looseObject({
  arm: name,
  /** It is the name of the arm's runtime: another path or version of it is expected to behave alike. */
  runtime: identifier,
  benchmark: identifier,
  /** It is the robust standard deviation of the log differences of a launch of each side, in per cent. */
  noisePercent: finite.nullable(),
  /**
   * It is the smallest true slowdown, in per cent, that nine in ten resampled comparisons call regressed with no
   * minimum effect; null where none of those tried was.
   */
  detectablePercent: finite.nullable(),
  /** It is the median number of launches of each side until then. */
  launches: finite.nullable(),
  /** It is the machine time of these launches of both sides, in s. */
  seconds: finite.nullable(),
});

export const calibrationSchema = z.looseObject({
  kind: z.literal('tare-calibration'),
  schemaVersion: z.literal(CALIBRATION_VERSION),
  /** It is the id of the run that this was computed from. */
  run: runId,
  /** It is ISO 8601, UTC. */
  measuredAt: time,
  hardwareKey: word,
  kernel: word,
  tuned: z.boolean(),
  rule: z.looseObject({ alpha: finite, marginPercent: finite }),
  /** It is the number of launches of each side that were measured. */
  blocks: z.int().nonnegative(),
  pairsPerBlock: z.int().positive(),
  /** It is the mean length of a block, in s. */
  blockSeconds: finite,
  /** It counts the resampled comparisons of all cells, and those in which any cell was called regressed. */
  falseAlarms: z.looseObject({ comparisons: z.int().nonnegative(), alarms: z.int().nonnegative() }),
  /** These cells differ although nothing was changed: the host treats the two sides unequally. */
  unequal: z.array(z.looseObject({ arm: name, benchmark: identifier, verdict: word })).max(MOST_CELLS),
  series: z.array(calibratedSeriesSchema).max(MOST_CELLS),
});

export type CalibratedSeries = z.infer<typeof calibratedSeriesSchema>;
export type Calibration = z.infer<typeof calibrationSchema>;

const fittingCalibration = fitting(calibrationSchema);

/** Keeps one calibration for each hardware key, tuned and not. */
export class CalibrationStore {
  readonly #folder: string;

  constructor(stateFolder: string) {
    this.#folder = belowState(stateFolder, 'calibration');
  }

  keep(calibration: Calibration): string {
    const path = this.#path(calibration.hardwareKey, calibration.tuned);
    sweepDrafts(path);
    writeWhole(path, `${JSON.stringify(fittingCalibration(calibration), null, 1)}\n`);
    return path;
  }

  /** Returns undefined where there is none, or one that this version cannot read: it is measured again in minutes. */
  find(hardwareKey: string, tuned: boolean): Calibration | undefined {
    const text = readReplaceable(this.#path(hardwareKey, tuned)) ?? '';
    const parsed = calibrationSchema.safeParse(tryJson(text));
    return parsed.success && parsed.data.hardwareKey === hardwareKey ? parsed.data : undefined;
  }

  #path(hardwareKey: string, tuned: boolean): string {
    return join(this.#folder, `${hardwareKey.replaceAll(/[^\w-]/g, '_')}${tuned ? '-tuned' : ''}.json`);
  }
}
