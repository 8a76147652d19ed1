import { describe, expect, it } from '@jest/globals';
import { compared, withoutVerdicts } from '../../src/app/judge.js';
import { cellViews } from '../../src/report/html/views.js';
import type { RunDocument } from '../../src/results/document.js';
import { buildRun } from '../support/run-builder.js';
import { baseline, both, slower } from '../support/second-look.js';

const judging = { rule: { alpha: 0.05, minEffectPercent: 1, marginPercent: 3 }, failOn: [], narrowed: undefined };

it('explains the very cells that were judged, for each takes long', () => {
  const [run, candidate] = ['before', 'now'].map((id, seed) => buildRun({ id, seed, arms: ['runc', 'crun'] }));
  if (!run || !candidate) throw new Error('two runs were built');
  const { comparison, explanations } = compared({ run, source: 'given' }, candidate, judging, []);
  const explained = explanations?.() ?? [];
  expect(explained.map(({ cell: { arm } }) => arm)).toEqual(['runc', 'crun']);
  explained.forEach(({ cell }, at) => {
    expect(cell).toBe(comparison.cells[at]);
  });
});

describe('the explanation of a cell that was looked at again', () => {
  const candidate = slower({});
  const explained = (ab: RunDocument | undefined) =>
    cellViews({
      ...withoutVerdicts(candidate, '/nowhere'),
      ...compared({ run: baseline, source: 'given' }, candidate, judging, [], ab),
    })[0];

  it('is that of the run of both sides where that has decided it', () => {
    const view = explained(both(1000));
    expect(view?.explanation).toMatchObject({ rule: 'paired looks', cell: { verdict: 'not-slower' } });
    expect(view?.explanation?.cell).toBe(view?.compared);
    expect(view?.explanation?.looks.at(-1)?.outcome).toBe('not-slower');
    expect(view?.sides.map(({ run }) => run)).toEqual(['both']);
  });

  it('is that of both runs where it stays as it was, and says why', () => {
    const view = explained(undefined);
    expect(view?.explanation).toMatchObject({ rule: 'two runs of one boot', cell: { verdict: 'regressed' } });
    expect(view?.explanation?.cell.reason).toContain('Not confirmed, because');
    expect(view?.sides.map(({ run }) => run)).toEqual(['before', 'after']);
  });
});
