import { describe, expect, it } from '@jest/globals';
import {
  cauchyScores,
  launchScores,
  type PairedTrials,
  pooledRankScores,
} from '../../../src/stats/inference/launch-scores.js';
import { launchTest } from '../../../src/stats/inference/swap-test.js';
import { fine, integers, signPatterns } from '../random.js';

/** Launches of one to four pairs near 1000; every other case is printed so coarsely that most values are tied. */
function samples(seed: number, count: number, launches: (draw: ReturnType<typeof integers>) => number): PairedTrials[] {
  const next = integers(seed);
  return Array.from({ length: count }, (_, i) => {
    const printed = (value: number): number =>
      i % 2 === 0 ? 1000 * Math.exp(value / 20) : 1000 + Math.round(3 * value);
    const pairs = Array.from({ length: launches(next) }, () => next(1, 4));
    const side = (): number[][] => pairs.map((n) => fine(next, n).map(printed));
    return { baseline: side(), candidate: side() };
  });
}

/** The sides of the launches chosen by `signs` change places. */
function swapped({ baseline, candidate }: PairedTrials, signs: readonly number[]): PairedTrials {
  return {
    baseline: baseline.map((launch, i) => (signs[i] === 1 ? launch : (candidate[i] ?? []))),
    candidate: candidate.map((launch, i) => (signs[i] === 1 ? launch : (baseline[i] ?? []))),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Both p values by swapping the trials themselves in all 2^n ways, every score computed afresh. */
function bruteForce(trials: PairedTrials): { worse: number; better: number } {
  const observed = sum(launchScores(trials));
  const sums = signPatterns(trials.baseline.length).map((signs) => sum(launchScores(swapped(trials, signs))));
  const share = (keep: (one: number) => boolean): number => sums.filter(keep).length / sums.length;
  return { worse: share((one) => one <= observed), better: share((one) => one >= observed) };
}

describe('launchTest', () => {
  it('agrees with listing every swap of the trials of whole launches', () => {
    for (const trials of samples(1, 120, (next) => next(1, 8))) {
      const [exact, listed] = [launchTest(trials), bruteForce(trials)];
      expect(Math.abs(exact.worse - listed.worse)).toBeLessThan(1e-12);
      expect(Math.abs(exact.better - listed.better)).toBeLessThan(1e-12);
    }
  });

  it('is symmetric: swapping the sides swaps the p values', () => {
    for (const trials of samples(2, 50, () => 20)) {
      const [one, other] = [launchTest(trials), launchTest(swapped(trials, Array(20).fill(-1)))];
      expect(other).toEqual({ worse: one.better, better: one.worse });
    }
  });

  it('is 2^-n where every candidate is lower', () => {
    const baseline = Array.from({ length: 30 }, (_, i) => [1000 + i, 1001 + i]);
    const candidate = baseline.map((launch) => launch.map((value) => value / 2));
    expect(launchTest({ baseline, candidate })).toEqual({ worse: 2 ** -30, better: 1 });
  });

  it('gives p = 1 for pairs that are all equal, and for none', () => {
    expect(launchTest({ baseline: [[1, 2]], candidate: [[1, 2]] })).toEqual({ worse: 1, better: 1 });
    expect(launchTest({ baseline: [], candidate: [] })).toEqual({ worse: 1, better: 1 });
  });

  it('refuses a launch with unequal numbers of trials', () => {
    expect(() => launchTest({ baseline: [[1, 2]], candidate: [[1]] })).toThrow(RangeError);
  });
});

describe('the scores', () => {
  it('change only their sign where a launch swaps its sides', () => {
    for (const trials of samples(3, 60, () => 6)) {
      const [before, after] = [launchScores(trials), launchScores(swapped(trials, [1, -1, 1, 1, -1, 1]))];
      expect(after).toEqual(before.map((score, i) => (i === 1 || i === 4 ? 0 - score : score)));
    }
  });

  it('rank all trials together', () => {
    expect(pooledRankScores({ baseline: [[5, 6], [7]], candidate: [[1, 8], [2]] })).toEqual([0, -6]);
  });

  it('give a pair with a large disagreement less weight than one with a small one', () => {
    const baseline = [[100], [100], [100]];
    const [small = 0, , wild = 0] = cauchyScores({ baseline, candidate: [[101], [101], [1000]] });
    expect(wild).toBeGreaterThan(0);
    expect(small).toBeGreaterThan(10 * wild);
  });

  it('are not all zero where most pairs are tied', () => {
    const scores = cauchyScores({ baseline: [[100], [100], [100]], candidate: [[100], [100], [101]] });
    expect(scores.slice(0, 2)).toEqual([0, 0]);
    expect(scores[2]).toBeGreaterThan(0);
  });
});
