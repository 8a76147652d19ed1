import { describe, expect, it } from '@jest/globals';
import {
  adjacentPairs,
  type Cell,
  consecutiveBlocks,
  recordedBlocks,
  slowed,
  withinBudget,
} from '../../../bench/gate/draw.js';
import { randomBits } from '../../../bench/gate/random.js';
import type { RecordedSeries } from '../../../bench/gate/series.js';

/** Twelve launches, in which a value encodes its launch (hundreds), side (tens) and pair (ones). */
const SERIES: RecordedSeries = {
  name: 'runc cpu',
  metric: 'cpu',
  launches: Array.from({ length: 12 }, (_, i) => ({
    a: [0, 1, 2].map((k) => 100 * (i + 1) + 10 + k),
    b: [0, 1, 2].map((k) => 100 * (i + 1) + 20 + k),
    pairSeconds: [0.5, 0.5, 0.5],
    overheadSeconds: 1,
  })),
};

const launchOf = (value: number | undefined): number => Math.floor((value ?? 0) / 100);
const sideOf = (value: number | undefined): number => Math.floor(((value ?? 0) % 100) / 10);
const drawn = (schedule: ReturnType<typeof adjacentPairs>, budget: number, draws: number): Cell[] => {
  const bits = randomBits(1);
  return Array.from({ length: draws }, () => schedule(SERIES, budget, bits));
};

describe('drawn adjacent pairs', () => {
  it('takes a launch at most once, with both of its sides', () => {
    for (const cell of drawn(
      adjacentPairs(() => 2),
      100,
      50,
    )) {
      const launches = cell.baseline.map(([first]) => launchOf(first));
      expect(new Set(launches).size).toBe(12);
      expect(cell.candidate.map(([first]) => launchOf(first))).toEqual(launches);
    }
  });

  it('swaps the sides of a launch as a whole, each way about half of the time', () => {
    const launches = drawn(
      adjacentPairs(() => 3),
      100,
      100,
    ).flatMap((cell) => cell.baseline);
    expect(launches.every((values) => new Set(values.map(sideOf)).size === 1)).toBe(true);
    const swapped = launches.filter(([first]) => sideOf(first) === 2).length;
    expect(swapped / launches.length).toBeCloseTo(0.5, 1);
  });

  it('takes the first pairs of each launch', () => {
    const [cell] = drawn(
      adjacentPairs(() => 2),
      100,
      1,
    );
    expect(cell?.baseline.every(([first = 0, second = 0]) => first % 10 === 0 && second % 10 === 1)).toBe(true);
    expect(cell?.baseline.every((values) => values.length === 2)).toBe(true);
  });

  it('are cut to the launches that the budget pays for, overhead included', () => {
    const [cell] = drawn(
      adjacentPairs(() => 2),
      100,
      1,
    );
    const cut = withinBudget(cell as Cell, 7);
    expect(cut.seconds).toEqual([2, 2, 2]);
    expect(cut.baseline).toEqual(cell?.baseline.slice(0, 3));
    expect(cut.candidate).toHaveLength(3);
  });

  it('are the same for the same seed', () => {
    expect(
      drawn(
        adjacentPairs(() => 2),
        9,
        3,
      ),
    ).toEqual(
      drawn(
        adjacentPairs(() => 2),
        9,
        3,
      ),
    );
  });
});

describe('drawn consecutive blocks', () => {
  it('put whole launches of one stretch of time on each side', () => {
    for (const cell of drawn(consecutiveBlocks(1), 6, 50)) {
      const sides = [cell.baseline, cell.candidate].map((side) => side.map(([first]) => launchOf(first)));
      const [earlier, later] = sides.toSorted((x, y) => (x[0] ?? 0) - (y[0] ?? 0));
      const start = earlier?.[0] ?? 0;
      expect([...(earlier ?? []), ...(later ?? [])]).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((i) => start + i));
    }
  });
});

describe('drawn recorded blocks', () => {
  it('keep each recorded block on one side', () => {
    for (const cell of drawn(recordedBlocks(8), 0, 20)) {
      const sides = [cell.baseline, cell.candidate].map((side) => new Set(side.flat().map(sideOf)));
      expect(sides.map((side) => side.size)).toEqual([1, 1]);
      expect(cell.baseline).toHaveLength(8);
    }
  });
});

describe('a drawn history', () => {
  it('is every other run of four launches', () => {
    const runs = [2, 3, 4].map((run) => 100 * (4 * (run - 2) + 2.5) + 16);
    for (const cell of drawn(
      adjacentPairs(() => 1),
      100,
      20,
    )) {
      expect([...cell.history, cell.newRun].toSorted((x, y) => x - y)).toEqual(runs);
    }
  });
});

describe('a drawn slowdown', () => {
  it('lowers the candidate and the new run only', () => {
    const [cell] = drawn(
      adjacentPairs(() => 1),
      100,
      1,
    );
    const slow = slowed(cell as Cell, 0.1);
    expect(slow.baseline).toEqual(cell?.baseline);
    expect(slow.candidate[0]?.[0]).toBeCloseTo((cell?.candidate[0]?.[0] ?? 0) / 1.1, 9);
    expect(slow.newRun).toBeCloseTo((cell?.newRun ?? 0) / 1.1, 9);
  });
});
