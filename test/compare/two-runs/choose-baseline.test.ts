import { describe, expect, it } from '@jest/globals';
import { chooseBaseline } from '../../../src/compare/two-runs/choose-baseline.js';
import { buildRun, MEMORY } from '../../support/run-builder.js';

const today = buildRun({ id: 'today' });

describe('chooseBaseline', () => {
  it('takes the newest of the known runs', () => {
    const known = [buildRun({ id: 'newest' }), buildRun({ id: 'older' })];
    expect(chooseBaseline(today, known)?.run.id).toBe('newest');
  });

  it.each([
    ['was cancelled', { ...buildRun({ id: 'no' }), stopped: { reason: 'cancelled' as const, detail: '' } }],
    ['did not end', { ...buildRun({ id: 'no' }), stopped: null }],
    ['is of other hardware', buildRun({ id: 'no', fingerprint: { hardwareKey: 'hardware-2' } })],
    ['has no arm in common', buildRun({ id: 'no', arms: ['docker'] })],
    [
      'measured under other limits',
      buildRun({ id: 'no', plan: { limits: { cpus: '0', cpuCount: 1, memoryBytes: 1e9 } } }),
    ],
    [
      'measured one side against another',
      buildRun({ id: 'no', arms: ['runc', 'runc=./b'], contrasts: [{ baseline: 'runc=./b', candidate: 'runc' }] }),
    ],
    [
      'failed more often than it measured',
      buildRun({ id: 'no', figure: ({ arm, block }, usual) => (arm === 'runc' && block > 2 ? 'exit' : usual) }),
    ],
    ['was merged by hand', { ...buildRun({ id: 'no' }), blocks: [...today.blocks, ...today.blocks] }],
    ['has no benchmark in common', buildRun({ id: 'no', benchmarks: [MEMORY] })],
  ])('passes over a run that %s', (_, unfit) => {
    expect(chooseBaseline(today, [unfit, buildRun({ id: 'fit' })])?.run.id).toBe('fit');
    expect(chooseBaseline(today, [unfit])).toBeUndefined();
  });
});
