import { describe, expect, it } from '@jest/globals';
import { benjaminiHochberg, bonferroni, holm } from '../../src/stats/corrections.js';

const P = [0.01, 0.04, 0.03, 0.005];
const rounded = (values: number[]): number[] => values.map((value) => Number(value.toFixed(12)));

// Expected values are those of R's p.adjust.
describe('bonferroni', () => {
  it('multiplies by the number of tests', () => {
    expect(rounded(bonferroni(P))).toEqual([0.04, 0.16, 0.12, 0.02]);
  });

  it('counts tests that are not in the list', () => {
    expect(rounded(bonferroni([0.001, 0.5], 60))).toEqual([0.06, 1]);
  });
});

describe('holm', () => {
  it('steps down in order of p and answers in input order', () => {
    expect(rounded(holm(P))).toEqual([0.03, 0.06, 0.06, 0.02]);
  });

  it('never exceeds Bonferroni', () => {
    const adjusted = bonferroni(P);
    expect(holm(P).every((value, i) => value <= (adjusted[i] ?? 0))).toBe(true);
  });

  it('ends at 1', () => {
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
  });
});

describe('benjaminiHochberg', () => {
  it('steps up in order of p and answers in input order', () => {
    expect(rounded(benjaminiHochberg(P))).toEqual([0.02, 0.04, 0.04, 0.02]);
  });
});

describe('benjaminiHochberg, step by step', () => {
  it('gives a smaller p no larger answer than the next', () => {
    expect(benjaminiHochberg([0.04, 0.05])).toEqual([0.05, 0.05]);
  });
});

describe('every correction', () => {
  it.each([bonferroni, holm, benjaminiHochberg])('takes no tests: %p', (correct) => {
    expect(correct([])).toEqual([]);
  });

  it.each([bonferroni, holm, benjaminiHochberg])('refuses what is no p value: %p', (correct) => {
    expect(() => correct([0.5, Number.NaN])).toThrow(RangeError);
    expect(() => correct([1.5])).toThrow(RangeError);
  });
});
