import { groupBy } from '../../../src/results/group.js';
import { type Cell, mean } from '../draw.js';
import type { RandomBits } from '../random.js';
import type { PeerRule } from './peer.js';

/**
 * Firecracker's tools/ab_test.py with its defaults, one iteration over all samples. It alarms on a permutation test on
 * the difference of means below .01, any absolute difference (--absolute-strength 0), and a mean relative change
 * beyond 5 % both over all dimensions of the metric and over the significant ones. It reports changes in both
 * directions; only a change for the worse counts here. Its pipeline may ask for up to four iterations that must all
 * alarm, which can only lead to fewer alarms.
 */
export const firecracker: PeerRule = {
  name: 'Firecracker ab_test',
  source: 'firecracker-microvm/firecracker 81b38b9da, tools/ab_test.py (check_regression, analyze_data)',
  knob: 'noise threshold',
  scores: (cells, bits) => {
    const scores = new Map<Cell, number>();
    for (const dimensions of groupBy(cells, (cell) => cell.metric).values()) {
      for (const [cell, score] of metricScores(dimensions, bits)) scores.set(cell, score);
    }
    return cells.map((cell) => scores.get(cell) ?? 0);
  },
  variants: () => [{ name: 'Firecracker ab_test, p < .01 and 5 %', threshold: 0.05 }],
};

const SIGNIFICANCE = 0.01;
const RESAMPLES = 9_999;

/**
 * Returns what the noise threshold is compared with, for the significant cells that are worse; other cells have no
 * entry.
 */
function metricScores(cells: readonly Cell[], bits: RandomBits): Map<Cell, number> {
  const changes = new Map(cells.map((cell) => [cell, relativeChange(cell)]));
  const overall = Math.abs(mean([...changes.values()]));
  const significant = cells.filter((cell) => isSignificant(cell.baseline.flat(), cell.candidate.flat(), bits));
  const amongThem = Math.abs(mean(significant.map((cell) => changes.get(cell) ?? 0)));
  const worse = significant.filter((cell) => (changes.get(cell) ?? 0) < 0);
  return new Map(worse.map((cell) => [cell, Math.min(overall, amongThem)]));
}

function relativeChange({ baseline, candidate }: Cell): number {
  const before = mean(baseline.flat());
  return (mean(candidate.flat()) - before) / before;
}

/**
 * Tells whether scipy.stats.permutation_test of two independent samples would give p < .01 with 9,999 resamples. It
 * uses every partition where there are no more, else random ones with p = 2 (extreme + 1) / 10,000. The draws stop as
 * soon as the answer is known: by Serfling's inequality, by the count, or after 3,000 without one as extreme (if p
 * were .01 or more, the chance of that would be below 1e-6).
 */
export function isSignificant(x: readonly number[], y: readonly number[], bits: RandomBits): boolean {
  const pooled = Float64Array.from([...x, ...y]);
  const observed = sumOf(pooled.subarray(0, x.length));
  const centre = (sumOf(pooled) * x.length) / pooled.length;
  const isExtreme = extremeness(observed, centre);
  if (choose(pooled.length, x.length, RESAMPLES) <= RESAMPLES) {
    const { extreme, total } = enumerate(pooled, x.length, isExtreme);
    return (2 * extreme) / total < SIGNIFICANCE;
  }
  if (serflingBound(pooled, x.length, observed - centre) < 1e-6) return true;
  const allowed = Math.ceil((SIGNIFICANCE * (RESAMPLES + 1)) / 2) - 2;
  let extreme = 0;
  for (let draw = 1; draw <= RESAMPLES && extreme <= allowed; draw++) {
    if (isExtreme(randomSum(pooled, x.length, bits))) extreme++;
    if (draw === ENOUGH && extreme === 0) return true;
  }
  return extreme <= allowed;
}

const ENOUGH = 3_000;

/**
 * Returns a bound of P(a random sum of `size` values is at least `distance` from its mean, on one side) (Serfling
 * 1974).
 */
function serflingBound(values: Float64Array, size: number, distance: number): number {
  const range = Math.max(...values) - Math.min(...values);
  const unsampled = 1 - (size - 1) / values.length;
  return Math.exp((-2 * distance ** 2) / (size * unsampled * range ** 2));
}

/**
 * Tells whether a sum lies on the observed side of the centre and at least as far out, with scipy's tolerance for
 * equal sums.
 */
function extremeness(observed: number, centre: number): (sum: number) => boolean {
  const slack = 100 * Number.EPSILON * Math.abs(observed);
  return observed <= centre ? (sum) => sum <= observed + slack : (sum) => sum >= observed - slack;
}

/**
 * Returns the sum of `size` values chosen at random, and shuffles `values`. Two indices come from 32 bits, with a bias
 * of less than 1 in 500.
 */
function randomSum(values: Float64Array, size: number, bits: RandomBits): number {
  let sum = 0;
  let word = 0;
  for (let at = 0; at < size; at++) {
    word = at % 2 === 0 ? bits() : word >>> 16;
    const from = at + (((word & 0xffff) * (values.length - at)) >>> 16);
    const chosen = values[from] as number;
    values[from] = values[at] as number;
    values[at] = chosen;
    sum += chosen;
  }
  return sum;
}

function enumerate(values: Float64Array, size: number, isExtreme: (sum: number) => boolean) {
  let [extreme, total] = [0, 0];
  const visit = (from: number, left: number, sum: number): void => {
    if (left === 0) {
      total++;
      if (isExtreme(sum)) extreme++;
      return;
    }
    for (let at = from; at <= values.length - left; at++) visit(at + 1, left - 1, sum + (values[at] as number));
  };
  visit(0, size, 0);
  return { extreme, total };
}

/** Returns n over k, or any number above `cap` where it is larger. */
function choose(n: number, k: number, cap: number): number {
  let count = 1;
  for (let i = 1; i <= Math.min(k, n - k) && count <= cap; i++) count = (count * (n - i + 1)) / i;
  return Math.round(count);
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
