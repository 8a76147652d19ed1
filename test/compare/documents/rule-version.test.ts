import { describe, expect, it } from '@jest/globals';
import { ruleNotes, ruleVersionOf } from '../../../src/compare/documents/rule-version.js';
import { explainAcross } from '../../../src/compare/explain.js';
import { compareSides } from '../../../src/compare/one-run/within-run.js';
import { compareRuns } from '../../../src/compare/two-runs/between-runs.js';
import { explanationText } from '../../../src/report/explanation.js';
import type { RunDocument } from '../../../src/results/document.js';
import { RULE_VERSION } from '../../../src/stats/rule.js';
import { buildRun } from '../../support/run-builder.js';

const before = buildRun({ id: 'before', seed: 1 });
const after = buildRun({ id: 'after', seed: 2, levels: { runc: 950 } });

function underRule(run: RunDocument, ruleVersion: number | undefined): RunDocument {
  const { ruleVersion: _, ...plan } = run.plan;
  return { ...run, plan: ruleVersion === undefined ? plan : { ...plan, ruleVersion } };
}

describe('the version of the rule', () => {
  it('is 1 where none is recorded', () => {
    expect([before, underRule(before, undefined)].map(ruleVersionOf)).toEqual([RULE_VERSION, 1]);
  });

  it('is reported where it is another one, and changes no verdict', () => {
    const old = underRule(before, undefined);
    const [now, then] = [compareRuns(before, after), compareRuns(old, after)];
    expect(then.cells).toEqual(now.cells);
    expect(then.notes).toContainEqual(expect.stringContaining('The baseline was measured under rule 1'));
    expect(now.notes.join()).not.toContain('rule');
    expect(ruleNotes({ 'The run': underRule(before, RULE_VERSION + 1) })).toHaveLength(1);
  });

  it('is reported for a run with two sides', () => {
    const decision = { alpha: 0.05, minEffectPercent: 1, marginPercent: 3 };
    const sides = buildRun({
      arms: ['runc', 'runc=./bin/runc'],
      contrasts: [{ baseline: 'runc', candidate: 'runc=./bin/runc' }],
      plan: { decision },
    });
    expect(compareSides(underRule(sides, undefined)).notes).toEqual([expect.stringContaining('The run was measured')]);
    expect(compareSides(sides).notes).toEqual([]);
  });

  it('is shown by explain', () => {
    const cell = { arm: 'runc', benchmark: 'cpu.prime' };
    const explained = explainAcross(cell, underRule(before, undefined), after);
    expect(explained.ruleVersion).toEqual({ judged: RULE_VERSION, measured: [1, RULE_VERSION] });
    expect(explanationText(explained, 1_000)).toContain(`Rule ${RULE_VERSION}; measured under rule 1.`);
    expect(explanationText(explainAcross(cell, before, after), 1_000)).toContain(`Rule ${RULE_VERSION}. alpha`);
  });
});
