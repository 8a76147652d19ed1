import { describe, expect, it } from '@jest/globals';
import { countFailures, observations } from '../../src/compare/observations.js';
import type { RunDocument } from '../../src/results/document.js';
import { buildRun, CPU, SHUTDOWN, STARTUP } from '../support/run-builder.js';

const only = (run: RunDocument) => {
  const [series] = observations(run);
  if (series === undefined) throw new Error('no series');
  return series;
};

describe('observations', () => {
  it('averages the log differences of a block, warm-up left out', () => {
    const arm = [500, 900, 800];
    const series = only(
      buildRun({
        blocks: 1,
        pairs: 3,
        figure: ({ arm: name, k, warmup }) => (name === 'native' ? 1000 : warmup ? 1 : (arm[k] ?? 0)),
      }),
    );
    const expected = (Math.log(0.5) + Math.log(0.9) + Math.log(0.8)) / 3;
    expect(series.observations).toHaveLength(1);
    expect(series.observations[0]?.difference).toBeCloseTo(expected, 12);
    expect(series.observations[0]?.candidate).toBeCloseTo((500 * 900 * 800) ** (1 / 3), 9);
    expect(series.observations[0]?.pairs.map((pair) => pair.k)).toEqual([0, 1, 2]);
  });

  it('reads a pair by its arms, not by the order of its trials', () => {
    const run = buildRun({ blocks: 1, levels: { native: 1000, runc: 900 } });
    const turned = structuredClone(run);
    for (const pair of turned.blocks[0]?.pairs ?? []) pair.trials.reverse();
    expect(only(turned).observations).toEqual(only(run).observations);
  });

  it('leaves out a pair that was set aside, and uses its repeat', () => {
    const run = buildRun({ blocks: 1, pairs: 2 });
    const pairs = run.blocks[0]?.pairs ?? [];
    const aside = structuredClone(pairs[1]);
    if (aside === undefined) throw new Error('a warm-up pair and two others');
    for (const trial of aside.trials) trial.metrics = { events_per_second: 1 };
    pairs.splice(1, 0, { ...aside, setAside: true });
    expect(only(run)).toEqual(only(buildRun({ blocks: 1, pairs: 2 })));
  });

  it('has one series for every contrast and benchmark, also for what was never measured', () => {
    const series = observations(buildRun({ arms: ['runc', 'docker'], benchmarks: [CPU, STARTUP], blocks: 0 }));
    expect(series.map((one) => `${one.arm} ${one.benchmark} ${one.observations.length}`)).toEqual([
      'runc cpu.prime 0',
      'runc lifecycle.startup 0',
      'docker cpu.prime 0',
      'docker lifecycle.startup 0',
    ]);
  });

  it('uses the primary metric alone unless all are requested', () => {
    const run = buildRun({ blocks: 1 });
    expect(observations(run).map((one) => one.metric)).toEqual(['events_per_second']);
    expect(observations(run, 'all').map((one) => [one.metric, one.isPrimary])).toEqual([
      ['events_per_second', true],
      ['latency_p95', false],
    ]);
  });

  it.each([
    ['zero', 0],
    ['negative', -1],
    ['NaN', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
    ['tiny', 1e-320],
  ])('drops and counts a pair with a %s figure', (_, bad) => {
    const series = only(
      buildRun({
        blocks: 2,
        pairs: 2,
        figure: ({ arm, block, k, warmup }, usual) =>
          arm === 'runc' && block === 0 && k === 1 && !warmup ? bad : usual,
      }),
    );
    expect(series.observations.map((one) => one.pairs.length)).toEqual([1, 2]);
    expect(series.drops).toEqual([{ arm: 'runc', reason: 'not a positive number', count: 1 }]);
  });

  it('drops a pair when either trial failed and says whose', () => {
    const series = only(
      buildRun({
        blocks: 3,
        pairs: 1,
        figure: ({ arm, block }, usual) => (arm === 'native' && block < 2 ? 'exit' : usual),
      }),
    );
    expect(series.observations.map((one) => one.block)).toEqual([2]);
    expect(series.drops).toEqual([{ arm: 'native', reason: 'failed', count: 4 }]);
  });

  it('counts a metric that a trial does not have', () => {
    const run = buildRun({ blocks: 1, pairs: 1 });
    for (const pair of run.blocks[0]?.pairs ?? []) for (const trial of pair.trials) trial.metrics = { other: 1 };
    expect(only(run).drops).toEqual([
      { arm: 'native', reason: 'metric absent', count: 2 },
      { arm: 'runc', reason: 'metric absent', count: 2 },
    ]);
  });

  it.each(['fixed', 'observed'])('finds nothing by the name of what every object has: %s work', (kind) => {
    const work = kind === 'fixed' ? CPU.work : ({ kind: 'observed' } as const);
    const metrics = [{ name: 'constructor', unit: 'ms', direction: 'lower' as const }];
    const run = buildRun({ blocks: 1, pairs: 1, benchmarks: [{ ...CPU, work, metrics, gate: 'constructor' }] });
    for (const pair of run.blocks[0]?.pairs ?? []) for (const trial of pair.trials) trial.metrics = { other: 1 };
    expect(new Set(only(run).drops.map(({ reason }) => reason))).toEqual(new Set(['metric absent']));
  });

  it('does not count a pair that a cut block left unfinished as a failure', () => {
    const run = buildRun({ blocks: 1, pairs: 2 });
    run.blocks[0]?.pairs.at(-1)?.trials.pop();
    const series = only(run);
    expect(series.observations[0]?.pairs).toHaveLength(1);
    expect(series.drops).toEqual([{ arm: 'runc', reason: 'cut short', count: 1 }]);
    expect(countFailures(series.drops)).toBe(0);
  });

  it('counts a launch that failed where it left a block without pairs', () => {
    const run = buildRun({
      blocks: 2,
      times: (arm, block) => ({ startupMs: arm === 'runc' && block === 1 ? null : 5, shutdownMs: 5 }),
    });
    run.blocks[1]?.pairs.splice(0);
    expect(only(run).drops).toEqual([{ arm: 'runc', reason: 'launch failed', count: 1 }]);
  });

  it('does not take ends for failed that a block cut short by the user did not wait for', () => {
    const times = () => ({ startupMs: 5, shutdownMs: null });
    const [whole] = observations(buildRun({ benchmarks: [SHUTDOWN], blocks: 1, times }));
    expect(whole?.drops.map(({ reason }) => reason)).toEqual(['launch failed', 'launch failed']);
    const run = buildRun({ benchmarks: [SHUTDOWN], blocks: 1, times });
    const cut = { ...run, blocks: run.blocks.map((block) => ({ ...block, complete: false })) };
    expect(only(cut).drops.map(({ reason }) => reason)).toEqual(['cut short', 'cut short']);
    expect([countFailures(only(cut).drops), only(cut).failedBlocks]).toEqual([0, []]);
  });

  it('takes launches for failed that failed in a block that was cut short', () => {
    const times = (arm: string) => ({ startupMs: arm === 'runc' ? null : 5, shutdownMs: null });
    const run = buildRun({ benchmarks: [SHUTDOWN], blocks: 1, times });
    const cut = { ...run, blocks: run.blocks.map((block) => ({ ...block, complete: false })) };
    expect(only(cut).drops.find(({ arm }) => arm === 'runc')?.reason).toBe('launch failed');
  });

  it('takes start-up and shutdown from the launches of the block', () => {
    const run = buildRun({
      benchmarks: [STARTUP, SHUTDOWN],
      blocks: 1,
      times: (arm) => (arm === 'native' ? { startupMs: 10, shutdownMs: 4 } : { startupMs: 30, shutdownMs: 2 }),
    });
    const [startup, shutdown] = observations(run);
    expect(startup?.observations[0]?.difference).toBeCloseTo(Math.log(3), 12);
    expect(shutdown?.observations[0]?.difference).toBeCloseTo(Math.log(0.5), 12);
  });

  it('replaces several launches of native in a block by their geometric mean', () => {
    const run = buildRun({ benchmarks: [STARTUP], blocks: 1, times: () => ({ startupMs: 10, shutdownMs: 1 }) });
    const native = run.blocks[0]?.launches.find((launch) => launch.arm === 'native');
    if (native) run.blocks[0]?.launches.push({ ...native, startupMs: 40 });
    expect(only(run).observations[0]?.baseline).toBeCloseTo(20, 12);
  });

  it('drops a launch time that is not positive', () => {
    const run = buildRun({
      benchmarks: [STARTUP],
      blocks: 1,
      times: (arm) => ({ startupMs: arm === 'runc' ? -3 : 10, shutdownMs: 1 }),
    });
    expect(only(run)).toMatchObject({
      observations: [],
      drops: [{ arm: 'runc', reason: 'not a positive number', count: 1 }],
    });
  });
});
