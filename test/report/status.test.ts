import { describe, expect, it } from '@jest/globals';
import type { LimitCell } from '../../src/compare/limits.js';
import { resultOf, worstStatus } from '../../src/report/status.js';
import type { RunDocument } from '../../src/results/document.js';
import { buildRun } from '../support/run-builder.js';
import { compared, comparison, regressed } from './support/cells.js';

const inconclusive = compared({ verdict: 'inconclusive' });
const run = buildRun();
const broken: LimitCell = {
  ...regressed(3),
  outcome: 'beyond',
  reason: 'it is.',
  limit: {
    ...{ text: 'runc cpu.prime > 1000 events/s', arm: 'runc', benchmark: 'cpu.prime' },
    ...{ quantity: 'level', sense: '>', value: 1000, unit: 'events/s' },
  },
  figure: { ratio: 900, low: 890, high: 910 },
  bound: 910,
  blocks: 9,
};
const pass = { pass: true, reasons: [] };

describe('resultOf', () => {
  it.each([
    ['passed', 'No regression in 1 cell', comparison([compared()])],
    ['undecided', 'Undecided: 1 of 3 cells decided', comparison([compared(), inconclusive, inconclusive])],
    ['warned', '1 of 1 cell regressed', comparison([regressed(3)])],
  ] as const)('is %s where the answer is "%s"', (status, answer, given) => {
    expect(resultOf({ run, comparison: given, gate: pass })).toEqual({ status, answer });
  });

  it('is failed where the gate fails', () => {
    const gate = { pass: false, reasons: ['runc cpu.prime is inconclusive.'] };
    expect(resultOf({ run, comparison: comparison([inconclusive]), gate })).toMatchObject({ status: 'failed' });
  });

  it('is that of the gate alone where nothing was compared, and nothing without a gate', () => {
    expect(resultOf({ run, gate: { pass: false, reasons: ['There is no earlier run.'] } })).toEqual({
      status: 'failed',
      answer: null,
    });
    expect(resultOf({ run })).toEqual({ status: null, answer: null });
  });

  it('is warned, and says so, where the run was cut short and the gate lets that pass', () => {
    const cut: RunDocument = { ...run, stopped: { reason: 'error', detail: 'The disk is full.' } };
    expect(resultOf({ run: cut, comparison: comparison([compared()]), gate: pass })).toEqual({
      status: 'warned',
      answer: 'The run was cut short: No regression in 1 cell',
    });
    expect(resultOf({ run: cut, gate: pass })).toMatchObject({ status: 'warned' });
  });

  it.each([
    ['passed', 'within'],
    ['warned', 'beyond'],
    ['warned', 'missing'],
    ['undecided', 'cannot tell'],
  ] as const)('is %s where nothing was compared and a limit came to "%s", which may pass', (status, outcome) => {
    const limits = { cells: [{ ...broken, outcome }], unplanned: [] };
    expect(resultOf({ run, gate: pass, limits })).toMatchObject({ status });
  });

  it.each([
    ['warned', 'beyond', [inconclusive]],
    ['warned', 'missing', [inconclusive]],
    ['warned', 'missing', [compared()]],
    ['undecided', 'cannot tell', [inconclusive]],
    ['passed', 'cannot tell', [compared()]],
  ] as const)('is %s where a limit came to "%s", which may pass, whatever was compared', (status, outcome, cells) => {
    const limits = { cells: [{ ...broken, outcome }], unplanned: [] };
    expect(resultOf({ run, comparison: comparison(cells), gate: pass, limits })).toMatchObject({ status });
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
