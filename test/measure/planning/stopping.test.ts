import { describe, expect, it } from '@jest/globals';
import { blockTimes } from '../../../src/measure/planning/block-times.js';
import { EQUAL_LAUNCHES, nextBlock, reasonToStop } from '../../../src/measure/planning/stopping.js';
import { plannedPairs } from '../../../src/results/cells.js';
import type { Block, RunDocument } from '../../../src/results/document.js';
import { buildRun, CPU, MEMORY } from '../../support/run-builder.js';
import { aPlan } from './a-plan.js';

/**
 * Two sides of runc and of docker, whose launches take 1 and 4 s with their ends, with two benchmarks, blocks of 30 s
 * and trials of .1 s: each cell has 3 pairs and a warm-up pair.
 */
const contrasts = ['runc', 'docker'].map((name) => ({ baseline: `${name} (baseline)`, candidate: name }));
const run = (blocks: number, plan: Partial<RunDocument['plan']> = {}): RunDocument => {
  const built = buildRun({
    arms: contrasts.flatMap(({ baseline, candidate }) => [baseline, candidate]),
    contrasts,
    blocks,
    pairs: 3,
    benchmarks: [CPU, MEMORY],
    times: (arm) => ({
      startupMs: arm.startsWith('docker') ? 3000 : 800,
      shutdownMs: arm.startsWith('docker') ? 1000 : 200,
    }),
    plan: { blocks: { min: 1, max: 65 }, ...plan },
  });
  return {
    ...built,
    stopped: null,
    finishedAt: null,
    blocks: built.blocks.map((block) => ({ ...block, wallSeconds: 30 })),
  };
};
const names = (cells: readonly { arm: string; benchmark: string }[]) =>
  cells.map(({ arm, benchmark }) => `${arm} ${benchmark}`);
const ALL = ['runc cpu.prime', `runc ${MEMORY.id}`, 'docker cpu.prime', `docker ${MEMORY.id}`];

describe('the time of contrasts', () => {
  const times = ({ plan, blocks }: RunDocument) => plan.contrasts.map(blockTimes(plan, blocks).of);

  it('adds up to that of the blocks', () => {
    const [runc, docker] = times(run(3));
    expect([runc?.launches, docker?.launches]).toEqual([3, 3]);
    expect((runc?.seconds ?? 0) + (docker?.seconds ?? 0)).toBeCloseTo(90, 9);
    expect((docker?.seconds ?? 0) - (runc?.seconds ?? 0)).toBeCloseTo(3 * (8 - 2), 9);
  });

  it('is that of the blocks that visited one of its cells', () => {
    const all = ['cpu.prime', MEMORY.id].map((benchmark) => ({ arm: 'docker', benchmark }));
    const built = run(3);
    const [first, second, third] = built.blocks as [Block, Block, Block];
    const blocks = [first, { ...second, waiting: all }, { ...third, settled: all.slice(1) }];
    expect(times({ ...built, blocks }).map(({ launches }) => launches)).toEqual([3, 2]);
  });

  it('counts half for a block that yielded nothing', () => {
    const failing = (only: typeof CPU, blocks: number[]) => {
      const figure = ({ arm, block }: { arm: string; block: number }, usual: number) =>
        arm === 'runc' && blocks.includes(block) ? 'timeout' : usual;
      return times(buildRun({ blocks: 4, benchmarks: [only], figure }))[0]?.launches;
    };
    expect(failing(CPU, [])).toBe(4);
    expect(failing(CPU, [0, 2])).toBe(3);
  });

  it('counts the seconds of a block that was cut short, and no visit', () => {
    const built = run(3);
    const blocks = built.blocks.map((block, at) => (at === 1 ? { ...block, complete: false } : block));
    const [runc, docker] = times({ ...built, blocks });
    expect([runc, docker]).toMatchObject([
      { visits: 2, launches: 2 },
      { visits: 2, launches: 2 },
    ]);
    expect((runc?.seconds ?? 0) + (docker?.seconds ?? 0)).toBeCloseTo(90, 9);
  });

  it('divides the start of a baseline among the candidates that are compared with it', () => {
    const shared = buildRun({
      arms: ['a', 'b', 'c'],
      contrasts: ['b', 'c'].map((candidate) => ({ baseline: 'a', candidate })),
      blocks: 2,
      times: () => ({ startupMs: 900, shutdownMs: 100 }),
    });
    expect(times(shared).map(({ seconds }) => seconds)).toEqual([expect.closeTo(10, 9), expect.closeTo(10, 9)]);
  });
});

describe('the next block', () => {
  it('takes as long as the last, except for its warm-up', () => {
    const { plan, blocks } = run(1);
    // Four cells with a warm-up pair of two trials of .1 s.
    expect(blockTimes(plan, blocks).next(plannedPairs(plan))).toBeCloseTo(30 - 0.8, 9);
  });

  it('is shorter by trials, launches and a part of the rest where a cell is left out', () => {
    const { plan, blocks } = run(2);
    const [cpu, memory] = plannedPairs(plan).filter(({ contrast }) => contrast.candidate === 'docker');
    const rest = 30 - 4 * 0.8 - 2 * (1 + 4);
    expect(blockTimes(plan, blocks).next([cpu, memory] as never)).toBeCloseTo(8 + 1.2 + rest / 2, 9);
    expect(blockTimes(plan, blocks).next([cpu] as never)).toBeCloseTo(8 + 0.6 + rest / 4, 9);
  });

  it('is not estimated from a narrow block where it is not narrow', () => {
    const { plan, blocks } = run(2);
    const [whole, other] = blocks as [Block, Block];
    const [first] = plannedPairs(plan);
    const waiting = ALL.slice(1).map((name) => ({
      arm: name.split(' ')[0] as string,
      benchmark: name.split(' ')[1] as string,
    }));
    const narrow = { ...other, waiting, wallSeconds: 25 };
    expect(blockTimes(plan, [whole, narrow]).next(plannedPairs(plan))).toBeCloseTo(30 - 0.8, 9);
    expect(blockTimes(plan, [whole, narrow]).next([first] as never)).toBeGreaterThan(15);
  });

  it('is not estimated from one that was cut short, unless there is no other', () => {
    const { plan, blocks } = run(2);
    const [whole, other] = blocks as [Block, Block];
    const cut = { ...other, complete: false, wallSeconds: 15, pairs: other.pairs.slice(0, 8) };
    expect(blockTimes(plan, [whole, cut]).next(plannedPairs(plan))).toBeCloseTo(30 - 0.8, 9);
    expect(blockTimes(plan, [cut]).next(plannedPairs(plan))).toBeGreaterThan(0);
  });

  it('is unknown before the first', () => {
    expect(blockTimes(run(0).plan, []).next(plannedPairs(run(0).plan))).toBe(0);
  });
});

describe('nextBlock', () => {
  const sharing = { decidedCells: () => [], minLaunches: () => 12 };
  const at = (blocks: number, budgetSeconds: number, seconds: number) =>
    nextBlock(run(blocks, { budgetSeconds }), seconds, sharing);

  it('visits all until there are enough launches', () => {
    expect(at(11, 10_000, 330)).toEqual({ settled: [], waiting: [], stopReason: undefined });
  });

  it('goes on with the fast ones alone where the slow ones have had their share', () => {
    // 12 s a launch of runc and 18 s of docker, of 210 s for each.
    expect(names(at(12, 420, 360).waiting)).toEqual(ALL.slice(2));
    expect(names(at(12, 4_000, 360).waiting)).toEqual([]);
  });

  it('takes what still fits at the end of the budget', () => {
    expect(names(at(3, 105, 90).waiting)).toEqual(ALL.slice(2));
    expect(at(3, 91, 90).stopReason).toBe('budget');
  });

  it('visits all equally where it is told to', () => {
    expect(nextBlock(run(12, { budgetSeconds: 420 }), 360, EQUAL_LAUNCHES)).toEqual({
      settled: [],
      waiting: [],
      stopReason: undefined,
    });
    expect(nextBlock(run(12, { budgetSeconds: 420 }), 400, EQUAL_LAUNCHES).stopReason).toBe('budget');
  });

  it('ends at the most launches that a cell may have, and not before', () => {
    const most = (blocks: number, max: number) =>
      nextBlock(run(blocks, { budgetSeconds: 10_000, blocks: { min: 1, max } }), 360, sharing);
    expect(most(12, 12)).toMatchObject({ stopReason: 'blocks' });
    const built = run(13, { budgetSeconds: 10_000, blocks: { min: 1, max: 13 } });
    const waiting = ALL.slice(2).map((name) => ({ arm: 'docker', benchmark: name.split(' ')[1] as string }));
    const uneven = { ...built, blocks: built.blocks.map((block, i) => (i === 12 ? { ...block, waiting } : block)) };
    const next = nextBlock(uneven, 390, sharing);
    expect([names(next.waiting), next.stopReason]).toEqual([ALL.slice(0, 2), undefined]);
    expect(nextBlock(run(12, { blocks: { min: 1, max: 12 } }), 0, EQUAL_LAUNCHES).stopReason).toBe('blocks');
  });

  it('ends at the most blocks also where some yielded nothing', () => {
    const built = run(4, { budgetSeconds: 10_000, blocks: { min: 1, max: 4 } });
    const failure = { reason: 'timeout' as const, message: '', tail: [] };
    const blocks = built.blocks.map((block) => ({
      ...block,
      pairs: block.pairs.map((pair) => ({ ...pair, trials: pair.trials.map((trial) => ({ ...trial, failure })) })),
    }));
    expect(nextBlock({ ...built, blocks }, 120, sharing).stopReason).toBe('blocks');
  });

  it('takes the whole minimum, whatever the time is', () => {
    const forced = run(3, { budgetSeconds: 10, blocks: { min: 4, max: 9 } });
    expect(nextBlock(forced, 90, sharing)).toEqual({ settled: [], waiting: [], stopReason: undefined });
  });

  it('counts no block that was cut short, of the least and of the most', () => {
    const blocksOf = (min: number, max: number, policy: typeof sharing | typeof EQUAL_LAUNCHES) => {
      const built = run(4, { budgetSeconds: 100_000, blocks: { min, max } });
      const blocks = built.blocks.map((block, at) => (at === 1 ? { ...block, complete: false } : block));
      return nextBlock({ ...built, blocks }, 120, policy).stopReason;
    };
    for (const policy of [sharing, EQUAL_LAUNCHES]) {
      expect(blocksOf(4, 4, policy)).toBeUndefined();
      expect(blocksOf(1, 4, policy)).toBeUndefined();
      expect(blocksOf(3, 3, policy)).toBe('blocks');
    }
  });

  it('takes the least of whole blocks, whatever the time is', () => {
    const built = run(4, { budgetSeconds: 10, blocks: { min: 4, max: 9 } });
    const blocks = built.blocks.map((block, at) => (at === 1 ? { ...block, complete: false } : block));
    expect(nextBlock({ ...built, blocks }, 120, sharing).stopReason).toBeUndefined();
    expect(nextBlock(built, 120, sharing).stopReason).toBe('budget');
  });

  it('leaves out what is decided', () => {
    const settled = [{ arm: 'docker', benchmark: CPU.id }];
    const next = nextBlock(run(3, { budgetSeconds: 10_000 }), 90, {
      decidedCells: () => settled,
      minLaunches: () => 12,
    });
    expect(next).toEqual({ settled, waiting: [], stopReason: undefined });
  });
});

describe('reasonToStop', () => {
  const cells = (count: number) => Array.from({ length: count }, (_, i) => ({ arm: `${i}`, benchmark: 'cpu' }));
  const next = (settled: number, ends?: 'blocks' | 'budget') => ({
    settled: cells(settled),
    waiting: [],
    stopReason: ends,
  });

  it.each([
    ['goes on while something fits', 3, next(0), undefined],
    ['stops when nothing does', 3, next(0, 'budget'), 'budget'],
    ['stops at the most blocks', 9, next(0, 'blocks'), 'blocks'],
    ['goes on while one of the eight cells is open', 1, next(7), undefined],
    ['stops when all are settled, even before the minimum', 1, next(8), 'decided'],
  ])('%s', (_, blocks, given, reason) => {
    expect(reasonToStop(aPlan(), blocks, given)?.reason).toBe(reason);
  });
});
