import { describe, expect, it } from '@jest/globals';
import { blockTest, shiftOfBlocks } from '../../../src/stats/across/block-test.js';
import { boundary } from '../../../src/stats/inference/boundary.js';
import { shiftOfLaunches } from '../../../src/stats/inference/launch-shift.js';
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

  it('is defined where the figures do not differ at all', () => {
    const same = { baseline: Array(8).fill([5, 5]), candidate: Array(8).fill([5, 5]) };
    expect(Math.abs(shiftOfLaunches(same).estimate)).toBeLessThan(1e-5);
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
