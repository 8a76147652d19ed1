import { describe, expect, it } from '@jest/globals';
import type { ComparedCell } from '../../src/compare/comparison.js';
import { cellsOf, changeOf, gateReasons, headline, hostChanges, overallText } from '../../src/report/verdicts.js';
import { compared, comparison, regressed } from './support/cells.js';

const inconclusive = compared({ verdict: 'inconclusive' });
const missing = compared({ verdict: 'missing', effect: null });

describe('headline', () => {
  it('begins with what regressed', () => {
    expect(headline({ comparison: comparison([regressed(3), compared(), missing]) })).toEqual({
      status: 'fail',
      answer: '1 of 3 cells regressed',
      rest: '1 missing, 1 not slower by 3 %; a slowdown of 3 % would have been proven in 3 of 3 cells',
    });
  });

  it('calls a comparison without regression a pass', () => {
    expect(headline({ comparison: comparison([compared(), compared()]) })).toMatchObject({
      status: 'pass',
      answer: 'No regression in 2 cells',
    });
  });

  it('claims no more than was proven where cells are inconclusive', () => {
    expect(headline({ comparison: comparison([compared(), inconclusive]) }).answer).toBe(
      'No regression proven in 2 cells',
    );
  });

  it('does not call a comparison a pass that decided nothing', () => {
    expect(
      headline({ comparison: comparison([inconclusive, inconclusive]), gate: { pass: true, reasons: [] } }),
    ).toMatchObject({
      status: 'undecided',
      answer: 'Nothing could be decided: all of 2 cells inconclusive',
    });
  });

  it('says how many of the open cells are suspected where all are open', () => {
    const suspected = regressed(9, { verdict: 'inconclusive' });
    expect(headline({ comparison: comparison([inconclusive, suspected, suspected]) })).toMatchObject({
      status: 'undecided',
      answer: 'Nothing could be decided: all of 3 cells inconclusive, 2 of them suspected',
    });
  });

  it('counts only what a gate judges where it calls a comparison undecided, as the gate does', () => {
    const [open, passed] = [inconclusive, compared()];
    const free = { ungated: true } as const;
    expect(headline({ comparison: comparison([passed, { ...open, ...free }, { ...open, ...free }]) }).status).toBe(
      'pass',
    );
    expect(
      headline({ comparison: comparison([open, open, passed, { ...passed, ...free }, { ...passed, ...free }]) }),
    ).toMatchObject({ status: 'undecided', answer: 'Undecided: 1 of 3 gated cells decided' });
  });

  it('counts all cells where no gate judges any', () => {
    const cells = [inconclusive, inconclusive, compared()].map((cell) => ({ ...cell, ungated: true as const }));
    expect(headline({ comparison: comparison(cells), gate: { pass: true, reasons: [] } })).toMatchObject({
      status: 'undecided',
      answer: 'Undecided: 1 of 3 cells decided',
    });
  });

  it('does not call an empty comparison a pass', () => {
    expect(headline({ comparison: comparison([]) }).status).toBe('undecided');
  });

  it('fails with the gate even where nothing regressed', () => {
    expect(
      headline({ comparison: comparison([compared(), inconclusive]), gate: { pass: false, reasons: [] } }).status,
    ).toBe('fail');
  });

  it('warns where the gate lets a regression pass', () => {
    expect(headline({ comparison: comparison([regressed(3)]), gate: { pass: true, reasons: [] } }).status).toBe('warn');
  });

  it('warns where cells are missing', () => {
    expect(headline({ comparison: comparison([compared(), missing]) }).status).toBe('warn');
  });
});

describe('cellsOf', () => {
  it('puts the largest change first', () => {
    const cells = cellsOf(comparison([regressed(2), regressed(9), compared()]), 'regressed');
    expect(cells.map(({ effect }) => effect?.ratio?.toFixed(3))).toEqual(['0.917', '0.980']);
  });
});

describe('changeOf', () => {
  it('shows for an equivalent cell the limit by which it passed, whatever its interval', () => {
    const wide = { ratio: 1.001, low: 0.9, high: 1.59 };
    const passed = compared({ direction: 'lower', effect: wide, limit: 1.014 });
    expect(changeOf(passed)).toMatchObject({ estimate: '~', interval: 'at worst +1.4 %' });
    expect(changeOf({ ...passed, verdict: 'inconclusive' })?.interval).toContain('+59');
    expect(changeOf({ ...passed, limit: null })?.interval).toContain('+59');
  });

  it('calls a regression slower even where its interval includes zero change', () => {
    const wide = compared({ verdict: 'regressed', effect: { ratio: 0.97, low: 0.9, high: 1.02 } });
    expect(changeOf(wide)).toMatchObject({ estimate: '+3 %', word: 'slower' });
  });

  it('is null where nothing was measured', () => {
    expect(changeOf(missing)).toBeNull();
  });
});

describe('overallText', () => {
  const all = { ratio: 0.96, low: 0.95, high: 0.97 };

  it('has the estimate over all launches of a cell that a look stopped before its last', () => {
    expect(overallText(regressed(6, { overall: all, candidateBlocks: 30 }))).toBe('all 30: +4.2 % [+3.1, +5.3]');
  });

  it('is empty where the verdict looked at all launches, and where none was proven', () => {
    expect(overallText(regressed(6))).toBe('');
    expect(overallText(compared({ overall: all }))).toBe('');
    expect(overallText(regressed(6, { overall: null }))).toBe('');
  });
});

describe('gateReasons', () => {
  it('leaves out what the rows say', () => {
    const cell = regressed(3);
    const gate = { pass: false, reasons: [`runc cpu.prime is regressed: ${cell.reason}`] };
    expect(gateReasons({ comparison: comparison([cell]), gate })).toEqual([]);
  });

  it('keeps what the rows do not say', () => {
    const gate = { pass: false, reasons: ['runc cpu.prime is inconclusive: too few.'] };
    expect(gateReasons({ comparison: comparison([inconclusive]), gate })).toEqual(gate.reasons);
  });

  it('counts beyond the fifth', () => {
    const reasons = Array.from({ length: 7 }, (_, i) => `reason ${i}`);
    const told = gateReasons({ comparison: comparison([inconclusive]), gate: { pass: false, reasons } });
    expect([told.length, told.at(-1)]).toEqual([6, 'And 2 more reasons.']);
  });

  it('explains why a regression passes', () => {
    const gate = { pass: true, reasons: ['Accepted by a label.'] };
    expect(gateReasons({ comparison: comparison([regressed(3)]), gate })).toEqual([
      'The gate lets this pass. Accepted by a label.',
    ]);
  });

  it('says nothing about an ordinary pass', () => {
    const gate = { pass: true, reasons: ['Of 1 cell: 1 equivalent.'] };
    expect(gateReasons({ comparison: comparison([compared()]), gate })).toEqual([]);
  });
});

describe('hostChanges', () => {
  it('lists proven changes only', () => {
    const host = [compared({ benchmark: 'quiet' }), regressed(2, { benchmark: 'moved' })];
    expect(hostChanges(comparison([], { host })).map(({ benchmark }) => benchmark)).toEqual(['moved']);
  });
});

describe('a comparison that decided too little', () => {
  const open = compared({ verdict: 'inconclusive', seenPercent: 8 });
  const blind = compared({ verdict: 'inconclusive', seenPercent: null });

  it('is undecided where fewer than half of the cells have an answer, and passes from half on', () => {
    const few = headline({ comparison: comparison([open, open, compared()]), gate: { pass: true, reasons: [] } });
    expect(few).toMatchObject({ status: 'undecided', answer: 'Undecided: 1 of 3 cells decided' });
    expect(headline({ comparison: comparison([open, compared()]), gate: { pass: true, reasons: [] } }).status).toBe(
      'pass',
    );
  });

  it('is undecided where no regression could have been proven, whatever passed', () => {
    const passed = headline({
      comparison: comparison([compared(), compared()], { provable: false }),
      gate: { pass: true, reasons: [] },
    });
    expect(passed).toMatchObject({
      status: 'undecided',
      answer: 'Undecided: no regression could have been proven with so few launches',
    });
  });

  it('says what would have been detected, and in how many cells', () => {
    const rest = (cells: ComparedCell[]): string => headline({ comparison: comparison(cells) }).rest;
    expect(rest([open, open, compared(), blind])).toContain('a slowdown of 8 % would have been proven in 3 of 4 cells');
    expect(rest([blind, compared(), blind])).toContain('a slowdown of 3 % would have been proven in 1 of 3 cells');
    expect(rest([blind])).toContain('no slowdown would have been proven in any of 1 cell');
    const within = { ...comparison([open, compared()]), mode: 'ab' as const };
    expect(headline({ comparison: within }).rest).toContain(
      'a slowdown of 8 % is ruled out or would have been proven in 2 of 2 cells',
    );
  });
});
