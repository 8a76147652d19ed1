/** Judges one comparison of simulated launches, with noise of 1 % and a slowdown or none. */
import { describe, expect, it } from '@jest/globals';
import { isSettled, judge, type Measured, type StepRule } from '../../src/bisect/judgement.js';
import { generatorOf } from '../../src/stats/random.js';

const RULE: StepRule = { error: 0.004, minEffectPercent: 1, marginPercent: 4, wanted: 'side' };

/** @param slowdown as a fraction. */
function launches(n: number, slowdown: number, direction: Measured['direction'], seed = 1): Measured {
  const random = generatorOf(seed);
  const noise = () => 1 + 0.02 * ((random.next() >>> 0) / 2 ** 32 - 0.5);
  const side = (factor: number) => Array.from({ length: n }, () => [1000 * factor * noise(), 1000 * factor * noise()]);
  const factor = direction === 'higher' ? 1 / (1 + slowdown) : 1 + slowdown;
  return { trials: { baseline: side(1), candidate: side(factor) }, direction, unit: 'events/s' };
}

describe.each(['higher', 'lower'] as const)('a comparison in a search where %s is better', (direction) => {
  it('finds a slowdown, with its size in more time', () => {
    const { outcome, slowdown } = judge(launches(20, 0.05, direction), RULE, 'ended');
    expect(outcome).toBe('slower');
    expect(slowdown?.estimate).toBeCloseTo(5, 0);
    expect(slowdown?.low).toBeGreaterThan(3);
    expect(slowdown?.high).toBeLessThan(7);
  });

  it('finds none, and excludes the one that is searched for', () => {
    expect(judge(launches(20, 0, direction), RULE, 'ended').outcome).toBe('not-slower');
  });

  it('takes a gain for no slowdown', () => {
    expect(judge(launches(20, -0.05, direction), RULE, 'ended').outcome).toBe('not-slower');
  });
});

it('cannot decide on few launches', () => {
  const { outcome, slowdown } = judge(launches(5, 0.05, 'higher'), RULE, 'ended');
  expect(outcome).toBe('cannot-tell');
  expect(slowdown).toMatchObject({ low: null, high: null });
});

it('accepts no launch, or one without a figure, without an error', () => {
  expect(judge(launches(0, 0, 'higher'), RULE, 'ended')).toMatchObject({ outcome: 'cannot-tell', slowdown: null });
  const broken = { ...launches(9, 0, 'higher'), trials: { baseline: [[1]], candidate: [[0]] } };
  expect(judge(broken, RULE, 'ended')).toMatchObject({ outcome: 'cannot-tell', slowdown: null });
  const tiny = launches(20, 0, 'lower');
  const candidate = [...tiny.trials.candidate.slice(1), [1e-320, 1000]];
  const withTiny = { ...tiny, trials: { ...tiny.trials, candidate } };
  expect(judge(withTiny, RULE, 'ended')).toMatchObject({ outcome: 'cannot-tell', slowdown: null });
});

it('tells no slowdown that no double holds', () => {
  const { trials, ...measured } = launches(20, 0, 'higher');
  const scaled = (side: readonly (readonly number[])[], by: number) => side.map((all) => all.map((one) => one * by));
  const extreme = { baseline: scaled(trials.baseline, 1e300), candidate: scaled(trials.candidate, 1e-300) };
  expect(judge({ ...measured, trials: extreme }, RULE, 'ended')).toMatchObject({ outcome: 'slower', slowdown: null });
});

it('goes on for the estimate until the lower limit is half of it', () => {
  const settledAt = (wanted: StepRule['wanted']) => {
    for (let n = 1; n <= 65; n++) if (isSettled(launches(n, 0.03, 'higher', 7), { ...RULE, wanted })) return n;
    return 66;
  };
  const { slowdown } = judge(launches(settledAt('difference'), 0.03, 'higher', 7), RULE, 'running');
  expect(slowdown?.low).toBeGreaterThanOrEqual((slowdown?.estimate ?? 0) / 2);
  expect(settledAt('side')).toBeLessThanOrEqual(settledAt('difference'));
});

it('keeps the error: of 400 comparisons without a change few are called slower', () => {
  const rule = { ...RULE, error: 0.05 };
  const alarms = Array.from({ length: 400 }, (_, seed) => judge(launches(30, 0, 'lower', seed), rule, 'ended'));
  expect(alarms.filter(({ outcome }) => outcome === 'slower').length).toBeLessThanOrEqual(20);
});

it('has an interval that holds the slowdown even where it stopped as soon as it could', () => {
  const rule = { ...RULE, error: 0.1, wanted: 'side' as const };
  const held = Array.from({ length: 60 }, (_, seed) => {
    const all = launches(65, 0.05, 'higher', 1000 + seed);
    const first = (n: number) => ({
      ...all,
      trials: { baseline: all.trials.baseline.slice(0, n), candidate: all.trials.candidate.slice(0, n) },
    });
    let n = 9;
    while (!isSettled(first(n), rule)) n++;
    const { slowdown } = judge(first(n), rule, 'ended');
    return (slowdown?.low ?? -100) <= 5 && 5 <= (slowdown?.high ?? 100);
  });
  expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(48);
});
