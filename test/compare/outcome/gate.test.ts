import { describe, expect, it } from '@jest/globals';
import type { ComparedCell, Comparison, Verdict } from '../../../src/compare/comparison.js';
import { gateOutcome, withoutBaseline } from '../../../src/compare/outcome/gate.js';
import { worstVerdict } from '../../../src/compare/outcome/worst-verdict.js';

const cell = (arm: string, verdict: Verdict): ComparedCell => ({
  arm,
  benchmark: 'cpu.prime',
  metric: 'events_per_second',
  unit: 'events/s',
  direction: 'higher',
  verdict,
  reason: 'Because.',
  effect: null,
  limit: null,
  p: null,
  threshold: null,
  overall: null,
  seenPercent: null,
  baselineLevel: null,
  candidateLevel: null,
  baselineBlocks: 0,
  candidateBlocks: 0,
  noisePercent: null,
});
const comparison = (cells: ComparedCell[], host: ComparedCell[] = []): Comparison => ({
  mode: 'across',
  baseline: { id: 'a', startedAt: '', source: '' },
  candidate: { id: 'b', startedAt: '' },
  settings: { alpha: 0.05, minEffectPercent: 1, thetaPercent: 1, marginPercent: 3, cells: cells.length },
  differences: [],
  cells,
  provable: true,
  wholes: [],
  host,
  notes: [],
});

describe('withoutBaseline', () => {
  it('fails where that was asked for, and says why there is none', () => {
    expect(withoutBaseline(['no-baseline'], ['No run is kept.'])).toEqual({
      pass: false,
      reasons: ['No run is kept.'],
    });
    expect(withoutBaseline(['regression', 'missing'], ['No run is kept.'])).toBeUndefined();
  });
});

describe('gateOutcome', () => {
  it('fails on a regression and says which cell and why', () => {
    const found = comparison([cell('runc', 'regressed'), cell('docker', 'not-slower')]);
    expect(gateOutcome(found, ['regression'])).toEqual({
      pass: false,
      reasons: ['runc cpu.prime is regressed: Because.'],
    });
  });

  it.each([
    ['regressed', ['missing', 'inconclusive'], true],
    ['missing', ['regression'], true],
    ['missing', ['regression', 'missing'], false],
    ['inconclusive', ['regression'], true],
    ['inconclusive', ['inconclusive'], false],
    ['improved', ['regression', 'missing', 'inconclusive'], true],
    ['regressed', ['never'], true],
    ['regressed', [], true],
  ] as const)('for a cell that is %s and fail-on %j passes: %s', (verdict, failOn, pass) => {
    expect(gateOutcome(comparison([cell('runc', verdict)]), failOn).pass).toBe(pass);
  });

  it('does not fail by a benchmark without a gate, unless that is missing', () => {
    const ungated = (verdict: Verdict) => comparison([{ ...cell('runc', verdict), ungated: true }]);
    const outcome = (verdict: Verdict) => gateOutcome(ungated(verdict), ['regression', 'missing', 'inconclusive']).pass;
    expect([outcome('regressed'), outcome('inconclusive'), outcome('missing')]).toEqual([true, true, false]);
    expect(gateOutcome({ ...ungated('not-slower'), provable: false }, ['inconclusive']).pass).toBe(true);
    expect(gateOutcome(comparison([cell('runc', 'regressed')]), ['regression']).pass).toBe(false);
  });

  it('says what was found where it passes', () => {
    const found = comparison([cell('runc', 'inconclusive'), cell('docker', 'not-slower'), cell('crun', 'not-slower')]);
    expect(gateOutcome(found, ['regression']).reasons).toEqual(['Of 3 cells: 1 inconclusive, 2 not-slower.']);
  });

  it.each([
    [['no-baseline'], '2 cells regressed and pass: fail-on names no-baseline and not regression.'],
    [['never'], undefined],
  ] as const)('says of fail-on %j, by which regressions pass, %j', (failOn, told) => {
    const found = comparison([cell('runc', 'regressed'), cell('docker', 'regressed')]);
    expect(gateOutcome(found, failOn)).toEqual({
      pass: true,
      reasons: ['Of 2 cells: 2 regressed.', ...(told === undefined ? [] : [told])],
    });
  });

  it('does not fail a runtime for a slower host', () => {
    expect(
      gateOutcome(comparison([cell('runc', 'not-slower')], [cell('native', 'regressed')]), ['regression']).pass,
    ).toBe(true);
  });

  it('says that an empty comparison compared nothing, and fails it where inconclusive cells fail', () => {
    expect(gateOutcome(comparison([]), ['regression'])).toEqual({ pass: true, reasons: ['Nothing was compared.'] });
    expect(gateOutcome(comparison([]), ['inconclusive']).pass).toBe(false);
  });
});

describe('worstVerdict', () => {
  it.each<[Verdict, Verdict[]]>([
    ['regressed', ['not-slower', 'missing', 'regressed']],
    ['missing', ['inconclusive', 'missing']],
    ['inconclusive', ['improved', 'inconclusive', 'not-slower']],
    ['improved', ['not-slower', 'improved']],
    ['not-slower', ['not-slower']],
    ['inconclusive', []],
  ])('is %s for cells that are %j', (worst, verdicts) => {
    expect(worstVerdict(comparison(verdicts.map((verdict) => cell('runc', verdict))))).toBe(worst);
  });
});
