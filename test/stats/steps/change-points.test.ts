import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { findSteps, LEAST_POINTS } from '../../../src/stats/steps/change-points.js';
import { normals, uniforms } from '../../support/history-builder.js';

const steps = (values: readonly number[], floor = 1e-6) =>
  findSteps(
    values.map((value) => ({ value, runs: 1 })),
    floor,
  );
const indexes = (values: readonly number[]) => steps(values).changes.map(({ index }) => index);

/**
 * Series that Apache Otava (tests/analysis_test.py, series_test.py, change_point_divisive_test.py) publishes with its
 * answers.
 */
const OTAVA: readonly (readonly [
  what: string,
  values: readonly number[],
  found: readonly number[],
  here: readonly number[],
])[] = [
  [
    'one step down',
    [1.02, 0.95, 0.99, 1.0, 1.12, 1.0, 1.01, 0.98, 1.01, 0.96, 0.5, 0.51, 0.48, 0.48, 0.55, 0.5, 0.49, 0.51, 0.5, 0.49],
    [10],
    [10],
  ],
  ['a step of the last five', [1.02, 0.95, 0.99, 1.0, 1.12, 0.9, 0.5, 0.51, 0.48, 0.48, 0.55], [6], [6]],
  // A level has five points here, so the first place for a step is 5.
  ['a step after four', [2.02, 2.03, 2.01, 2.04, 1.82, 1.85, 1.79, 1.81, 1.8, 1.76, 1.78], [4], [5]],
  // No level here has three points.
  [
    'a level of three points between two others',
    [0.3, 2.4, 1.5, -0.9, -0.5, 99.7, 98.3, 99.1, 149, 149.7, 149.5, 149.1, 148.8, 150],
    [5, 8],
    [5],
  ],
];

describe('findSteps on the series of Otava', () => {
  it.each(OTAVA)('%s', (_, values, _found, here) => {
    expect(indexes(values)).toEqual(here);
  });

  it('the Tigerbeetle series: the same eleven steps, each within two points', () => {
    const file = new URL('../../fixtures/history/tigerbeetle.json', import.meta.url);
    const { values, found } = JSON.parse(readFileSync(file, 'utf8')) as Record<'values' | 'found', number[]>;
    const { changes } = steps(values.map(Math.log), 0.0005);
    expect(changes).toHaveLength(found.length);
    expect(changes.filter(({ index }, i) => Math.abs(index - (found[i] as number)) > 2)).toEqual([]);
  });
});

describe('findSteps', () => {
  it('says where a step is, within which places, and both levels', () => {
    const normal = normals(5);
    const values = Array.from({ length: 60 }, (_, i) => 0.001 * normal() + (i < 40 ? 1 : 1.02));
    const { changes, sd } = steps(values);
    expect(changes).toHaveLength(1);
    const [step] = changes;
    expect(step?.index).toBe(40);
    expect(step?.earliest).toBe(40);
    expect(step?.latest).toBe(40);
    expect(step?.before).toBeCloseTo(1, 2);
    expect(step?.after).toBeCloseTo(1.02, 2);
    expect(sd).toBeGreaterThan(0.0005);
    expect(sd).toBeLessThan(0.002);
  });

  it('reports a weak step with a range that contains it in more than 90 % of cases', () => {
    const normal = normals(8);
    const found = Array.from({ length: 200 }, () => {
      const values = Array.from({ length: 120 }, (_, i) => normal() + (i < 60 ? 0 : 1.5));
      return steps(values).changes[0];
    }).filter((step) => step !== undefined);
    const held = found.filter(({ earliest, latest }) => earliest <= 60 && 60 <= latest);
    const wide = found.filter(({ earliest, latest }) => latest - earliest > 1);
    expect(found.length).toBeGreaterThan(190);
    expect(held.length / found.length).toBeGreaterThan(0.9);
    expect(wide.length / found.length).toBeGreaterThan(0.5);
  });

  it('does not call single spikes steps, wherever they are', () => {
    const normal = normals(12);
    for (const at of [0, 1, 30, 58, 59]) {
      const values = Array.from({ length: 60 }, (_, i) => normal() + (i === at ? 10 : 0));
      const found = steps(values);
      expect(found.changes).toEqual([]);
      expect(found.spikes).toContain(at);
    }
  });

  it('reports a step only once it has five points, at its place', () => {
    const normal = normals(14);
    const values = Array.from({ length: 60 }, normal);
    const late = Array.from({ length: LEAST_POINTS }, () => 8 + normal());
    expect(indexes([...values, ...late.slice(3)])).toEqual([]);
    expect(indexes([...values, ...late])).toEqual([60]);
  });

  it('finds no step in equal values, nor in fewer than ten', () => {
    expect(indexes(Array(40).fill(3))).toEqual([]);
    expect(indexes([1, 1, 1, 1, 9, 9, 9, 9])).toEqual([]);
    expect(indexes([])).toEqual([]);
  });

  it('does not call a change below the floor a step', () => {
    const values = Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : 1.0001));
    expect(steps(values, 0.0005).changes).toEqual([]);
    expect(steps(values, 1e-6).changes).toHaveLength(1);
  });

  it('weights summaries of many runs as many runs', () => {
    const normal = normals(17);
    const week = 7 * (2 / Math.PI);
    const points = [
      ...Array.from({ length: 80 }, (_, i) => ({ runs: 7, value: normal() / Math.sqrt(week) + (i < 74 ? 0 : 1.6) })),
      ...Array.from({ length: 60 }, () => ({ runs: 1, value: normal() + 1.6 })),
    ];
    expect(findSteps(points, 1e-6).changes.map(({ index }) => index)).toEqual([74]);
    expect(findSteps(points, 1e-6).sd).toBeGreaterThan(0.8);
    expect(findSteps(points, 1e-6).sd).toBeLessThan(1.25);
  });

  it('finds few false steps and most steps of three sd over five points in a sample', () => {
    const [normal, uniform] = [normals(23), uniforms(24)];
    let [falsely, found] = [0, 0];
    const series = 60;
    for (let k = 0; k < series; k++) {
      const noise = Array.from({ length: 200 }, () => normal() + (uniform() < 0.02 ? 10 : 0));
      falsely += steps(noise).changes.length;
      const at = 195 - (k % 150);
      const stepped = Array.from({ length: 200 }, (_, i) => normal() + (i < at ? 0 : 3));
      if (indexes(stepped).some((index) => Math.abs(index - at) <= 2)) found++;
    }
    expect(falsely).toBeLessThanOrEqual(12);
    expect(found).toBeGreaterThanOrEqual(57);
  });
});

describe('findSteps on what is no step', () => {
  const N = 120;
  const SERIES = 120;
  const noise = (normal: () => number): number[] => Array.from({ length: N }, normal);
  const toldOf = (make: () => number[]) => Array.from({ length: SERIES }, () => steps(make()));
  const perThousand = (all: readonly { changes: readonly unknown[] }[]): number =>
    (1000 * all.reduce((sum, { changes }) => sum + changes.length, 0)) / (N * all.length);

  it.each([2, 3, 4])('reports %d bad nights as an event that passed, and not as two steps', (length) => {
    const normal = normals(40 + length);
    const all = toldOf(() => noise(normal).map((value, i) => (i >= 50 && i < 50 + length ? value + 5 : value)));
    expect(perThousand(all)).toBeLessThanOrEqual(1);
    const seen = all.filter(({ bursts }) => bursts.some(({ first, last }) => first <= 51 && last >= 49 + length - 1));
    expect(seen.length / SERIES).toBeGreaterThan(0.8);
  });

  it('requires a larger step where neighbouring nights depend on one another, and says so', () => {
    const normal = normals(50);
    const all = toldOf(() => {
      let at = normal();
      return Array.from({ length: N }, () => {
        at = 0.5 * at + Math.sqrt(0.75) * normal();
        return at;
      });
    });
    expect(perThousand(all)).toBeLessThanOrEqual(1);
    expect(all.filter(({ correlation }) => correlation !== null).length / SERIES).toBeGreaterThan(0.9);
  });

  it('reports a drift as a drift', () => {
    const normal = normals(60);
    const all = toldOf(() => noise(normal).map((value, i) => value + (4 * i) / N));
    expect(all.filter(({ drift }) => drift !== null).length / SERIES).toBeGreaterThan(0.7);
    const [first] = all.flatMap(({ drift }) => drift ?? []);
    expect((first?.to ?? 0) - (first?.from ?? 0)).toBeGreaterThan(2);
  });

  it('still finds steps of two standard deviations in 95 % of series, and nothing in noise', () => {
    const normal = normals(70);
    const all = toldOf(() => noise(normal).map((value, i) => value + (i < 60 ? 0 : 2)));
    const found = all.filter(({ changes }) => changes.some(({ index }) => Math.abs(index - 60) <= 2));
    expect(found.length / SERIES).toBeGreaterThanOrEqual(0.95);
    const none = toldOf(() => noise(normal));
    expect(perThousand(none)).toBeLessThan(0.5);
    expect(none.filter(({ correlation, drift }) => correlation !== null || drift !== null)).toEqual([]);
  });

  it.each([5, 8])('reports a large level of %d nights that passes as two steps', (nights) => {
    const normal = normals(80 + nights);
    const all = toldOf(() => noise(normal).map((value, i) => value + (i >= 50 && i < 50 + nights ? 10 : 0)));
    const both = all.filter(({ changes }) =>
      [50, 50 + nights].every((at) => changes.some(({ index }) => index === at)),
    );
    expect(both.length / SERIES).toBeGreaterThan(0.95);
  });

  it('finds few steps in noise that grows, and a step that comes with it', () => {
    const normal = normals(90);
    const growing = (): number[] => noise(normal).map((value, i) => value * (i < 60 ? 1 : 3));
    expect(perThousand(toldOf(growing))).toBeLessThan(5);
    const all = toldOf(() => growing().map((value, i) => value + (i < 60 ? 0 : 5)));
    const found = all.filter(({ changes }) => changes.some(({ index }) => Math.abs(index - 60) <= 2));
    expect(found.length / SERIES).toBeGreaterThan(0.9);
  });

  it.each([2, 3])('finds few steps in noise whose figures come in grains of %d standard deviations', (grain) => {
    const normal = normals(100 + grain);
    const all = toldOf(() => noise(normal).map((value) => grain * Math.round(value / grain + 0.2)));
    expect(perThousand(all)).toBeLessThan(2);
  });
});
