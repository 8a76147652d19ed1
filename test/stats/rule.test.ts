import { describe, expect, it } from '@jest/globals';
import { type DecisionSettings, defaultSettings } from '../../src/stats/decision.js';
import { decisionFrom, type Evidence, marginAt, outcomeOf } from '../../src/stats/rule.js';

const HIGHER = defaultSettings(60, 'higher');
const LOWER = defaultSettings(60, 'lower');
const LAST = { threshold: 0.001, last: true };
const EARLY = { threshold: 0.001, last: false };

/**
 * Certain evidence of candidate / baseline = `ratio`, its limit at `limit`; both turned round where lower is better.
 */
function certain(ratio: number, limit: number, { direction }: DecisionSettings): Evidence {
  const sign = direction === 'higher' ? 1 : -1;
  return {
    n: 30,
    p: 0,
    pBetter: 0,
    estimate: () => sign * Math.log(ratio),
    interval: () => ({ low: null, high: null }),
    limit: () => sign * Math.log(limit),
    excludes: (by) => sign * Math.log(limit) > by,
  };
}

describe('outcomeOf', () => {
  it.each([
    ['higher', 0.99005, 'regressed'],
    ['higher', 0.99014, 'not-slower'],
    ['higher', 1.00996, 'not-slower'],
    ['higher', 1.01004, 'improved'],
    ['lower', 1.01004, 'regressed'],
    ['lower', 1.00996, 'not-slower'],
    ['lower', 0.99014, 'not-slower'],
    ['lower', 0.99005, 'improved'],
  ] as const)(
    'derives a minimum effect of 1 %% of time from the ratio, the same in both directions: %s is better, %d is %s',
    (direction, ratio, outcome) => {
      const settings = defaultSettings(60, direction);
      expect(outcomeOf(certain(ratio, 1, settings), LAST, settings)).toBe(outcome);
    },
  );

  it.each([
    [HIGHER, 0.9709, 'not-slower'],
    [HIGHER, 0.9708, 'undecided'],
    [LOWER, 1.0299, 'not-slower'],
    [LOWER, 1.0301, 'undecided'],
  ] as const)('compares a margin of 3 %% with the limit: case %#', (settings, limit, outcome) => {
    expect(outcomeOf(certain(1, limit, settings), LAST, settings)).toBe(outcome);
  });

  it('needs p within the threshold', () => {
    const doubtful = { ...certain(0.9, 0.8, HIGHER), p: 0.0011, pBetter: 1 };
    expect(outcomeOf(doubtful, LAST, HIGHER)).toBe('undecided');
  });

  it('accepts p at the threshold', () => {
    expect(outcomeOf({ ...certain(0.9, 0.8, HIGHER), p: 0.001 }, LAST, HIGHER)).toBe('regressed');
  });

  it('passes nothing without a limit', () => {
    expect(outcomeOf({ ...certain(1, 1, HIGHER), excludes: () => false }, LAST, HIGHER)).toBe('undecided');
  });

  it('passes a cell that seems to have changed only at the last look', () => {
    const seems = { ...certain(0.985, 0.9855, HIGHER), p: 0.5 };
    expect([EARLY, LAST].map((rule) => outcomeOf(seems, rule, HIGHER))).toEqual(['undecided', 'not-slower']);
  });
});

describe('marginAt', () => {
  it('is 1.5 minimum effects early, the margin at the last look, and never more than the margin', () => {
    expect([marginAt(EARLY, HIGHER), marginAt(LAST, HIGHER), marginAt(EARLY, { ...HIGHER, minEffect: 0.05 })]).toEqual([
      0.015, 0.03, 0.03,
    ]);
  });
});

describe('decisionFrom', () => {
  it('computes no p, no end and no limit that neither the rule nor a reader asks for', () => {
    const read: string[] = [];
    const tell = (what: string): number => read.push(what);
    const evidence: Evidence = {
      n: 8,
      get p() {
        return tell('p');
      },
      get pBetter() {
        return tell('pBetter');
      },
      estimate: () => 0,
      limit: () => tell('limit'),
      interval: () => ({
        get low() {
          return tell('low');
        },
        get high() {
          return tell('high');
        },
      }),
      excludes: () => true,
    };
    const decision = decisionFrom(evidence, LAST, HIGHER);
    expect([decision.outcome, decision.effect?.ratio, read]).toEqual(['not-slower', 1, []]);
    expect([decision.effect?.high, decision.effect?.high, read]).toEqual([Math.E, Math.E, ['high']]);
  });
});
