import { describe, expect, it } from '@jest/globals';
import { type ContrastUsage, selectContrasts, simulateAllocation } from '../../../src/measure/planning/allocation.js';

interface Named extends ContrastUsage {
  readonly name: string;
  /** Seconds a launch. */
  readonly cost: number;
}

const SHARE = 20;
const cell = (name: string, cost: number, launches: number): Named => ({
  name,
  cost,
  launches,
  seconds: cost * launches,
  share: SHARE,
});
const secondsOf = (cells: readonly Named[]) => cells.reduce((sum, { cost }) => sum + cost, 0);
const turn = (cells: readonly Named[], left: number) =>
  selectContrasts(cells, { minLaunches: 12, secondsLeft: left }, secondsOf).map(({ name }) => name);

describe('selectContrasts', () => {
  it('brings every cell to enough launches first, however long they take', () => {
    expect(turn([cell('quick', 1, 11), cell('slow', 4, 11)], 100)).toEqual(['quick', 'slow']);
    expect(turn([cell('quick', 1, 12), cell('slow', 4, 11)], 100)).toEqual(['slow']);
  });

  it('then gives equal time, so more launches to fast contrasts', () => {
    expect(turn([cell('quick', 1, 12), cell('slow', 4, 12)], 100)).toEqual(['quick']);
    expect(turn([cell('quick', 1, 19), cell('slow', 4, 12)], 100)).toEqual(['quick']);
  });

  it('then gives the rest to all', () => {
    expect(turn([cell('quick', 1, 20), cell('slow', 4, 12)], 100)).toEqual(['quick', 'slow']);
  });

  it('leaves out what no longer fits, those with most time first', () => {
    expect(turn([cell('slow', 4, 12), cell('quick', 1, 20)], 4.5)).toEqual(['quick']);
    expect(turn([cell('slow', 4, 11), cell('quick', 1, 12)], 3)).toEqual(['quick']);
    expect(turn([cell('slow', 4, 12), cell('quick', 1, 20)], 0.5)).toEqual([]);
  });

  it('selects nothing where no contrast is open', () => {
    expect(turn([], 100)).toEqual([]);
  });
});

describe('simulateAllocation', () => {
  const costs = [1, 1, 4];
  const foreseen = (budget: number, max = 100, min = 1) => {
    const shares = costs.map(() => budget / costs.length);
    return simulateAllocation(shares, 12, { min, max }, (places) =>
      places.reduce((sum, at) => sum + (costs[at] as number), 0),
    );
  };

  it('gives as many launches as the selections add up to', () => {
    // 12 launches of each take 72 s. The 48 s that are left go to the fast ones, which have had 12 s of their 40.
    expect(foreseen(120)).toEqual({ fewest: 12, most: 36 });
    expect(foreseen(72)).toEqual({ fewest: 12, most: 12 });
    expect(foreseen(30)).toEqual({ fewest: 5, most: 5 });
  });

  it('allows the minimum to all, whatever the budget is', () => {
    expect(foreseen(30, 100, 6)).toEqual({ fewest: 6, most: 6 });
  });

  it('allows no more than the maximum', () => {
    expect(foreseen(1000, 30)).toEqual({ fewest: 30, most: 30 });
  });
});
