import { describe, expect, it } from '@jest/globals';
import { resultOf, worstStatus } from '../../src/report/status.js';
import { compared, comparison, regressed } from './support/cells.js';

const inconclusive = compared({ verdict: 'inconclusive' });
const pass = { pass: true, reasons: [] };

describe('resultOf', () => {
  it.each([
    ['passed', 'No regression in 1 cell', comparison([compared()])],
    ['undecided', 'Undecided: 1 of 3 cells decided', comparison([compared(), inconclusive, inconclusive])],
    ['warned', '1 of 1 cell regressed', comparison([regressed(3)])],
  ] as const)('is %s where the answer is "%s"', (status, answer, given) => {
    expect(resultOf({ comparison: given, gate: pass })).toEqual({ status, answer });
  });

  it('is failed where the gate fails', () => {
    const gate = { pass: false, reasons: ['runc cpu.prime is inconclusive.'] };
    expect(resultOf({ comparison: comparison([inconclusive]), gate })).toMatchObject({ status: 'failed' });
  });

  it('is that of the gate alone where nothing was compared, and nothing without a gate', () => {
    expect(resultOf({ gate: { pass: false, reasons: ['There is no earlier run.'] } })).toEqual({
      status: 'failed',
      answer: null,
    });
    expect(resultOf({})).toEqual({ status: null, answer: null });
  });
});

describe('worstStatus', () => {
  it('is the one that needs attention most; undefined where there is none', () => {
    expect(worstStatus(['passed', 'undecided', 'passed'])).toBe('undecided');
    expect(worstStatus(['undecided', 'warned'])).toBe('warned');
    expect(worstStatus(['warned', 'failed', 'passed'])).toBe('failed');
    expect(worstStatus([])).toBeUndefined();
  });
});
