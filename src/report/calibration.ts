/** Says what changes a host was found able to detect, after `tare calibrate` and in later reports. */
import { belowDetectable } from '../compare/calibration.js';
import { printable, wrap } from '../printable.js';
import type { CalibratedSeries, Calibration } from '../results/calibration.js';
import type { Plan } from '../results/document.js';
import { median } from '../stats/summary.js';
import { count } from '../units.js';
import type { ReportInput } from './input.js';
import { ABSENT, formatNoise } from './numbers.js';
import { formatTime } from './origin.js';
import { tableLines } from './terminal/table.js';

/** Returns the text for a terminal of `width` columns, ending in a newline. @param path file in which it is kept. */
export function calibrationText(calibration: Calibration, width: number, path: string): string {
  const lines = [
    ...wrap(`${extent(calibration)}. ${alarms(calibration)}.`, width),
    ...unequal(calibration).flatMap((text) => wrap(printable(text), width)),
    '',
    ...seriesTable(calibration.series),
    '',
    ...wrap(
      'noise: spread of a launch of each side; seen: the smallest slowdown tried that nine in ten comparisons call regressed, with --min-effect 0; launches and time: what that takes.',
      width,
    ),
    `kept in ${printable(path, Infinity)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function extent({ measuredAt, blocks, pairsPerBlock, blockSeconds, tuned }: Calibration): string {
  const how = `${count(blocks, 'launch')} of each side with ${count(pairsPerBlock, 'pair')} each`;
  return `Calibrated on ${formatTime(measuredAt)}: ${how}, ${blockSeconds.toFixed(1)} s a block, the host ${tuned ? 'tuned' : 'not tuned'}`;
}

function alarms({ falseAlarms, rule }: Calibration): string {
  const { comparisons, alarms: raised } = falseAlarms;
  const share = comparisons === 0 ? 0 : (100 * raised) / comparisons;
  const bound = Number((100 * rule.alpha).toPrecision(3));
  return `False alarms in ${raised} of ${comparisons} resampled comparisons of identical code (${share.toFixed(1)} %; at most ${bound} % by design)`;
}

function unequal(calibration: Calibration): string[] {
  if (calibration.unequal.length === 0) return [];
  const cells = calibration.unequal.map(({ arm, benchmark, verdict }) => `${arm} ${benchmark} (${verdict})`).join(', ');
  return [`The two sides are the same and were found to differ: ${cells}. This host does not treat them alike.`];
}

const column = (head: string, align: 'left' | 'right' = 'right') => ({ head, align });

function seriesTable(series: readonly CalibratedSeries[]): string[] {
  return tableLines(
    [
      column('runtime', 'left'),
      column('benchmark', 'left'),
      column('noise'),
      column('seen'),
      column('launches'),
      column('time'),
    ],
    series.map(({ arm, benchmark, noisePercent, detectablePercent, launches, seconds }) => [
      printable(arm),
      printable(benchmark),
      formatNoise(noisePercent),
      detectablePercent === null ? ABSENT : `${detectablePercent} %`,
      launches === null ? ABSENT : String(launches),
      seconds === null ? ABSENT : timeText(seconds),
    ]),
  );
}

const timeText = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`;

/**
 * Returns notes of a report: the host's calibration, and a warning where the smallest effect asked for is below what
 * can be detected.
 */
export function calibrationNotes({ run, comparison, calibration }: ReportInput): string[] {
  if (calibration === undefined) return [];
  return sensitivityNotes(calibration, run.plan, comparison?.settings.minEffectPercent);
}

/** Returns the same notes before a run. @param minEffect in per cent; without it there is no warning. */
export function sensitivityNotes(calibration: Calibration, plan: Plan, minEffect: number | undefined): string[] {
  const seen = calibration.series.flatMap(({ detectablePercent }) => detectablePercent ?? []);
  const [least, most] = [Math.min(...seen), Math.max(...seen)];
  const span = least === most ? `${least} %` : `${least} to ${most} %, by benchmark`;
  const range = seen.length === 0 ? '' : `; the smallest slowdown seen is ${span}`;
  const beyond = minEffect === undefined ? [] : belowDetectable(calibration, plan, minEffect);
  return [
    `${extent(calibration)}. ${alarms(calibration)}${range}.`,
    ...unequal(calibration),
    ...(beyond.length === 0
      ? []
      : [
          `A change of ${minEffect} % is smaller than this host was found to see in ${beyond.map(detectableOf).join(', ')}: it may go unnoticed there.`,
        ]),
  ];
}

const detectableOf = ({ arm, benchmark, detectablePercent }: CalibratedSeries): string =>
  `${arm} ${benchmark} (${detectablePercent === null ? 'nothing' : `${detectablePercent} %`})`;

/** Says for `doctor` what tuning gains: the median noise of the series that were calibrated both ways. */
export function tuningWorth(plain: Calibration | undefined, tuned: Calibration | undefined): string {
  const missing = plain === undefined ? 'tare calibrate' : 'tare calibrate --tune on';
  if (plain === undefined || tuned === undefined) return `What that is worth here is not known: run ${missing}.`;
  const both = plain.series.flatMap(({ arm, benchmark, noisePercent }) => {
    const other = tuned.series.find((one) => one.arm === arm && one.benchmark === benchmark)?.noisePercent ?? null;
    return noisePercent === null || other === null ? [] : [{ before: noisePercent, after: other }];
  });
  if (both.length === 0) return 'What that is worth here is not known: no benchmark was calibrated with and without.';
  const [before, after] = [median(both.map((one) => one.before)), median(both.map((one) => one.after))];
  return `Measured here by tare calibrate: the noise of ${both.length} series has a median of ${formatNoise(after)} tuned, ${formatNoise(before)} not.`;
}
