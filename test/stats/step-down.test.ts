import { describe, expect, it } from '@jest/globals';
import { type DecisionSettings, defaultSettings } from '../../src/stats/decision.js';
import { stepDown } from '../../src/stats/step-down.js';
import { decide } from '../../src/stats/verdict.js';

const CELLS = 10;
const HIGHER = defaultSettings(CELLS, 'higher');

/** Twelve launches of a pair each, slower by 4 % but for `faster` of them, which are as much faster. */
function cell(faster: number, settings: DecisionSettings = HIGHER) {
  const baseline = Array.from({ length: 12 }, (_, i) => [1000 + i]);
  const sign = settings.direction === 'higher' ? -1 : 1;
  const candidate = baseline.map(([value = 0], i) => [value * (1 + sign * (i < faster ? -0.04 : 0.04 + i / 1000))]);
  return { decision: decide({ baseline, candidate }, settings, 'ended'), settings };
}

const outcomes = (cells: ReturnType<typeof cell>[]): string[] => stepDown(cells, CELLS).map(({ outcome }) => outcome);

describe('stepDown', () => {
  const [sure, close] = [cell(0), cell(2)];

  it('starts from a cell that its own share does not decide', () => {
    expect([sure, close].map(({ decision }) => decision.outcome)).toEqual(['regressed', 'undecided']);
    expect(outcomes([close])).toEqual(['undecided']);
  });

  it('gives the shares of regressed cells to an open one, which then reports its threshold', () => {
    const cells = [...Array(8).fill(sure), close];
    expect(outcomes(cells)).toEqual(Array(9).fill('regressed'));
    const last = stepDown(cells, CELLS).at(-1);
    const own = close.decision.looks.at(-1)?.threshold ?? 0;
    expect(last?.threshold).toBeCloseTo((own * CELLS) / 2, 12);
    expect(last?.grounds).toEqual({ kind: 'rule' });
    expect(last?.looks.at(-1)?.outcome).toBe('regressed');
  });

  it('continues as long as it adds a cell', () => {
    const order = [close, ...Array(8).fill(sure), close];
    expect(outcomes(order)).toEqual(Array(10).fill('regressed'));
  });

  it('still needs more than the minimum effect', () => {
    const lax = { ...close, settings: { ...HIGHER, minEffect: 0.2 } };
    expect(outcomes([...Array(8).fill(sure), lax]).at(-1)).toBe('undecided');
  });

  it('judges a metric where lower is better too', () => {
    const lower = cell(2, defaultSettings(CELLS, 'lower'));
    expect(outcomes([...Array(8).fill(sure), lower]).at(-1)).toBe('regressed');
  });

  it('changes no cell that is decided', () => {
    const passed = { ...close, decision: { ...close.decision, outcome: 'not-slower' as const } };
    expect(outcomes([...Array(8).fill(sure), passed]).at(-1)).toBe('not-slower');
  });
});
