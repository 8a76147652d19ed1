import { describe, expect, it } from '@jest/globals';
import { type CrowdTaken, OutputError } from '../../src/suites/benchmark.js';
import { fairness } from '../../src/suites/neighbours.js';
import { isSlower, scale } from '../../src/suites/scale.js';
import { fixture, recorded, thrown } from './fixture.js';

const TAKEN: CrowdTaken = { asked: 4, startsMs: [], wallMs: 200, cpuSeconds: 0.5, removalMs: 30 };

const crowdOf = (id: string) => scale.benchmarks.find((one) => one.id === id)?.crowd;

function figures(id: string, taken: Partial<CrowdTaken>): Record<string, number> | undefined {
  const crowd = crowdOf(id);
  return crowd && 'figures' in crowd ? crowd.figures({ ...TAKEN, ...taken }) : undefined;
}

/** Returns the memory that a host has available while this many sandboxes start, each of which takes this many MiB. */
const falling = (count: number, mib: number): number[] =>
  Array.from({ length: count }, (_, alive) => (1000 - alive * mib) * 1024 ** 2);

const times = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms);

describe('scale', () => {
  it('launches one sandbox, one or four for each CPU, one more than there are, and crowds of fixed size', () => {
    const sizes = scale.benchmarks.map(({ id, crowd }) => [id, crowd?.size(6)]);
    expect(Object.fromEntries(sizes)).toEqual({
      'scale.storm.1': 1,
      'scale.storm.1xcpu': 6,
      'scale.storm.4xcpu': 24,
      'scale.density.8': 8,
      'scale.density.32': 32,
      'scale.density.128': 128,
      'scale.neighbour.cpu': 7,
      'scale.neighbour.memory': 7,
      'scale.neighbour.fileio': 7,
    });
  });

  it('counts the sandboxes of a storm that became ready, and ranks their starts', () => {
    expect(figures('scale.storm.4xcpu', { startsMs: [40, 10, 30] })).toEqual({
      launches_per_second: 15,
      start_p50: 30,
      start_p95: 40,
      ready_share: 0.75,
      cpu_per_start: 0.5 / 3,
    });
  });

  it('ranks twenty starts by the nearest rank', () => {
    const startsMs = Array.from({ length: 20 }, (_, at) => 20 - at);
    expect(figures('scale.storm.4xcpu', { asked: 20, startsMs })).toMatchObject({ start_p50: 10, start_p95: 19 });
  });

  it('reports of a crowd what each sandbox takes, and how starts have grown since the page cache was warm', () => {
    const memory = { available: falling(9, 3), pssBytes: 2 * 1024 ** 2 };
    const startsMs = [900, 700, 10, 10, 11, 12, 15, 15, 16];
    expect(figures('scale.density.8', { startsMs, memory, idleCpuSeconds: 0.018 })).toEqual({
      pss_per_sandbox: 2,
      available_per_sandbox: 3,
      idle_cpu: 2,
      alive: 9,
      start_growth: 1.5,
      removal: 30,
    });
  });

  it('does not charge sandboxes for memory that something else has taken meanwhile', () => {
    const disturbed = falling(9, 3).map((bytes, alive) => (alive === 3 ? bytes - 1024 ** 3 : bytes));
    const taken = { startsMs: times(9, 20), memory: { available: disturbed } };
    expect(figures('scale.density.8', taken)?.available_per_sandbox).toBeCloseTo(3, 6);
  });

  it('leaves out what a crowd that stayed small cannot show', () => {
    expect(figures('scale.density.8', { startsMs: [20] })).toEqual({ alive: 1, removal: 30 });
    const memory = { available: falling(7, 1) };
    const some = figures('scale.density.8', { startsMs: times(7, 20), memory });
    expect(some).toEqual({ available_per_sandbox: 1, alive: 7, removal: 30 });
  });

  it('has a metric for every figure', () => {
    const memory = { available: falling(9, 1), pssBytes: 1024 ** 2 };
    const taken = { startsMs: times(9, 20), memory, idleCpuSeconds: 1 };
    for (const { id, metrics } of scale.benchmarks.filter(({ crowd }) => crowd?.asked !== 'to work'))
      expect(Object.keys(figures(id, taken) ?? {}).sort()).toEqual(metrics.map(({ name }) => name).sort());
  });
});

describe('isSlower', () => {
  it('requires each of the last starts to take more than twice as long', () => {
    expect(isSlower([...times(5, 10), 21, 22, 23])).toBe(true);
    expect(isSlower([...times(5, 10), 21, 19, 23])).toBe(false);
    expect(isSlower([...times(5, 10), 20, 20, 20])).toBe(false);
  });

  it('does not take the cold starts for the first ones, and decides nothing on a few starts', () => {
    expect(isSlower([90, 80, ...times(3, 10), 30, 30, 30])).toBe(true);
    expect(isSlower([1, 1, ...times(3, 10), 10, 10, 10])).toBe(false);
    expect(isSlower([1, 1, 1, 50, 50, 50])).toBe(false);
  });
});

describe('neighbours', () => {
  const read = (id: string, alone: string, ...beside: string[]) => {
    const crowd = crowdOf(id);
    if (crowd?.asked !== 'to work') throw new Error(`${id} does not work`);
    return crowd.read([[alone], [alone, ...beside]], [1, 2]);
  };
  const sample = (words: string) => recorded('neighbours.txt', words);

  it('do the same at the same time, after one of them has done it alone', () => {
    const crowd = crowdOf('scale.neighbour.cpu');
    const phases = crowd?.asked === 'to work' ? crowd.phases(3, []) : [];
    expect(phases.map((phase) => phase.length)).toEqual([1, 3]);
    const all = new Set(phases.flat().map((command) => command?.argv.join(' ')));
    expect([...all]).toEqual([
      'sysbench cpu --threads=1 --rand-seed=1 --percentile=95 --cpu-max-prime=20000 --events=0 --time=2 run',
    ]);
  });

  it('of files have them made first, in each', () => {
    const crowd = crowdOf('scale.neighbour.fileio');
    const phases = crowd?.asked === 'to work' ? crowd.phases(3, []) : [];
    expect(phases.map((phase) => phase.map((command) => command?.argv.at(-1)))).toEqual([
      ['prepare', 'prepare', 'prepare'],
      ['run'],
      ['run', 'run', 'run'],
    ]);
  });

  it.each(['cpu', 'memory', 'fileio'])('of %s give every metric from what sysbench printed', (load) => {
    const id = `scale.neighbour.${load}`;
    const found = read(id, sample(load), sample(load));
    expect(found).toMatchObject({ slowdown: 1, fairness: 1 });
    const metrics = scale.benchmarks.find((one) => one.id === id)?.metrics.map(({ name }) => name) ?? [];
    expect(Object.keys(found).sort()).toEqual(metrics.toSorted());
  });

  it('are refused where one printed another test, or nothing', () => {
    for (const other of [sample('memory'), '', fixture('neighbours.txt')])
      expect(thrown(() => read('scale.neighbour.cpu', sample('cpu'), other))).toBeInstanceOf(OutputError);
  });
});

describe('fairness', () => {
  it("is 1 where all have the same, 1/n where one has all, and Jain's value in between", () => {
    expect(fairness([5, 5, 5])).toBeCloseTo(1, 12);
    expect(fairness([0, 0, 8, 0])).toBe(0.25);
    expect(fairness([3, 1])).toBe(0.8);
  });
});
