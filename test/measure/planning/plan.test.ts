import { describe, expect, it } from '@jest/globals';
import { memoryNote, withWork } from '../../../src/measure/planning/plan.js';
import { HOST_CPU, HOST_MEMORY } from '../../../src/suites/launch/host-cpu.js';
import { aPlan } from './a-plan.js';

describe('makePlan', () => {
  it('has the CPU time of the host beside the metrics of fixed work, never as the primary one', () => {
    const { benchmarks } = aPlan(undefined, undefined, undefined, ['cpu.prime', 'scale.storm.1xcpu']);
    const [fixed, crowd] = benchmarks;
    expect(fixed?.metrics.slice(-2)).toEqual([HOST_CPU, HOST_MEMORY]);
    expect(fixed?.gate).toBe('events_per_second');
    // A storm has the CPU time of the whole host, and no one sandbox whose groups could be read.
    expect(crowd?.metrics.map(({ name }) => name)).not.toContain('host_memory');
    const timed = aPlan(undefined, undefined, undefined, ['network.message.ping', 'lifecycle.startup']).benchmarks;
    const paid = timed.map(({ metrics }) => metrics.map(({ name }) => name).filter((name) => name.startsWith('host_')));
    expect(paid).toEqual([[], ['host_memory']]);
  });

  it('has the pairs of a benchmark where they are fewer than the run takes', () => {
    const { benchmarks } = aPlan(undefined, undefined, undefined, ['cpu.prime', 'network.tcp.send']);
    expect(benchmarks.map(({ id, pairs }) => [id, pairs])).toEqual([
      ['cpu.prime', undefined],
      ['network.tcp.send', 1],
    ]);
  });

  it('says how files are made, where a benchmark makes any before it measures', () => {
    const { benchmarks } = aPlan(undefined, undefined, undefined, ['fileio.volume.seqrd', 'fileio.volume.seqwr']);
    expect(benchmarks.map(({ files }) => files)).toEqual(['made with writes of 1 MiB', undefined]);
  });

  it('pairs every arm but native with native', () => {
    expect(aPlan().contrasts).toEqual([
      { baseline: 'native', candidate: 'runc' },
      { baseline: 'native', candidate: 'docker' },
    ]);
  });
});

describe('withWork', () => {
  it('replaces the work of sized benchmarks only', () => {
    const work = { kind: 'fixed', amount: 123, unit: 'events' } as const;
    const plan = withWork(aPlan(), new Map([['cpu.prime', work]]));
    expect(plan.benchmarks.find(({ id }) => id === 'cpu.prime')?.work).toEqual(work);
    expect(plan.benchmarks.find(({ id }) => id === 'mutex.contention')?.work).toEqual(
      aPlan().benchmarks.find(({ id }) => id === 'mutex.contention')?.work,
    );
  });
});

describe('makePlan with two sides', () => {
  const sided = (id: string, side?: 'baseline' | 'candidate') => ({
    id,
    runtime: 'runc',
    options: {},
    ...(side && { side }),
  });
  const plan = aPlan([
    sided('native'),
    sided('a', 'baseline'),
    sided('b', 'baseline'),
    sided('c', 'candidate'),
    sided('d', 'candidate'),
  ]);

  it('pairs the first of one side with the first of the other, and leaves native out', () => {
    expect(plan.contrasts).toEqual([
      { baseline: 'a', candidate: 'c' },
      { baseline: 'b', candidate: 'd' },
    ]);
  });

  it('records the sides, and the rule that decides', () => {
    expect(plan.arms.map(({ side }) => side)).toEqual([undefined, 'baseline', 'baseline', 'candidate', 'candidate']);
    expect(plan.decision).toEqual({ alpha: 0.05, minEffectPercent: 1, marginPercent: 3 });
    expect(aPlan().decision).toBeUndefined();
  });
});

describe('makePlan where memory is short', () => {
  const gibibytes = (n: number) => aPlan(undefined, n * 2 ** 30);

  it('holds as many sandboxes at once as fill nine tenths of what is available', () => {
    // Three arms of 512 MiB.
    expect([2, 1.5, 1, 0.1].map((n) => gibibytes(n).armsAtOnce)).toEqual([undefined, 2, 1, 1]);
  });

  it('says so, and what to do, where not even one runtime fits beside native', () => {
    expect(memoryNote(gibibytes(2))).toBeUndefined();
    expect(memoryNote(gibibytes(1.5))).toContain('holds 2 of 3 sandboxes of 512MiB: runtimes are launched in groups');
    expect(memoryNote(gibibytes(1))).toContain('set a lower memory limit');
  });
});
