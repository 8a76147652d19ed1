/** Judges whether the measured figures keep the limits that the user set, without any baseline. */
import type { LimitSpec } from '../config/kinds/limits.js';
import { cellKey } from '../results/cells.js';
import { type CellName, NATIVE, type RunDocument } from '../results/document.js';
import { groupBy } from '../results/group.js';
import { type SerialCorrelation, serialCorrelation } from '../stats/across/serial-correlation.js';
import { leastForMedian, medianInterval } from '../stats/inference/median-interval.js';
import { count, unitFactor } from '../units.js';
import { REPEATEDLY } from './comparability.js';
import type { Cell, Effect } from './comparison.js';
import { effectOf, levelOf, noiseOf } from './levels.js';
import {
  type BlockObservation,
  countFailures,
  describeDrops,
  observations,
  ownDrops,
  type Series,
} from './observations.js';
import { costRatio } from './one-run/overhead.js';

export type LimitOutcome = 'beyond' | 'missing' | 'cannot tell' | 'within';

export interface LimitCell extends Cell {
  /** The row as the user wrote it. */
  readonly limit: LimitSpec;
  readonly outcome: LimitOutcome;
  /** In one sentence. */
  readonly reason: string;
  /** Median of the launches, in `unit`, or the ratio to native; null where nothing was measured. */
  readonly figure: Effect | null;
  /** The limit in the same terms as the figure: a level in `unit`, or a ratio to native; null where it does not fit. */
  readonly bound: number | null;
  readonly noisePercent: number | null;
  readonly blocks: number;
}

/**
 * Returns a row for each limit and each arm that it names, in the order given. It is judged by the end of a one-sided
 * interval, so that with probability 1 - `alpha` no limit of the run that is kept is called beyond. Limits on cells
 * that the run does not plan are in `unplanned`, since another job may measure those; what the change has withdrawn is
 * missing.
 * @throws InputError for a document edited by hand.
 */
export function judgeLimits(
  run: RunDocument,
  limits: readonly LimitSpec[],
  alpha: number,
): { readonly cells: readonly LimitCell[]; readonly unplanned: readonly LimitSpec[] } {
  const byBenchmark = groupBy(observations(run), ({ benchmark }) => benchmark);
  const asked = limits.map((limit) => ({
    limit,
    series: seriesOf(run, limit, byBenchmark.get(limit.benchmark) ?? []),
  }));
  const rows = asked.flatMap(({ limit, series }) => series.map((one) => ({ limit, one })));
  const serial = serialOf(run);
  const left = asked.filter(({ series }) => series.length === 0).map(({ limit }) => limit);
  const withdrawn = left.flatMap((limit) => withdrawnBy(run, limit));
  return {
    cells: [...rows.map(({ limit, one }) => judgeLimit(one, limit, alpha / rows.length, serial)), ...withdrawn],
    unplanned: left.filter((limit) => !withdrawn.some((row) => row.limit === limit)),
  };
}

/** Whether a limit is about a cell: its arm is the one that the limit names, or one of the runtime that it names. */
export const isAbout = (limit: LimitSpec, { arm, benchmark }: CellName): boolean =>
  benchmark === limit.benchmark && [arm, /^[^@={]*/.exec(arm)?.[0]].includes(limit.arm);

/** A change must not keep a limit by measuring no longer what it is about. */
function withdrawnBy({ withdrawn = [] }: RunDocument, limit: LimitSpec): LimitCell[] {
  const nothing = { figure: null, bound: null, noisePercent: null, blocks: 0 };
  const reason = 'The file of inputs at the base measures it, and that of this change does not.';
  return withdrawn
    .filter((cell) => isAbout(limit, cell))
    .map((cell) => ({ ...cell, ...nothing, limit, outcome: 'missing' as const, reason }));
}

/** Returns the primary series of the arms that a limit names, but never those of a baseline's side. */
function seriesOf(run: RunDocument, { arm, benchmark }: LimitSpec, known: readonly Series[]): Series[] {
  const own = run.plan.arms.filter((one) => one.side !== 'baseline' && (one.id === arm || one.runtime === arm));
  const ids = new Set(own.map(({ id }) => id));
  const excluded = new Set((run.plan.excluded ?? []).map(cellKey));
  return known.filter((one) => ids.has(one.arm) && !excluded.has(cellKey({ arm: one.arm, benchmark })));
}

/** How alike neighbouring launches are, over all cells of the run, in each of the quantities. */
type Serial = Readonly<Record<LimitSpec['quantity'], SerialCorrelation>>;

function serialOf(run: RunDocument): Serial {
  const excluded = new Set((run.plan.excluded ?? []).map(cellKey));
  const counted = observations(run).filter((one) => !excluded.has(cellKey(one)));
  const pooled = (figure: (block: BlockObservation) => number) =>
    serialCorrelation(counted.map((one) => one.observations.map(figure)));
  return { level: pooled(({ candidate }) => Math.log(candidate)), cost: pooled(({ difference }) => difference) };
}

function judgeLimit(series: Series, limit: LimitSpec, tail: number, serial: Serial): LimitCell {
  const { arm, benchmark, metric, unit, direction, observations: blocks } = series;
  const { widening } = serial[limit.quantity];
  const shown = limit.quantity === 'cost' ? costOf(series, tail) : medianOf(series, tail);
  const figure = shown && widened(shown, widening);
  const bound = boundOf(limit, series);
  return {
    ...{ arm, benchmark, metric, unit, direction, limit, bound },
    figure: figure && effectOf(figure),
    noisePercent: noiseOf(blocks),
    blocks: blocks.length,
    ...outcomeOf(series, limit, figure, bound, tail, serial[limit.quantity]),
  };
}

/** Moves both ends away from the figure by a factor, on the log scale. */
function widened({ ratio, low, high }: Effect, factor: number): Effect {
  const moved = (end: number | null): number | null => (end === null ? null : ratio * (end / ratio) ** factor);
  return factor === 1 ? { ratio, low, high } : { ratio, low: moved(low), high: moved(high) };
}

function medianOf(series: Series, tail: number): Effect | null {
  const ratio = levelOf(series, 'candidate');
  if (ratio === null) return null;
  const levels = series.observations.map(({ candidate }) => candidate);
  return { ratio, ...medianInterval(levels, tail) };
}

/** Null where the arm was measured against the other side, not against native. */
function costOf(series: Series, tail: number): Effect | null {
  return series.baselineArm === NATIVE && series.observations.length > 0 ? costRatio(series, tail) : null;
}

function boundOf(limit: LimitSpec, series: Series): number | null {
  if (limit.quantity === 'cost') return ratioOf(limit, series);
  const factor = unitFactor(limit.unit, series.unit);
  return factor === undefined || misfitOf(limit, series) !== undefined ? null : limit.value * factor;
}

/** Says why a level cannot be judged by the limit; undefined where it can. */
export function misfitOf(
  { quantity, sense, unit }: LimitSpec,
  { benchmark, ...measured }: Pick<Series, 'benchmark' | 'unit' | 'direction'>,
): string | undefined {
  if (quantity === 'cost') return undefined;
  if (unitFactor(unit, measured.unit) === undefined)
    return `${benchmark} is not measured in "${unit}" but in ${measured.unit}.`;
  const asked = measured.direction === 'lower' ? '<' : '>';
  return sense === asked
    ? undefined
    : `${measured.direction} is better in ${benchmark}, so its limit is written with ${asked}.`;
}

/** A cost is the time for the same work: a rate falls as the cost rises. */
const ratioOf = ({ value }: LimitSpec, { direction }: Series): number =>
  direction === 'lower' ? 1 + value / 100 : 1 / (1 + value / 100);

function outcomeOf(
  series: Series,
  limit: LimitSpec,
  figure: Effect | null,
  bound: number | null,
  tail: number,
  serial: SerialCorrelation,
): Pick<LimitCell, 'outcome' | 'reason'> {
  const own = ownDrops(series);
  if (series.observations.length === 0 && countFailures(own) >= REPEATEDLY)
    return { outcome: 'missing', reason: `Nothing was measured (${describeDrops(own)}).` };
  if (limit.quantity === 'cost' && series.baselineArm !== NATIVE) return { outcome: 'cannot tell', reason: TWO_SIDES };
  if (figure === null) return { outcome: 'cannot tell', reason: 'Nothing was measured.' };
  // In a pull request the limit is that of the base branch, and the benchmark may be the change's own.
  if (bound === null) return { outcome: 'cannot tell', reason: misfitOf(limit, series) ?? '' };
  const { low, high } = figure;
  if (low === null || high === null) {
    const n = series.observations.length;
    // Order statistics and the launch test alike: the smallest tail of n launches is 2^-n.
    const least = leastForMedian(tail);
    return {
      outcome: 'cannot tell',
      reason: `${count(n, 'launch')} ${n === 1 ? 'is' : 'are'} too few for an interval: ${least} are needed.`,
    };
  }
  // The larger rate is the better one, as a cost and as a level.
  const [best, worst] = series.direction === 'lower' ? [low, high] : [high, low];
  const isWithin = (value: number) => (series.direction === 'lower' ? value < bound : value > bound);
  const alike = serial.widening === 1 ? '' : `, ${serial.widening.toFixed(1)} times as wide since neighbours are alike`;
  const interval = `interval (one-sided ${confidenceOf(tail)}${alike})`;
  if (!isWithin(best)) return { outcome: 'beyond', reason: `Even the better end of its ${interval} is beyond it.` };
  if (isWithin(worst)) return { outcome: 'within', reason: `The whole ${interval} is within it.` };
  return { outcome: 'cannot tell', reason: `Its ${interval} holds the limit.` };
}

/** In per cent with at least four digits, and as many as it takes not to claim certainty. */
function confidenceOf(tail: number): string {
  const digits = Math.max(4, 2 + Math.ceil(-Math.log10(tail)));
  return `${Number((100 * (1 - tail)).toPrecision(digits))} %`;
}

const TWO_SIDES =
  'The run measured two sides against each other and neither against native: limit the level, or measure without a baseline side.';
