import { describe, expect, it } from '@jest/globals';
import { planDifferences } from '../../../src/compare/documents/plan-differences.js';
import type { PlannedBenchmark } from '../../../src/results/document.js';
import { lifecycle } from '../../../src/suites/launch/lifecycle.js';
import { buildRun, CPU, OWN, STARTUP } from '../../support/run-builder.js';

const cell = { arm: 'runc', benchmark: 'cpu.prime' };

function difference(change: Partial<PlannedBenchmark>, trialSeconds?: number, base: PlannedBenchmark = CPU): string[] {
  const run = (benchmark: PlannedBenchmark) => buildRun({ benchmarks: [benchmark], plan: { trialSeconds }, blocks: 0 });
  return planDifferences(run(base), run({ ...base, ...change }), cell);
}
const events = (amount: number): Partial<PlannedBenchmark> => ({ work: { kind: 'fixed', amount, unit: 'events' } });

describe('planDifferences', () => {
  it.each([206, 194, 300, 134])('compares rates of 200 and of %i events in trials of 0.1 s', (amount) => {
    expect(difference(events(amount), 0.1)).toEqual([]);
  });

  it('does not compare rates of work that differs by more than half', () => {
    expect(difference(events(301), 0.1)).toEqual(['work (200 events, now 301 events)']);
  });

  it('allows less where trials are so short that the report of sysbench weighs more', () => {
    expect(difference(events(220), 0.02)).toHaveLength(1);
    expect(difference(events(206), 0.02)).toEqual([]);
  });

  it('does not compare reads of files that were made otherwise, or that an earlier version made', () => {
    const files = 'made with writes of 1 MiB';
    expect(difference({ files }, 0.1, { ...CPU, files })).toEqual([]);
    expect(difference({ files }, 0.1)).toEqual([`files (not said, now ${files})`]);
    expect(difference({ files: 'other' }, 0.1, { ...CPU, files })).toEqual([`files (${files}, now other)`]);
  });

  it('wants equally many pairs a block, of the benchmark where it has its own number', () => {
    expect(difference({ pairs: 1 })).toEqual(['pairs a block (3, now 1)']);
    expect(difference({}, undefined, { ...CPU, pairs: 1 })).toEqual([]);
  });

  it('takes the same file of two checkouts for the same option, and another file for another', () => {
    const of = (written: string, kernel: string) => {
      const id = `qemu{kernel: ${written}}`;
      const run = buildRun({ arms: [id], benchmarks: [CPU], blocks: 0 });
      const arms = run.plan.arms.map((arm) => (arm.id === id ? { ...arm, options: { kernel } } : arm));
      return { ...run, plan: { ...run.plan, arms } };
    };
    const here = of('./vmlinux', '/tmp/a/vmlinux');
    const at = { arm: 'qemu{kernel: ./vmlinux}', benchmark: 'cpu.prime' };
    expect(planDifferences(here, of('./vmlinux', '/tmp/b/vmlinux'), at)).toEqual([]);
  });

  it('wants equal work where the length of trials is not known', () => {
    expect(difference(events(206))).toHaveLength(1);
  });

  it('wants equal work where the figure is a time', () => {
    expect(difference(events(206), 0.1, { ...CPU, gate: 'latency_p95' })).toHaveLength(1);
  });

  it('wants equal work where the unit or the kind of work differs', () => {
    expect(difference({ work: { kind: 'fixed', amount: 200, unit: 'MiB' } }, 0.1)).toHaveLength(1);
    expect(difference({ work: { kind: 'timed', seconds: 1 } }, 0.1)).toHaveLength(1);
  });

  it.each<[string, Partial<PlannedBenchmark>, string]>([
    ['command', { own: { run: 'other', setup: 'redis-server', metric: { json: '$.a' } } }, 'command ('],
    ['setup', { own: { ...OWN.own, run: 'a', setup: 'b', metric: { json: '$.a' } } }, 'setup (redis-server, now b)'],
    [
      'unit',
      { metrics: [{ name: 'value', unit: 'ops', direction: 'higher' }] },
      'value in requests/s, higher is better, now value in ops',
    ],
    ['place of the figure', { own: { run: 'a', metric: { json: '$.a' } } }, 'now $.a)'],
  ])("does not compare a user's own benchmark whose %s is another", (_, change, says) => {
    const run = (benchmark: PlannedBenchmark) => buildRun({ benchmarks: [benchmark], blocks: 0 });
    const where = { arm: 'runc', benchmark: OWN.id };
    expect(planDifferences(run(OWN), run(OWN), where)).toEqual([]);
    expect(planDifferences(run(OWN), run({ ...OWN, ...change }), where).join()).toContain(says);
  });

  it('does not compare a start with one that an earlier version timed in another way', () => {
    const [startup] = lifecycle.benchmarks;
    const base = { ...STARTUP, work: startup?.defaultWork ?? STARTUP.work };
    const where = { arm: 'runc', benchmark: STARTUP.id };
    const run = (benchmark: PlannedBenchmark) => buildRun({ benchmarks: [benchmark], blocks: 0 });
    expect(planDifferences(run(STARTUP), run(base), where)).toEqual([
      'work (an observed event, now call to first word)',
    ]);
    expect(planDifferences(run(base), run(base), where)).toEqual([]);
  });
});
