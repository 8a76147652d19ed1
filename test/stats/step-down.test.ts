import { describe, expect, it } from '@jest/globals';
import { type DecisionSettings, defaultSettings } from '../../src/stats/decision.js';
import { isWorse } from '../../src/stats/rule.js';
import { type JudgedCell, stepDown } from '../../src/stats/step-down.js';
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

  it.each([
    ['each of which frees the next', 1],
    ['of which three at a time free the next', 3],
  ])('comes to what going through all cells again and again comes to, of 60 %s', (_, together) => {
    const cells = 60;
    const chain = Array.from({ length: cells }, (_, i) => candidate(cells, (i * 37) % cells, together));
    expect(stepDown(chain, cells)).toEqual(againAndAgain(chain, cells));
    expect(stepDown(chain, cells).filter(({ outcome }) => outcome === 'regressed').length).toBeGreaterThan(30);
  });

  it('looks at each cell a few times, however many follow from each other', () => {
    const [few, many] = [asked(100), asked(400)];
    expect(many).toBeGreaterThan(300);
    expect(many).toBeLessThan(6 * few);
  });
});

const CLOSE = cell(2);

/** An open cell of three looks, the second of which rejects as soon as `place` others have; the last cells not. */
function candidate(cells: number, place: number, together: number): JudgedCell {
  const needed = together * Math.floor(place / together);
  const settings = defaultSettings(cells, 'higher');
  const own = settings.alpha / cells / 3;
  const factor = cells / Math.max(1, cells - needed);
  const look = { ...CLOSE.decision, looks: [], outcome: 'undecided', ratio: 0.9, threshold: own } as const;
  const looks = [
    { ...look, p: 1, n: 9 },
    { ...look, p: own * factor * (1 - 1e-9), n: 12, ratio: place === cells - 2 ? 1.001 : 0.9 },
    { ...look, p: null, n: 14 },
  ];
  return { settings, decision: { ...look, p: 1, overall: null, looks } };
}

/** How often the looks of a chain of so many cells are read. */
function asked(cells: number): number {
  let times = 0;
  const chain = Array.from({ length: cells }, (_, i) => candidate(cells, i, 1)).map((one) => {
    const { looks } = one.decision;
    const decision = {
      ...one.decision,
      get looks() {
        times++;
        return looks;
      },
    };
    return { ...one, decision };
  });
  stepDown(chain, cells);
  return times;
}

/** The rule as it is written down: all open cells at each round, until none is added. */
function againAndAgain(candidates: readonly JudgedCell[], cells: number): JudgedCell['decision'][] {
  let decisions = candidates.map(({ decision }) => decision);
  for (;;) {
    const regressed = decisions.filter(({ outcome }) => outcome === 'regressed').length;
    const factor = cells / Math.max(1, cells - regressed);
    const next = decisions.map((decision, i) => {
      if (decision.outcome !== 'undecided') return decision;
      const { settings } = candidates[i] as JudgedCell;
      const at = decision.looks.findIndex(
        ({ p, threshold, ratio }) =>
          p !== null && p <= (threshold ?? 0) * factor && ratio !== null && isWorse(ratio, settings),
      );
      const look = decision.looks[at];
      if (look === undefined) return decision;
      const last = { ...look, outcome: 'regressed' as const, threshold: (look.threshold ?? 0) * factor };
      return { ...last, overall: decision.overall, looks: [...decision.looks.slice(0, at), last] };
    });
    if (next.every(({ outcome }, i) => outcome === decisions[i]?.outcome)) return decisions;
    decisions = next;
  }
}
