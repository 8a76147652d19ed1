/**
 * Counts how often false steps are reported, and how often true steps are found, over many series from fixed seeds.
 */
import { findSteps, LEAST_POINTS, PRECISION } from '../../src/stats/steps/change-points.js';
import { normals, uniforms } from '../../test/support/history-builder.js';
import { type Share, wilson } from '../gate/wilson.js';

/** The size of a step and of a spike in standard deviations, and the chance of a spike. */
const STEP = 3;
const SPIKE = 10;
const SPIKES = 0.02;

export interface FalseSteps {
  readonly points: number;
  /** The share of all points, for each series of this length. */
  readonly share: Share;
}

const steps = (values: readonly number[]) =>
  findSteps(
    values.map((value) => ({ value, runs: 1 })),
    1e-9,
  ).changes;

/** Makes noise alone, with single spikes. A series is repeated until `total` points were seen. */
export function falseSteps(points: number, total: number): FalseSteps {
  const [normal, uniform] = [normals(points), uniforms(points + 1)];
  const series = Math.ceil(total / points);
  let told = 0;
  for (let k = 0; k < series; k++) {
    told += steps(Array.from({ length: points }, () => normal() + spike(uniform))).length;
  }
  return { points, share: wilson(told, series * points) };
}

const spike = (uniform: () => number): number => (uniform() < SPIKES ? SPIKE * Math.sign(uniform() - 0.5) : 0);

export interface FoundSteps {
  readonly points: number;
  /** The points of the new level, which ends the series. */
  readonly after: number;
  /**
   * The share of steps that are found within two points, by us and by a detector that knows both levels, the noise, and
   * that there is one step.
   */
  readonly ours: Share;
  readonly best: Share;
}

/** Makes one step of three standard deviations. */
export function foundSteps(points: number, after: number, series: number): FoundSteps {
  const normal = normals(1000 * points + after);
  const at = points - after;
  let [ours, best] = [0, 0];
  for (let k = 0; k < series; k++) {
    const values = Array.from({ length: points }, (_, i) => normal() + (i < at ? 0 : STEP));
    if (steps(values).some(({ index }) => Math.abs(index - at) <= PRECISION)) ours++;
    if (Math.abs(bestPlace(values) - at) <= PRECISION) best++;
  }
  return { points, after, ours: wilson(ours, series), best: wilson(best, series) };
}

/**
 * Returns the place that most probably lies within two points of the step, for a detector that knows everything but
 * the place (each place is equally likely before the series is seen). No detector can be right more often.
 */
function bestPlace(values: readonly number[]): number {
  const logs = new Map<number, number>();
  let log = 0;
  for (let at = values.length; at >= LEAST_POINTS; at--) {
    if (at <= values.length - LEAST_POINTS) logs.set(at, log);
    const value = values[at - 1] as number;
    log += (value ** 2 - (value - STEP) ** 2) / 2;
  }
  const most = Math.max(...logs.values());
  const chance = (at: number): number => Math.exp((logs.get(at) ?? Number.NEGATIVE_INFINITY) - most);
  let [place, held] = [LEAST_POINTS, 0];
  for (const at of logs.keys()) {
    let near = 0;
    for (let d = -PRECISION; d <= PRECISION; d++) near += chance(at + d);
    if (near > held) [place, held] = [at, near];
  }
  return place;
}
