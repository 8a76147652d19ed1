import { describe, expect, it } from '@jest/globals';
import type { CrowdTaken } from '../../src/suites/benchmark.js';
import { isSlower, scale } from '../../src/suites/scale.js';

const TAKEN: CrowdTaken = { asked: 4, startsMs: [], wallMs: 200, cpuSeconds: 0.5, removalMs: 30 };

function figures(id: string, taken: Partial<CrowdTaken>): Record<string, number> | undefined {
  return scale.benchmarks.find((one) => one.id === id)?.crowd?.figures({ ...TAKEN, ...taken });
}

const times = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms);

describe('scale', () => {
  it('launches one sandbox, one for each CPU, four for each CPU, and crowds that do not follow the host', () => {
    const sizes = scale.benchmarks.map(({ id, crowd }) => [id, crowd?.size(6)]);
    expect(Object.fromEntries(sizes)).toEqual({
      'scale.storm.1': 1,
      'scale.storm.1xcpu': 6,
      'scale.storm.4xcpu': 24,
      'scale.density.8': 8,
      'scale.density.32': 32,
      'scale.density.128': 128,
    });
  });

  it('counts in a storm what became ready, and ranks its starts', () => {
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

  it('tells of a crowd what each takes, and how starts have grown since the page cache was warm', () => {
    const memory = { availableBytes: 3 * 1024 ** 2, pssBytes: 2 * 1024 ** 2 };
    const startsMs = [900, 700, 10, 10, 11, 12, 15, 15, 16];
    expect(figures('scale.density.8', { startsMs, memory })).toEqual({
      pss_per_sandbox: 2,
      available_per_sandbox: 3,
      alive: 9,
      start_growth: 1.5,
      removal: 30,
    });
  });

  it('leaves out what a crowd that stayed small does not tell', () => {
    expect(figures('scale.density.8', { startsMs: [20] })).toEqual({ alive: 1, removal: 30 });
    const memory = { availableBytes: 1024 ** 2 };
    const some = figures('scale.density.8', { startsMs: times(7, 20), memory });
    expect(some).toEqual({ available_per_sandbox: 1, alive: 7, removal: 30 });
  });

  it('has a metric for every figure', () => {
    const memory = { availableBytes: 1024 ** 2, pssBytes: 1024 ** 2 };
    for (const { id, metrics } of scale.benchmarks)
      expect(Object.keys(figures(id, { startsMs: times(9, 20), memory }) ?? {}).sort()).toEqual(
        metrics.map(({ name }) => name).sort(),
      );
  });
});

describe('isSlower', () => {
  it('wants every one of the last starts to take more than twice as long', () => {
    expect(isSlower([...times(5, 10), 21, 22, 23])).toBe(true);
    expect(isSlower([...times(5, 10), 21, 19, 23])).toBe(false);
    expect(isSlower([...times(5, 10), 20, 20, 20])).toBe(false);
  });

  it('does not take the cold starts for the first ones, and says nothing of a few', () => {
    expect(isSlower([90, 80, ...times(3, 10), 30, 30, 30])).toBe(true);
    expect(isSlower([1, 1, ...times(3, 10), 10, 10, 10])).toBe(false);
    expect(isSlower([1, 1, 1, 50, 50, 50])).toBe(false);
  });
});
