import { describe, expect, it } from '@jest/globals';
import { type KeptRun, kindOf, superfluous } from '../../src/results/keeping.js';
import { buildRun, CPU, MEMORY } from '../support/run-builder.js';

const runs = (kind: string | undefined, count: number): KeptRun[] =>
  Array.from({ length: count }, (_, n) => ({ name: `${kind}-${n}`, kind }));
const left = (kept: readonly KeptRun[], kind: string | undefined): number => {
  const gone = new Set(superfluous(kept));
  return kept.filter((run) => run.kind === kind && !gone.has(run.name)).length;
};

describe('the kind of a kept run', () => {
  const origin = { repository: 'o/r', event: 'push', ref: 'refs/heads/main', sha: 'a', baseBranch: '', workflow: 'w' };
  const run = { ...buildRun({ benchmarks: [CPU, MEMORY] }), origin };

  it('is one for the runs of a branch and workflow that measure the same', () => {
    const again = {
      ...buildRun({ seed: 2, benchmarks: [MEMORY, CPU] }),
      origin: { ...origin, event: 'schedule', sha: 'b' },
    };
    expect(kindOf(again)).toBe(kindOf(run));
    const others = [
      { ...run, origin: { ...origin, ref: 'refs/heads/next' } },
      { ...run, origin: { ...origin, workflow: 'nightly' } },
      { ...run, origin: { ...origin, repository: 'o/fork' } },
      { ...run, origin: undefined },
      { ...buildRun(), origin },
      { ...buildRun({ benchmarks: [CPU, MEMORY], arms: ['runc', 'crun'] }), origin },
    ];
    expect(new Set([run, ...others].map(kindOf)).size).toBe(7);
  });

  it.each([
    ['of both sides', buildRun({ arms: ['a', 'b'], contrasts: [{ baseline: 'a', candidate: 'b' }] })],
    ['of a pull request', { ...run, origin: { ...origin, event: 'pull_request' } }],
    ['that was cut short', { ...run, stopped: null }],
    ['that is damaged', { kind: 'tare-run' }],
  ])('is none for a run %s', (_, document) => expect(kindOf(document)).toBeUndefined());
});

describe('the runs that go', () => {
  it('are the oldest of each kind', () => {
    expect(superfluous([...runs('a', 51), ...runs(undefined, 21), ...runs('b', 20)])).toEqual(['undefined-20', 'a-50']);
  });

  it('are, of too many baselines, the oldest of those that have many like them', () => {
    const branches = Array.from({ length: 60 }, (_, n) => runs(`branch-${n}`, 1)).flat();
    const kept = [...runs('main', 30), ...branches, ...runs('nightly', 12)];
    expect([left(kept, 'main'), left(kept, 'nightly')]).toEqual([28, 12]);
    const more = [...kept, ...Array.from({ length: 30 }, (_, n) => runs(`old-${n}`, 1)).flat()];
    expect([left(more, 'main'), left(more, 'nightly'), left(more, 'old-29')]).toEqual([12, 12, 0]);
  });
});
