/**
 * Counts what is told of series that are no single step in white noise: nights that depend on one another, a few bad
 * nights, steps of two standard deviations, stairs and drifts. Every series is from fixed seeds.
 */
import { findSteps, PRECISION, type Steps } from '../../src/stats/steps/change-points.js';
import { normals, uniforms } from '../../test/support/history-builder.js';
import { type Share, wilson } from '../gate/wilson.js';

/** The points of a series. */
export const POINTS = 120;

/** A sort of series, in standard deviations of the noise. */
export interface Shape {
  readonly name: string;
  readonly seed: number;
  /** The correlation of neighbouring nights: noise is AR(1). */
  readonly correlation?: number;
  /** Bad nights in a row in the middle, each this far off. */
  readonly burst?: { readonly nights: number; readonly size: number };
  /** Steps, at equal distances. */
  readonly steps?: readonly number[];
  /** A level in the middle that lasts so many nights and passes. It has two steps. */
  readonly level?: { readonly nights: number; readonly size: number };
  /** From the middle on the noise is so many times as large. */
  readonly louder?: number;
  /** The figures are whole multiples of this. */
  readonly grain?: number;
  /** A share of the nights that are this far off, each by chance. */
  readonly mode?: { readonly share: number; readonly size: number };
  /** What a straight line adds from the first point to the last. */
  readonly drift?: number;
}

const STAIRS = [1.5, 1.5, 2];

export const SHAPES: readonly Shape[] = [
  { name: 'AR(1) .5', seed: 1, correlation: 0.5 },
  { name: 'AR(1) .3', seed: 2, correlation: 0.3 },
  ...[2, 3, 4].map((nights) => ({ name: `${nights} bad nights of 5`, seed: 10 + nights, burst: { nights, size: 5 } })),
  { name: 'a step of 2', seed: 20, steps: [2] },
  { name: `stairs of ${STAIRS.join(', ')}`, seed: 21, steps: STAIRS },
  { name: 'a drift of 3', seed: 22, drift: 3 },
  { name: 'a step of 2 over a drift of 2', seed: 23, steps: [2], drift: 2 },
  ...[5, 10].map((size) => ({ name: `a level of ${size} for 5 nights`, seed: 30 + size, level: { nights: 5, size } })),
  { name: 'noise 3 times as large from the middle on', seed: 41, louder: 3 },
  { name: 'a step of 3, and then such noise', seed: 42, steps: [3], louder: 3 },
  ...[2, 3].map((grain) => ({ name: `figures in steps of ${grain}`, seed: 42 + grain, grain })),
  { name: 'one night in five 5 off', seed: 46, mode: { share: 0.2, size: 5 } },
  { name: 'AR(1) .9', seed: 47, correlation: 0.9 },
];

export interface Told {
  readonly shape: Shape;
  /** Steps that are none, as a share of all points. */
  readonly falsely: Share;
  /** The share of the steps that are told within two points; null where there are none. */
  readonly found: Share | null;
  /** The share of series whose bad nights are told as such; null where there are none. */
  readonly bursts: Share | null;
  /** The share of series that are told as a drift. */
  readonly drifts: Share;
  /** The share of series of which it is told that neighbouring nights depend on one another. */
  readonly correlated: Share;
}

export function toldOf(shape: Shape, series: number): Told {
  const make = seriesOf(shape);
  const all = Array.from({ length: series }, () =>
    findSteps(
      make().map((value) => ({ value, runs: 1 })),
      1e-9,
    ),
  );
  const share = (is: (one: Steps) => boolean): Share => wilson(all.filter(is).length, series);
  const places = placesOf(shape);
  const isNear = (at: number) => (index: number) => Math.abs(index - at) <= PRECISION;
  const indexes = all.map(({ changes }) => changes.map(({ index }) => index));
  const missed = indexes.flatMap((told) => told.filter((index) => !places.some((at) => isNear(at)(index))));
  const hits = indexes.flatMap((told) => places.filter((at) => told.some(isNear(at))));
  return {
    shape,
    falsely: wilson(missed.length, series * POINTS),
    found: places.length === 0 ? null : wilson(hits.length, series * places.length),
    bursts: shape.burst === undefined ? null : share((one) => hasBurst(one, shape)),
    drifts: share(({ drift }) => drift !== null),
    correlated: share(({ correlation }) => correlation !== null),
  };
}

function placesOf({ steps = [], level }: Shape): number[] {
  if (level !== undefined) return [firstOf(level), firstOf(level) + level.nights];
  return steps.map((_, i) => Math.round(((i + 1) * POINTS) / (steps.length + 1)));
}

/** The first of some nights that stand in the middle. */
const firstOf = ({ nights }: { readonly nights: number }): number => Math.round((POINTS - nights) / 2);

/** Whether a burst is told that overlaps the bad nights but for one at either end. */
function hasBurst({ bursts }: Steps, shape: Shape): boolean {
  const from = firstOf(shape.burst ?? { nights: 0 });
  const to = from + (shape.burst?.nights ?? 0) - 1;
  return bursts.some(({ first, last }) => first <= from + 1 && last >= to - 1);
}

/** Returns a function that makes a new series of this sort at each call. */
function seriesOf(shape: Shape): () => number[] {
  const { seed, correlation = 0, louder = 1, grain, mode } = shape;
  const [normal, uniform] = [normals(seed), uniforms(seed)];
  const levelAt = levelsOf(shape);
  return () => {
    let noise = normal();
    return Array.from({ length: POINTS }, (_, i) => {
      if (i > 0) noise = correlation * noise + Math.sqrt(1 - correlation ** 2) * normal();
      const off = mode !== undefined && uniform() < mode.share ? mode.size : 0;
      const value = levelAt(i) + off + noise * (i < POINTS / 2 ? 1 : louder);
      return grain === undefined ? value : grain * Math.round(value / grain);
    });
  };
}

/** Returns the level of each night without its noise. */
function levelsOf(shape: Shape): (i: number) => number {
  const { drift = 0, steps = [] } = shape;
  const places = placesOf(shape);
  const passing = [shape.burst, shape.level].filter((one) => one !== undefined);
  return (i) => {
    const stepped = steps.reduce((sum, step, k) => sum + (i >= (places[k] as number) ? step : 0), 0);
    const away = passing.filter((one) => i >= firstOf(one) && i < firstOf(one) + one.nights);
    return stepped + away.reduce((sum, { size }) => sum + size, 0) + (drift * i) / (POINTS - 1);
  };
}
