import { describe, expect, it } from '@jest/globals';
import { comparisonIn } from '../../../src/app/bisect/measured.js';
import type { StepRule } from '../../../src/bisect/judgement.js';
import { sides, trialsOf } from '../../../src/compare/one-run/sides.js';
import type { RunDocument } from '../../../src/results/document.js';
import { shiftOfLaunches } from '../../../src/stats/inference/launch-shift.js';
import { buildRun } from '../../support/run-builder.js';

const RULE: StepRule = { error: 0.01, minEffectPercent: 1, marginPercent: 4, wanted: 'side' };
/** The launches of the first of eight looks at this error. */
const FIRST_LOOK = 12;

function stopped(reason: 'decided' | 'budget'): RunDocument {
  const contrasts = [{ baseline: 'runc (baseline)', candidate: 'runc' }];
  const levels = { runc: 950 };
  const run = buildRun({ arms: ['runc (baseline)', 'runc'], contrasts, levels, blocks: FIRST_LOOK, spread: 0.02 });
  return { ...run, stopped: { reason, detail: 'It ended.' } };
}

/** The lower limit of the slowdown in per cent, of an interval with this tail. */
function lowAt(tail: number): number {
  const [series] = sides(stopped('decided'));
  if (series === undefined) throw new Error('the run has sides');
  return 100 * Math.expm1(-(shiftOfLaunches(trialsOf(series)).interval(tail).high ?? Number.NaN));
}

describe('the interval of a comparison that ended at its first look', () => {
  it('has the threshold of that look where the comparison was settled', () => {
    const { outcome, slowdown } = comparisonIn(stopped('decided'), RULE);
    expect(outcome).toBe('slower');
    expect(slowdown?.low).toBeCloseTo(lowAt(RULE.error / 8), 9);
  });

  it('has all of the error where the time was over, since no other look follows', () => {
    expect(comparisonIn(stopped('budget'), RULE).slowdown?.low).toBeCloseTo(lowAt(RULE.error), 9);
    expect(lowAt(RULE.error)).toBeGreaterThan(lowAt(RULE.error / 8));
  });
});
