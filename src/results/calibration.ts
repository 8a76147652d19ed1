/** What a host can see, measured with the same code on both sides: kept by hardware key, shown in later reports. */
import { join } from 'node:path';
import * as z from 'zod';
import { readReplaceable } from '../host/own-file.js';
import { tryJson } from '../json.js';
import { MOST_CELLS } from './limits.js';
import { writeWhole } from './store.js';
import { identifier, name, runId, time, word } from './texts.js';

const CALIBRATION_VERSION = 1;
const finite = z.number();

export const calibratedSeriesSchema = z.looseObject({
  arm: name,
  /** Name of the arm's runtime: another path or version of it is expected to behave alike. */
  runtime: identifier,
  benchmark: identifier,
  /** Robust standard deviation of the log differences of a launch of each side, per cent. */
  noisePercent: finite.nullable(),
  /**
   * Smallest true slowdown that nine in ten resampled comparisons call regressed with no least effect; null: none
   * tried.
   */
  detectablePercent: finite.nullable(),
  /** Median launches of each side until then. */
  launches: finite.nullable(),
  /** Machine time of these, both sides, s. */
  seconds: finite.nullable(),
});

export const calibrationSchema = z.looseObject({
  kind: z.literal('tare-calibration'),
  schemaVersion: z.literal(CALIBRATION_VERSION),
  /** Id of the run it was computed from. */
  run: runId,
  /** ISO 8601, UTC. */
  measuredAt: time,
  hardwareKey: word,
  kernel: word,
  tuned: z.boolean(),
  rule: z.looseObject({ alpha: finite, marginPercent: finite }),
  /** Launches of each side that were measured. */
  blocks: z.int().nonnegative(),
  pairsPerBlock: z.int().positive(),
  /** Mean length of a block, s. */
  blockSeconds: finite,
  /** Resampled comparisons of all cells, and in how many any cell was called regressed. */
  falseAlarms: z.looseObject({ comparisons: z.int().nonnegative(), alarms: z.int().nonnegative() }),
  /** Cells that differ although nothing does: the host treats the two sides unequally. */
  unequal: z.array(z.looseObject({ arm: name, benchmark: identifier, verdict: word })).max(MOST_CELLS),
  series: z.array(calibratedSeriesSchema).max(MOST_CELLS),
});

export type CalibratedSeries = z.infer<typeof calibratedSeriesSchema>;
export type Calibration = z.infer<typeof calibrationSchema>;

/** One calibration for each hardware key, tuned and not. */
export class CalibrationStore {
  readonly #folder: string;

  constructor(stateFolder: string) {
    this.#folder = join(stateFolder, 'calibration');
  }

  keep(calibration: Calibration): string {
    const path = this.#path(calibration.hardwareKey, calibration.tuned);
    writeWhole(path, `${JSON.stringify(calibration, null, 1)}\n`);
    return path;
  }

  /** Undefined where there is none, or one that this version cannot read: it is measured again in minutes. */
  find(hardwareKey: string, tuned: boolean): Calibration | undefined {
    const text = readReplaceable(this.#path(hardwareKey, tuned)) ?? '';
    const parsed = calibrationSchema.safeParse(tryJson(text));
    return parsed.success && parsed.data.hardwareKey === hardwareKey ? parsed.data : undefined;
  }

  #path(hardwareKey: string, tuned: boolean): string {
    return join(this.#folder, `${hardwareKey.replaceAll(/[^\w-]/g, '_')}${tuned ? '-tuned' : ''}.json`);
  }
}
