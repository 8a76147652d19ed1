import { describe, expect, it } from '@jest/globals';
import { type Blocks, blockTest, shiftOfBlocks } from '../../../src/stats/across/block-test.js';
import { runTest, shiftOfRuns } from '../../../src/stats/across/run-test.js';
import { normals } from '../../support/history-builder.js';

const normal = normals(5);
const run = (blocks: number, sd: number): Blocks => Array.from({ length: blocks }, () => [sd * normal()]);

/** The share of pairs of runs of the same code that a test calls slower at 1 %. */
function shareRejected(test: typeof runTest, draws: readonly (readonly [Blocks, Blocks])[]): number {
  return draws.filter(([x, y]) => test(x, y).less <= 0.01).length / draws.length;
}

describe('the test of two runs', () => {
  const unlike = Array.from({ length: 500 }, () => [run(24, 0.01), run(7, 0.06)] as const);

  it('holds its level where the run of fewer blocks scatters more, which the exact test does not', () => {
    // 1 % and two standard errors of 500 draws.
    const most = 0.01 + 2 * Math.sqrt((0.01 * 0.99) / 500);
    expect(shareRejected(blockTest, unlike)).toBeGreaterThan(0.02);
    expect(shareRejected(runTest, unlike)).toBeLessThan(most);
  });

  it('has an interval and a limit that hold the truth as often', () => {
    const few = unlike.slice(0, 40);
    const holds = (shift: typeof shiftOfRuns) =>
      few.filter(([x, y]) => {
        const { low, high } = shift(x, y).interval(0.025);
        return (low ?? -1) <= 0 && 0 <= (high ?? 1);
      }).length / few.length;
    expect(holds(shiftOfBlocks)).toBeLessThan(0.9);
    expect(holds(shiftOfRuns)).toBeGreaterThan(holds(shiftOfBlocks) + 0.05);
    const excluded = few.filter(([x, y]) => shiftOfRuns(x, y).excludes(0, 0.05)).length;
    expect(excluded / few.length).toBeLessThan(0.1);
  });

  it('holds its level where runs of as many blocks surely scatter unlike each other', () => {
    const draws = Array.from({ length: 600 }, () => [run(18, 0.01), run(12, 0.05)] as const);
    const most = 0.01 + 2 * Math.sqrt((0.01 * 0.99) / 600);
    expect(shareRejected(blockTest, draws)).toBeGreaterThan(0.02);
    expect(shareRejected(runTest, draws)).toBeLessThan(most);
  });

  it('is the exact one where both have about as many blocks and scatter alike', () => {
    const [x, y] = [run(12, 0.02), run(8, 0.02)];
    expect(runTest(x, y)).toEqual(blockTest(x, y));
    expect(shiftOfRuns(x, y).interval(0.05)).toEqual(shiftOfBlocks(x, y).interval(0.05));
  });

  it('says nothing of a run of a block where the other has many, and nothing of an empty one', () => {
    expect(runTest(run(20, 0.01), [[-1]])).toEqual({ less: 1, greater: 1 });
    expect(shiftOfRuns(run(20, 0.01), [[-1]]).interval(0.05)).toEqual({ low: null, high: null });
    expect(shiftOfRuns(run(20, 0.01), [[-1]]).excludes(-2, 0.05)).toBe(false);
    expect(runTest([], [[1]])).toEqual({ less: 1, greater: 1 });
  });
});
