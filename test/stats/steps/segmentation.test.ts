/** The optimum is checked against one found by trying every last segment, which takes time with the square of n. */
import { describe, expect, it } from '@jest/globals';
import { segment } from '../../../src/stats/steps/segmentation.js';
import { normals, uniforms } from '../../support/history-builder.js';

const mean = (values: number[], weights: number[]): number =>
  values.reduce((sum, value, i) => sum + value * (weights[i] as number), 0) / weights.reduce((a, b) => a + b, 0);

function squares(values: number[], weights: number[]): number {
  const centre = mean(values, weights);
  return values.reduce((sum, value, i) => sum + (weights[i] as number) * (value - centre) ** 2, 0);
}

function costOf(values: number[], weights: number[], starts: number[], penalty: number): number {
  const bounds = [0, ...starts, values.length];
  return bounds
    .slice(1)
    .map((end, i) => squares(values.slice(bounds[i], end), weights.slice(bounds[i], end)) + penalty)
    .reduce((a, b) => a + b, 0);
}

function exhaustive(values: number[], weights: number[], penalty: number, least: number): number[] {
  const best: { cost: number; starts: number[] }[] = [{ cost: 0, starts: [] }];
  for (let end = 1; end <= values.length; end++) {
    let found = { cost: Infinity, starts: [] as number[] };
    for (let start = 0; start <= end - least; start++) {
      const before = best[start] as { cost: number; starts: number[] };
      const cost = before.cost + penalty + squares(values.slice(start, end), weights.slice(start, end));
      if (cost < found.cost) found = { cost, starts: start === 0 ? [] : [...before.starts, start] };
    }
    best[end] = found;
  }
  return best[values.length]?.starts ?? [];
}

describe('segment', () => {
  it.each(Array.from({ length: 120 }, (_, seed) => seed))('finds the optimum (seed %i)', (seed) => {
    const [normal, uniform] = [normals(seed), uniforms(seed + 1000)];
    const n = 12 + Math.floor(60 * uniform());
    const least = 1 + Math.floor(6 * uniform());
    const penalty = 0.5 + 8 * uniform();
    let level = 0;
    const values = Array.from({ length: n }, () => {
      if (uniform() < 0.08) level += 4 * normal();
      return level + normal();
    });
    const weights = values.map(() => (uniform() < 0.5 ? 1 : 1 + 4 * uniform()));
    const starts = segment(values, weights, { penalty, least });
    const expected = exhaustive(values, weights, penalty, least);
    expect(costOf(values, weights, starts, penalty)).toBeCloseTo(costOf(values, weights, expected, penalty), 6);
    const bounds = [0, ...starts, n];
    expect(Math.min(...bounds.slice(1).map((end, i) => end - (bounds[i] as number)))).toBeGreaterThanOrEqual(least);
  });

  it('splits nothing that is shorter than two segments', () => {
    expect(segment([0, 0, 0, 9, 9], [1, 1, 1, 1, 1], { penalty: 1, least: 3 })).toEqual([]);
  });

  it('does not split a constant series', () => {
    expect(segment(Array(30).fill(7), Array(30).fill(1), { penalty: 1, least: 5 })).toEqual([]);
  });

  it('does work that grows with n log n where nothing changes', () => {
    const normal = normals(3);
    const values = Array.from({ length: 20_000 }, normal);
    expect(
      segment(
        values,
        values.map(() => 1),
        { penalty: 2 * Math.log(20_000), least: 5 },
      ),
    ).toEqual([]);
  });
});
