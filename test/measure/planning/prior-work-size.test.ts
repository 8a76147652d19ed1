import { describe, expect, it } from '@jest/globals';
import { priorWork } from '../../../src/measure/planning/prior-work-size.js';
import type { RunDocument, Work } from '../../../src/results/document.js';
import { findBenchmarks } from '../../../src/suites/index.js';
import { buildRun, CPU, FINGERPRINT } from '../../support/run-builder.js';

const benchmarks = findBenchmarks(['cpu', 'memory.write.seq.1k', 'fileio.volume.seqrd']);
const [memory, cpu, fileio] = ['memory.write.seq.1k', 'cpu.prime', 'fileio.volume.seqrd'];

function runWith(works: Readonly<Record<string, Work>>, plan: Partial<RunDocument['plan']> = {}): RunDocument {
  const planned = benchmarks.map((benchmark) => ({
    ...benchmark,
    gate: benchmark.primaryMetric,
    metrics: benchmark.metrics.map((metric) => ({ ...metric })),
    work: works[benchmark.id] ?? benchmark.defaultWork,
  }));
  return buildRun({ plan: { trialSeconds: 0.1, benchmarks: planned, ...plan }, blocks: 0 });
}
const events = (amount: number): Work => ({ kind: 'fixed', amount, unit: 'events' });
const mebibytes = (amount: number): Work => ({ kind: 'fixed', amount, unit: 'MiB' });

describe('priorWork', () => {
  it('takes the work of each benchmark from the newest run that sized it', () => {
    const earlier = [runWith({ [cpu]: events(117) }), runWith({ [cpu]: events(99), [memory]: mebibytes(870) })];
    expect([...priorWork(runWith({}), earlier, benchmarks)]).toEqual([
      [cpu, events(117)],
      [memory, mebibytes(870)],
    ]);
  });

  it.each([
    ['trial length', { trialSeconds: 0.2 }, {}],
    ['CPUs', { limits: { cpus: '0', cpuCount: 1, memoryBytes: 1e9 } }, {}],
    ['hardware', {}, { hardwareKey: 'hardware-2' }],
    ['sysbench', {}, { image: { ...FINGERPRINT.image, sysbench: '1.0.21' } }],
  ])('ignores runs of another %s', (_, plan, fingerprint) => {
    const other = runWith({ [cpu]: events(117) }, plan);
    const earlier = [{ ...other, fingerprint: { ...other.fingerprint, ...fingerprint } }];
    expect(priorWork(runWith({}), earlier, benchmarks).size).toBe(0);
  });

  it('passes over work for files that were made otherwise: their reads have another speed', () => {
    const requests: Work = { kind: 'fixed', amount: 5, unit: 'requests' };
    const earlier = runWith({ [fileio]: requests });
    const planned = earlier.plan.benchmarks.map(({ files: _, ...one }) => one);
    expect([...priorWork(runWith({}), [earlier], benchmarks)]).toEqual([[fileio, requests]]);
    expect(
      priorWork(runWith({}), [{ ...earlier, plan: { ...earlier.plan, benchmarks: planned } }], benchmarks).size,
    ).toBe(0);
  });

  it('leaves out work whose trials were far too short, because the host was busy when it was sized', () => {
    const short = { ...CPU, work: events(40) };
    const timed = (wallMs: number) => {
      const run = buildRun({ benchmarks: [short], plan: { trialSeconds: 0.1 }, blocks: 2 });
      for (const trial of run.blocks.flatMap(({ pairs }) => pairs.flatMap(({ trials }) => trials)))
        trial.wallMs = wallMs;
      return priorWork(runWith({}), [run], benchmarks).size;
    };
    expect([timed(49), timed(51)]).toEqual([0, 1]);
  });

  it('never takes work in another unit, or for a benchmark that is not sized', () => {
    const earlier = [runWith({ [cpu]: mebibytes(5), [fileio]: { kind: 'timed', seconds: 2 } })];
    expect(priorWork(runWith({}), earlier, benchmarks).size).toBe(0);
  });
});
