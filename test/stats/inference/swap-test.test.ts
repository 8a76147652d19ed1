import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { midranks } from '../../../src/stats/ranks.js';
import { coarse, fine, integers, signPatterns } from '../random.js';
import { swapTest } from './reference-tests.js';

interface Case {
  readonly a: number[];
  readonly b: number[];
  readonly p: number;
}

const cases: Case[] = JSON.parse(readFileSync('test/fixtures/stats/pooled-rank-cases.json', 'utf8'));

/** Both p values by listing all 2^n swaps. */
function bruteForce(a: number[], b: number[]): { worse: number; better: number } {
  const ranks = midranks([...a, ...b]);
  const e = a.map((_, i) => (ranks[a.length + i] ?? 0) - (ranks[i] ?? 0));
  const observed = e.reduce((sum, value) => sum + value, 0);
  const sums = signPatterns(a.length).map((signs) => e.reduce((sum, value, i) => sum + value * (signs[i] ?? 0), 0));
  const share = (keep: (sum: number) => boolean): number => sums.filter(keep).length / sums.length;
  return { worse: share((sum) => sum <= observed), better: share((sum) => sum >= observed) };
}

/** `worse` by counting swaps in integers of any size; divided only at the end. */
function countExactly(a: number[], b: number[]): number {
  const ranks = midranks([...a, ...b]);
  const e = a.map((_, i) => (ranks[a.length + i] ?? 0) - (ranks[i] ?? 0));
  const observed = e.reduce((sum, value) => sum + value, 0);
  let counts = new Map([[0, 1n]]);
  for (const value of e) {
    const next = new Map<number, bigint>();
    for (const [sum, count] of counts) {
      for (const at of [sum - value, sum + value]) next.set(at, (next.get(at) ?? 0n) + count);
    }
    counts = next;
  }
  const kept = [...counts].reduce((total, [sum, count]) => (sum <= observed ? total + count : total), 0n);
  return Number((kept * 10n ** 18n) / 2n ** BigInt(a.length)) / 1e18;
}

function samples(seed: number, count: number): { a: number[]; b: number[] }[] {
  const next = integers(seed);
  return Array.from({ length: count }, (_, i) => {
    const [draw, n] = [i % 2 === 0 ? coarse : fine, next(1, 10)];
    return { a: draw(next, n), b: draw(next, n) };
  });
}

describe('swapTest', () => {
  it.each(cases.map((each, i) => ({ ...each, name: `${i} (n = ${each.a.length})` })))(
    'agrees with vector $name',
    ({ a, b, p }) => {
      expect(Math.abs(swapTest(a, b).worse - p)).toBeLessThan(1e-12);
    },
  );

  it('agrees with listing every swap, with and without ties', () => {
    for (const { a, b } of samples(1, 200)) {
      const [exact, listed] = [swapTest(a, b), bruteForce(a, b)];
      expect(Math.abs(exact.worse - listed.worse)).toBeLessThan(1e-12);
      expect(Math.abs(exact.better - listed.better)).toBeLessThan(1e-12);
    }
  });

  it('is symmetric: swapping the sides swaps the p values', () => {
    for (const { a, b } of samples(2, 50)) {
      const [one, other] = [swapTest(a, b), swapTest(b, a)];
      expect(other).toEqual({ worse: one.better, better: one.worse });
    }
  });

  it('is symmetric: negating all values swaps the p values', () => {
    const negated = (values: number[]): number[] => values.map((value) => -value);
    for (const { a, b } of samples(3, 50)) {
      const [one, other] = [swapTest(a, b), swapTest(negated(a), negated(b))];
      expect(other).toEqual({ worse: one.better, better: one.worse });
    }
  });

  it('does not change under an increasing transformation', () => {
    for (const { a, b } of samples(4, 50)) {
      expect(swapTest(a.map(Math.exp), b.map(Math.exp))).toEqual(swapTest(a, b));
    }
  });

  it('does not depend on the order of the pairs', () => {
    for (const { a, b } of samples(5, 50)) {
      expect(swapTest(a.toReversed(), b.toReversed())).toEqual(swapTest(a, b));
    }
  });

  it('is 2^-n where every candidate is lower', () => {
    const a = Array.from({ length: 200 }, (_, i) => 1000 + i);
    const b = a.map((value) => value - 500);
    expect(swapTest(a, b)).toEqual({ worse: 2 ** -200, better: 1 });
  });

  it('agrees with counting in exact integers at n = 80', () => {
    const next = integers(6);
    const [a, b] = [fine(next, 80), fine(next, 80)];
    expect(Math.abs(swapTest(a, b).worse - countExactly(a, b))).toBeLessThan(1e-12);
  });

  it('gives p = 1 for pairs that are all equal', () => {
    expect(swapTest([1, 2, 2], [1, 2, 2])).toEqual({ worse: 1, better: 1 });
  });

  it('gives p = 1 for no pairs', () => {
    expect(swapTest([], [])).toEqual({ worse: 1, better: 1 });
  });

  it('refuses sides of different length', () => {
    expect(() => swapTest([1], [1, 2])).toThrow(RangeError);
  });
});
