import { describe, expect, it } from '@jest/globals';
import type { Cell } from '../../../bench/gate/draw.js';
import { randomBits } from '../../../bench/gate/random.js';
import { firecracker, isSignificant } from '../../../bench/gate/rules/permutation.js';
import { githubActionBenchmark } from '../../../bench/gate/rules/ratio.js';
import { bencher, pairedT } from '../../../bench/gate/rules/student.js';

function cell(baseline: number[], candidate: number[], more: Partial<Cell> = {}): Cell {
  const alone = (values: number[]): number[][] => values.map((value) => [value]);
  return {
    series: 'runc cpu',
    metric: 'cpu',
    baseline: alone(baseline),
    candidate: alone(candidate),
    seconds: baseline.map(() => 1),
    history: [],
    newRun: 0,
    ...more,
  };
}

const scoreOf = (rule: typeof pairedT, one: Cell): number => rule.scores([one], randomBits(1))[0] ?? Number.NaN;

/** Returns twenty values about a level, one per mille apart. */
const about = (level: number): number[] => Array.from({ length: 20 }, (_, i) => level * (1 + ((i * 7) % 20) / 1000));

describe('github-action-benchmark', () => {
  it('divides the previous mean by the current one', () => {
    expect(scoreOf(githubActionBenchmark, cell([100, 300], [90, 110]))).toBe(2);
  });
});

describe('paired t test', () => {
  it('gives one minus the two-sided p of a loss', () => {
    // Differences 1, 2, 3: t = 2 / (1 / sqrt 3), 2 degrees of freedom, two-sided p = .0742.
    expect(scoreOf(pairedT, cell([11, 12, 13], [10, 10, 10]))).toBeCloseTo(1 - 0.0742, 4);
  });

  it('does not report a gain', () => {
    expect(scoreOf(pairedT, cell([10, 10, 10], [11, 12, 13]))).toBe(0);
  });
});

describe('Bencher', () => {
  it('alerts below the prediction limit of the history and not above it', () => {
    // Mean 10, s = 1, n = 3: the .99 limit is 10 - 6.9646 sqrt(4 / 3) = 1.958.
    const history = [9, 10, 11];
    const threshold = bencher.variants(60)[0]?.threshold ?? Number.NaN;
    expect(scoreOf(bencher, cell([], [], { history, newRun: 1.95 }))).toBeGreaterThan(threshold);
    expect(scoreOf(bencher, cell([], [], { history, newRun: 1.97 }))).toBeLessThan(threshold);
  });

  it('has no boundary for a history without scatter', () => {
    expect(scoreOf(bencher, cell([], [], { history: [10, 10, 10], newRun: 1 }))).toBe(0);
  });
});

describe('Firecracker: permutation test', () => {
  it('enumerates all partitions of small samples: the smallest p of four and four is 2 / 70', () => {
    expect(isSignificant([1, 2, 3, 4], [5, 6, 7, 8], randomBits(1))).toBe(false);
  });

  it('enumerates all partitions of small samples: the smallest p of five and five is 2 / 252', () => {
    expect(isSignificant([1, 2, 3, 4, 5], [6, 7, 8, 9, 10], randomBits(1))).toBe(true);
    expect(isSignificant([1, 2, 3, 4, 6], [5, 7, 8, 9, 10], randomBits(1))).toBe(false);
  });

  it('samples partitions of larger ones', () => {
    expect(isSignificant(about(100), about(98), randomBits(1))).toBe(true);
    expect(isSignificant(about(100), about(100.2), randomBits(1))).toBe(false);
  });
});

describe('Firecracker: rule', () => {
  const slower = cell(about(100), about(90));
  const same = cell(about(100), about(100));

  it('scores the mean change over the dimensions of the metric', () => {
    expect(firecracker.scores([slower, { ...slower }], randomBits(1))[0]).toBeCloseTo(0.1, 12);
  });

  it('lets unchanged dimensions of the same metric dilute a change', () => {
    const [score] = firecracker.scores([slower, same, { ...same }], randomBits(1));
    expect(score).toBeCloseTo(0.1 / 3, 12);
  });

  it('keeps metrics apart', () => {
    const [score] = firecracker.scores([slower, { ...same, metric: 'memory' }], randomBits(1));
    expect(score).toBeCloseTo(0.1, 12);
  });

  it('does not count a gain', () => {
    expect(firecracker.scores([cell(about(100), about(110))], randomBits(1))).toEqual([0]);
  });
});
