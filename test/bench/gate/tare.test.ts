import { describe, expect, it } from '@jest/globals';
import type { Cell } from '../../../bench/gate/draw.js';
import { judgeAlone, judgeShared, tareSettings } from '../../../bench/gate/rules/tare.js';

/**
 * Makes thirty launches of one second. The candidate is `factor` times the baseline, with a little noise that changes
 * sign.
 */
function cell(factor: number, noise: number): Cell {
  const places = Array.from({ length: 30 }, (_, i) => i);
  return {
    series: 'runc cpu',
    metric: 'cpu',
    baseline: places.map((i) => [1000 + i / 10]),
    candidate: places.map((i) => [(1000 + i / 10) * factor * (1 + (i % 2 === 0 ? noise : -noise))]),
    seconds: places.map(() => 1),
    history: [],
    newRun: 0,
  };
}

const SETTINGS = tareSettings(60, 0.01, 0.05);
const same = cell(1, 0.001);
const slower = cell(0.95, 0.001);
const noisy = cell(0.97, 0.2);

describe('a budget for each cell', () => {
  it('ends at the decision, and the rest is not spent', () => {
    const [passed, regressed] = judgeAlone([same, slower], [30, 30], SETTINGS);
    expect(passed).toEqual({ outcome: 'not-slower', launches: 6, seconds: 6 });
    expect(regressed).toEqual({ outcome: 'regressed', launches: 14, seconds: 14 });
  });

  it('ends a cell that is undecided', () => {
    expect(judgeAlone([noisy], [14], SETTINGS)).toEqual([{ outcome: 'undecided', launches: 14, seconds: 14 }]);
  });
});

describe('one budget for all cells', () => {
  it('gives the time of decided cells to the others', () => {
    // Ten seconds each are too few to find the slower cell, but the other needs only six.
    expect(judgeAlone([same, slower], [10, 10], SETTINGS)[1]?.outcome).not.toBe('regressed');
    expect(judgeShared([same, slower], 20, SETTINGS)[1]?.outcome).toBe('regressed');
  });

  it('ends all undecided cells after the same block', () => {
    const launches = judgeShared([same, noisy, noisy], 34, SETTINGS).map((one) => one.launches);
    expect(launches).toEqual([6, 14, 14]);
  });

  it('gives fast cells more launches than slow ones, once all have enough', () => {
    const slow = { ...noisy, seconds: noisy.seconds.map(() => 3) };
    // Twelve launches of each take 48 s. The other 10 s go to the fast one, which has not had its 29 s.
    expect(judgeShared([noisy, slow], 58, SETTINGS).map((one) => one.launches)).toEqual([22, 12]);
  });

  it('is never exceeded', () => {
    const spent = judgeShared([same, slower, noisy], 40, SETTINGS).reduce((sum, { seconds }) => sum + seconds, 0);
    expect(spent).toBeLessThanOrEqual(40);
  });
});
