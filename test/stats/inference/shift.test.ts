import { describe, expect, it } from '@jest/globals';
import { blockTest, shiftOfBlocks } from '../../../src/stats/across/block-test.js';
import { boundary } from '../../../src/stats/inference/boundary.js';
import { shiftOfLaunches } from '../../../src/stats/inference/launch-shift.js';
import { launchTest } from '../../../src/stats/inference/swap-test.js';
import { lazily } from '../../../src/stats/lazily.js';

/** Deterministic noise of about this size, none of it symmetric. */
const noise = (seed: number, size: number): number => size * (Math.sin(seed * 12.9898) + 0.3 * Math.cos(seed * 78.233));

const blocks = (n: number, seed: number, level: number): number[][] =>
  Array.from({ length: n }, (_, i) => [0, 1].map((k) => level + noise(seed + 3 * i + k, 0.01)));

const trials = (n: number, change: number) => ({
  baseline: Array.from({ length: n }, (_, i) => [100, 101].map((value, k) => value * Math.exp(noise(i + k, 0.01)))),
  candidate: Array.from({ length: n }, (_, i) =>
    [100, 101].map((value, k) => value * Math.exp(change + noise(50 + i + 2 * k, 0.01))),
  ),
});

describe('the shift between two runs', () => {
  const [x, y] = [blocks(9, 1, 0), blocks(8, 77, -0.05)];

  it('changes its sign where the runs are swapped', () => {
    const [there, back] = [shiftOfBlocks(x, y), shiftOfBlocks(y, x)];
    expect(back.estimate).toBeCloseTo(-there.estimate, 5);
    expect(back.interval(0.025).low).toBeCloseTo(-(there.interval(0.025).high ?? 0), 5);
    expect(blockTest(x, y).less).toBeCloseTo(blockTest(y, x).greater, 12);
  });

  it('has an interval of exactly the shifts that the test does not reject', () => {
    const { low, high } = shiftOfBlocks(x, y).interval(0.025);
    const p = (shift: number) =>
      blockTest(
        x,
        y.map((block) => block.map((d) => d - shift)),
      );
    expect(p((low ?? 0) + 1e-4).greater).toBeGreaterThan(0.025);
    expect(p((low ?? 0) - 1e-4).greater).toBeLessThanOrEqual(0.025);
    expect(p((high ?? 0) - 1e-4).less).toBeGreaterThan(0.025);
    expect(p((high ?? 0) + 1e-4).less).toBeLessThanOrEqual(0.025);
  });

  it('finds by its guess for many blocks the same ends as a search with the exact test alone', () => {
    for (const [n, m] of [
      [30, 31],
      [60, 14],
    ] as const) {
      const [before, now] = [blocks(n, 5, 0), blocks(m, 40, 0.02)];
      const { low, high } = shiftOfBlocks(before, now).interval(0.01);
      const p = (shift: number) =>
        blockTest(
          before,
          now.map((block) => block.map((d) => d - shift)),
        );
      expect([p((low ?? 0) + 1e-6).greater > 0.01, p((low ?? 0) - 1e-6).greater > 0.01]).toEqual([true, false]);
      expect([p((high ?? 0) - 1e-6).less > 0.01, p((high ?? 0) + 1e-6).less > 0.01]).toEqual([true, false]);
    }
  });

  it('is no change at all where the figures do not differ, and has no other in its interval', () => {
    for (const n of [8, 20]) {
      const same: number[][] = Array(n).fill([0.1, 0.1]);
      const { estimate, interval } = shiftOfBlocks(same, same);
      expect([estimate, interval(0.025)]).toEqual([0, { low: 0, high: 0 }]);
    }
  });

  it('is unbounded where there are too few blocks to reject anything', () => {
    expect(shiftOfBlocks(x.slice(0, 2), y.slice(0, 2)).interval(0.025)).toEqual({ low: null, high: null });
  });

  it('detects in eight blocks a shift that the means of disturbed blocks hide', () => {
    const disturbed = y.map(([first = 0, second = 0], i) => (i % 3 === 0 ? [first, second + 0.4] : [first, second]));
    expect(blockTest(x, disturbed).less).toBeLessThan(0.005);
  });
});

describe('the shift within a run', () => {
  it('is where the launch test is balanced, within its interval, whatever the direction', () => {
    const there = trials(12, -0.03);
    const shift = shiftOfLaunches(there);
    const back = shiftOfLaunches({ baseline: there.candidate, candidate: there.baseline });
    const { low, high } = shift.interval(0.025);
    expect(shift.estimate).toBeGreaterThan(low ?? 0);
    expect(shift.estimate).toBeLessThan(high ?? 0);
    expect(back.estimate).toBeCloseTo(-shift.estimate, 5);
  });

  it('excludes shifts outside the interval', () => {
    const shift = shiftOfLaunches(trials(12, -0.03));
    const { low } = shift.interval(0.01);
    expect(shift.excludes((low ?? 0) - 1e-4, 0.01)).toBe(true);
    expect(shift.excludes((low ?? 0) + 1e-4, 0.01)).toBe(false);
  });

  it('is no change at all where the figures do not differ, and has no other in its interval', () => {
    for (const n of [8, 40]) {
      const side: number[][] = Array(n).fill([5, 5]);
      const { estimate, interval } = shiftOfLaunches({ baseline: side, candidate: side });
      expect([estimate, interval(0.025)]).toEqual([0, { low: 0, high: 0 }]);
    }
  });
});

describe('figures in coarse steps', () => {
  /** A side of `n` launches that take a few levels, and differs from others of its kind by chance. */
  const coarse = (n: number, seed: number): number[][] => {
    const levels = 2 + (n % 3);
    const figure = (place: number) => 100 + Math.floor((levels * Math.abs(noise(place, 1))) % levels);
    return Array.from({ length: n }, (_, i) => [figure(seed + 7 * i)]);
  };
  const cases = Array.from({ length: 60 }, (_, seed) => ({ n: 8 + (seed % 13), seed: 100 * seed }));
  const logs = (side: number[][]): number[][] => side.map((launch) => launch.map(Math.log));

  it.each([
    [
      'launches',
      (x: number[][], y: number[][]) => {
        const { worse, better } = launchTest({ baseline: x, candidate: y });
        return { shift: shiftOfLaunches({ baseline: x, candidate: y }), less: worse, greater: better };
      },
    ],
    [
      'blocks',
      (x: number[][], y: number[][]) => ({ shift: shiftOfBlocks(logs(x), logs(y)), ...blockTest(logs(x), logs(y)) }),
    ],
  ])('prove no change of %s that the test does not reject, though many figures tie', (_, tested) => {
    for (const { n, seed } of cases) {
      const before = coarse(n, seed);
      const now = before.map((launch, i) => (i % 3 === 0 ? (coarse(n, seed + 50)[i] ?? launch) : launch));
      const { shift, less, greater } = tested(before, now);
      const { low, high } = shift.interval(0.025);
      if (greater > 0.025) expect(low).toBeLessThanOrEqual(0);
      if (less > 0.025) expect(high).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('boundary', () => {
  it('finds the end of the range, and none where there is none', () => {
    expect(boundary(0, 0.01, (value) => value < 1.234)).toBeCloseTo(1.234, 4);
    expect(boundary(0, -0.01, (value) => value < 1.234)).toBeNull();
  });
});

describe('lazily', () => {
  it('computes only what is read, once, and is copied like plain facts', () => {
    let asked = 0;
    const facts = lazily({ a: 1 }, { b: () => ++asked });
    expect(asked).toBe(0);
    expect([facts.b, facts.b, { ...facts }, JSON.stringify(facts)]).toEqual([1, 1, { a: 1, b: 1 }, '{"a":1,"b":1}']);
  });
});
