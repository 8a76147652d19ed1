import { describe, expect, it } from '@jest/globals';
import { armIdsOf, benchmarkRows } from '../../src/report/rows.js';
import { buildRun, CPU, MEMORY, STARTUP } from '../support/run-builder.js';
import { nativeCell, overhead } from './support/cells.js';

describe('armsOf', () => {
  it('puts native first, and arms that the plan does not name last', () => {
    const run = buildRun({ arms: ['runc', 'docker'] });
    run.plan.arms.reverse();
    expect(armIdsOf(run, [overhead({ arm: 'stray' })])).toEqual(['native', 'docker', 'runc', 'stray']);
  });
});

describe('benchmarkRows', () => {
  it('sorts by suite, then benchmark, sizes by number', () => {
    const run = buildRun({ benchmarks: [STARTUP, MEMORY, CPU] });
    const ids = ['memory.write.16k', 'lifecycle.startup', 'memory.write.1k', 'cpu.prime'];
    const rows = benchmarkRows(
      run,
      ids.map((benchmark) => overhead({ benchmark })),
    );
    expect(rows.map((row) => row.benchmark)).toEqual([
      'cpu.prime',
      'lifecycle.startup',
      'memory.write.1k',
      'memory.write.16k',
    ]);
  });

  it('takes the suite from the plan', () => {
    const run = buildRun({ benchmarks: [{ ...CPU, suite: 'zoo' }, MEMORY] });
    const rows = benchmarkRows(run, [overhead(), overhead({ benchmark: MEMORY.id })]);
    expect(rows.map(({ suite }) => suite)).toEqual(['memory', 'zoo']);
  });

  it('shows the primary metric of the plan, whichever comes first', () => {
    const run = buildRun({ benchmarks: [CPU] });
    const latency = overhead({ metric: 'latency_p95', unit: 'ms', level: 3 });
    const [row] = benchmarkRows(run, [latency, overhead()]);
    expect([row?.unit, row?.cells.get('runc')?.level]).toEqual(['events/s', 980]);
  });

  it('takes the level of native from its own cell', () => {
    const [row] = benchmarkRows(buildRun(), [overhead({ nativeLevel: 1001 }), nativeCell({ level: 1000 })]);
    expect(row?.nativeLevel).toBe(1000);
  });

  it('takes the level beside an arm where native has no cell', () => {
    const [row] = benchmarkRows(buildRun(), [overhead({ nativeLevel: 1001 })]);
    expect(row?.nativeLevel).toBe(1001);
  });
});
