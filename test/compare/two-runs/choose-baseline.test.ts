import { describe, expect, it } from '@jest/globals';
import { chooseBaseline } from '../../../src/compare/two-runs/choose-baseline.js';
import { buildRun, CPU, MEMORY } from '../../support/run-builder.js';

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

  it('passes over its own first attempt, which a repeated run has kept on this host', () => {
    const of = (id: string, runNumber: number) => ({
      ...buildRun({ id }),
      origin: {
        repository: 'o/r',
        event: 'push',
        ref: 'refs/heads/main',
        sha: id,
        baseBranch: '',
        workflow: 'w',
        runNumber,
      },
    });
    const known = [of('first-attempt', 7), of('before', 6)];
    expect(chooseBaseline(of('second-attempt', 7), known)?.run.id).toBe('before');
  });

  const wide = { arms: ['runc', 'crun'], benchmarks: [CPU, MEMORY] };

  it('takes an older run that has all cells before newer ones that have some', () => {
    const known = [buildRun({ id: 'narrow' }), buildRun({ id: 'wide', ...wide }), buildRun({ id: 'oldest', ...wide })];
    expect(chooseBaseline(buildRun({ id: 'now', ...wide }), known)).toMatchObject({
      run: { id: 'wide' },
      source: 'the last comparable run on this host with all cells of this one',
    });
  });

  it('takes the newest of those with the most cells where none has all', () => {
    const two = { benchmarks: [CPU, MEMORY] };
    const known = [buildRun({ id: 'one' }), buildRun({ id: 'two', ...two }), buildRun({ id: 'older', ...two })];
    expect(chooseBaseline(buildRun({ id: 'now', ...wide }), known)).toMatchObject({
      run: { id: 'two' },
      source: 'the last comparable run on this host with the most cells of this one',
    });
  });

  it('counts a cell of which a run has no figures as one that it lacks', () => {
    const figure = ({ arm }: { arm: string }, usual: number) => (arm === 'crun' ? 'exit' : usual);
    const known = [buildRun({ id: 'failed', ...wide, figure }), buildRun({ id: 'whole', ...wide })];
    expect(chooseBaseline(buildRun({ id: 'now', ...wide }), known)?.run.id).toBe('whole');
  });

  it('takes the newest where that has more than is asked for', () => {
    const known = [buildRun({ id: 'newest', ...wide }), buildRun({ id: 'same' })];
    expect(chooseBaseline(today, known)).toMatchObject({
      run: { id: 'newest' },
      source: 'the last comparable run on this host',
    });
  });
});
