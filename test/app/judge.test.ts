import { expect, it } from '@jest/globals';
import { compared } from '../../src/app/judge.js';
import { buildRun } from '../support/run-builder.js';

it('explains the very cells that were judged, for each takes long', () => {
  const [run, candidate] = ['before', 'now'].map((id, seed) => buildRun({ id, seed, arms: ['runc', 'crun'] }));
  if (!run || !candidate) throw new Error('two runs were built');
  const judging = { rule: { alpha: 0.05, minEffectPercent: 1, marginPercent: 3 }, failOn: [], narrowed: undefined };
  const { comparison, explanations } = compared({ run, source: 'given' }, candidate, judging, []);
  const explained = explanations?.() ?? [];
  expect(explained.map(({ cell: { arm } }) => arm)).toEqual(['runc', 'crun']);
  explained.forEach(({ cell }, at) => {
    expect(cell).toBe(comparison.cells[at]);
  });
});
