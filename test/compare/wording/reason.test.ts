import { describe, expect, it } from '@jest/globals';
import { changeWords, WORSE_BETTER } from '../../../src/compare/wording/change-words.js';
import { decisionReason } from '../../../src/compare/wording/reason.js';
import { type DecisionSettings, defaultSettings, type Grounds } from '../../../src/stats/decision.js';
import type { PairedTrials } from '../../../src/stats/inference/launch-scores.js';
import { undecided } from '../../../src/stats/rule.js';
import { decide } from '../../../src/stats/verdict.js';

const HIGHER = defaultSettings(60, 'higher');
const WOBBLE = [0.61, -0.83, 0.27, -0.44, 0.95, -0.58, 0.36, -0.91, 0.72, -0.19, 0.48, -0.66];

/** `n` launches of one pair, the candidate changed by `change` and scattered by up to `spread` (fractions). */
function pairs(n: number, change: number, spread: number): PairedTrials {
  const baseline = Array.from({ length: n }, (_, i) => 1000 + 3 * ((i * 7) % 11));
  const candidate = baseline.map((value, i) => value * (1 + change) * (1 + spread * (WOBBLE[i % 12] ?? 0) + 1e-6 * i));
  return { baseline: baseline.map((value) => [value]), candidate: candidate.map((value) => [value]) };
}

function reason(
  change: number,
  spread: number,
  n: number,
  other: Partial<DecisionSettings> = {},
  ended = false,
): string {
  const settings = { ...HIGHER, ...other };
  const decision = decide(pairs(n, change, spread), settings, ended ? 'ended' : 'running');
  return decisionReason(decision, { ...settings, words: WORSE_BETTER }, 'launches');
}

describe('the reason', () => {
  it.each([
    ['regressed', reason(-0.05, 0.004, 30)],
    ['improved', reason(0.05, 0.004, 30)],
    ['not-slower', reason(0, 0.004, 30)],
    ['still noisy', reason(-0.01, 0.2, 30, {}, true)],
    ['too early to reject', reason(-0.02, 0.004, 9)],
    ['nothing excluded', reason(0, 0.004, 6, { design: { ...HIGHER.design, beta: 0.01 } })],
    ['waiting for improved', reason(0.03, 0.004, 9)],
    ['certain but small', reason(-0.007, 0.01, 30, { margin: 0.0075, cells: 1 }, true)],
  ])('of a cell that is %s', (_, text) => {
    expect(text).toMatchSnapshot();
  });

  it.each([
    [1.029996, 'not-slower', 'more than 3 % worse is excluded (at worst 2.9996 % worse)'],
    [1.030004, 'undecided', 'at worst 3.0004 % worse, and more than 3 % worse must be excluded to pass'],
    [1.02, 'not-slower', 'more than 3 % worse is excluded (at worst 2.00 % worse)'],
  ] as const)('writes a limit of %d on its own side of the margin', (limit, outcome, text) => {
    const decision = { ...undecided(9, { kind: 'rule' }), outcome, limit, margin: 0.03, p: 0.5, threshold: 0.01 };
    const settings = { ...defaultSettings(1, 'lower'), words: WORSE_BETTER };
    expect(decisionReason(decision, settings, 'launches')).toContain(text);
  });

  it.each([
    [0.0042, 1 / 240, 'p 0.0042 does not reach 0.00417'],
    [0.00417, 1 / 240, 'p 0.00417 does not reach 0.004167'],
    [0.05 + 1e-12, 0.05, 'p 0.050000000001 does not reach 0.05'],
    [0.0123, 0.0042, 'p 0.012 does not reach 0.0042'],
  ])('writes p %d so that it does not look as if it reached %d', (p, threshold, text) => {
    const decision = { ...undecided(9, { kind: 'rule' }), p, pBetter: 1, threshold, margin: 0.03 };
    const settings = { ...defaultSettings(12, 'lower'), words: WORSE_BETTER };
    expect(decisionReason(decision, settings, 'launches')).toContain(`${text};`);
  });

  it.each([
    ['higher', 1e-300],
    ['lower', 1e300],
  ] as const)('tells no figure of a change that no double holds, where %s is better', (direction, factor) => {
    const baseline = pairs(14, 0, 0.004).baseline.map((launch) => launch.map((value) => value / factor));
    const candidate = pairs(14, 0, 0.004).candidate.map((launch) => launch.map((value) => value * factor));
    const settings = { ...defaultSettings(1, direction), words: WORSE_BETTER };
    const decision = decide({ baseline, candidate }, settings, 'ended');
    expect(decision).toMatchObject({ outcome: 'regressed', effect: null, limit: null, ratio: null, overall: null });
    expect(decisionReason(decision, settings, 'launches')).toMatch(
      /^9 launches: p .* is within .*, and it is worse by/,
    );
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });

  it.each<[Grounds, string]>([
    [{ kind: 'before-first-look', first: 6 }, '4 launches: the first look is at 6.'],
    [{ kind: 'no-ratio', value: -3 }, '4 launches: a value of -3 has no ratio.'],
    [{ kind: 'all-zero' }, '4 launches: every value is zero, below what the benchmark can print.'],
    [{ kind: 'all-equal' }, '4 launches: both sides are equal in every pair, so nothing can be tested.'],
    [{ kind: 'few-runs', needed: 8 }, '4 of 8 launches needed.'],
    [{ kind: 'equal-runs' }, 'the launches do not differ at all, so their run-to-run spread is unknown.'],
  ])('where the rule was not asked: %j', (grounds, text) => {
    expect(decisionReason(undecided(4, grounds), { ...HIGHER, words: WORSE_BETTER }, 'launches')).toBe(text);
  });

  it('calls a change of a time or a rate slower, and of anything else worse', () => {
    expect(['ms', 'MiB/s', 'MiB'].map((unit) => changeWords(unit).worse)).toEqual(['slower', 'slower', 'worse']);
  });
});
