import { describe, expect, it } from '@jest/globals';
import { type DecisionSettings, defaultSettings } from '../../src/stats/decision.js';
import type { PairedTrials } from '../../src/stats/inference/launch-scores.js';
import { decide } from '../../src/stats/verdict.js';
import { integers } from './random.js';

const HIGHER = defaultSettings(60, 'higher');
const LOWER = defaultSettings(60, 'lower');

/** Irregular, between -1 and 1, without ties, about zero on average over any six in a row. */
const WOBBLE = [0.61, -0.83, 0.27, -0.44, 0.95, -0.58, 0.36, -0.91, 0.72, -0.19, 0.48, -0.66];

/** Launches of one pair each. */
function single({ baseline, candidate }: { baseline: number[]; candidate: number[] }): PairedTrials {
  return { baseline: baseline.map((value) => [value]), candidate: candidate.map((value) => [value]) };
}

/**
 * `n` pairs of a baseline near 1000, the candidate changed by `change` and scattered by up to `spread` (fractions).
 */
function pairs(n: number, change: number, spread: number): PairedTrials {
  const baseline = Array.from({ length: n }, (_, i) => 1000 + 3 * ((i * 7) % 11));
  const candidate = baseline.map((value, i) => value * (1 + change) * (1 + spread * (WOBBLE[i % 12] ?? 0) + 1e-6 * i));
  return single({ baseline, candidate });
}

/** Every figure through `change`. */
function mapped({ baseline, candidate }: PairedTrials, change: (value: number) => number): PairedTrials {
  const of = (side: PairedTrials['baseline']) => side.map((launch) => launch.map(change));
  return { baseline: of(baseline), candidate: of(candidate) };
}

const inverse = (trials: PairedTrials): PairedTrials => mapped(trials, (value) => 1 / value);

function joined(...parts: PairedTrials[]): PairedTrials {
  return { baseline: parts.flatMap((part) => part.baseline), candidate: parts.flatMap((part) => part.candidate) };
}

describe('decide', () => {
  it('regresses a clear slowdown at the first look that may reject', () => {
    const decision = decide(pairs(30, -0.05, 0.004), HIGHER, 'running');
    expect(decision).toMatchObject({ outcome: 'regressed', n: 14, p: 2 ** -14 });
    expect(decision.effect?.ratio).toBeCloseTo(0.95, 2);
  });

  it('does not pass a true 2 % before a look can reject it', () => {
    const decision = decide(pairs(30, -0.02, 0.004), HIGHER, 'running');
    expect(decision.looks.map(({ outcome }) => outcome)).toEqual([...Array(3).fill('undecided'), 'regressed']);
  });

  it('calls a clear gain improved', () => {
    expect(decide(pairs(30, 0.05, 0.004), HIGHER, 'running')).toMatchObject({
      outcome: 'improved',
      n: 14,
      pBetter: 2 ** -14,
    });
  });

  it('passes a quiet cell at the first look', () => {
    expect(decide(pairs(30, 0, 0.004), HIGHER, 'running')).toMatchObject({ outcome: 'not-slower', n: 6, threshold: 0 });
  });

  it('passes a slowdown smaller than the minimum effect, however certain', () => {
    const settings = { ...HIGHER, design: { ...HIGHER.design, looks: HIGHER.design.looks.slice(3) } };
    const decision = decide(pairs(30, -0.006, 0.001), settings, 'running');
    expect(decision).toMatchObject({ outcome: 'not-slower', p: 2 ** -14 });
    expect(decision.p).toBeLessThan(decision.threshold ?? 0);
  });

  it('leaves a noisy cell undecided to the end', () => {
    const decision = decide(pairs(30, -0.01, 0.2), HIGHER, 'ended');
    expect(decision).toMatchObject({ outcome: 'undecided', n: 30 });
    expect(decision.looks).toHaveLength(7);
  });

  it('excludes the whole margin only at the last look', () => {
    const looks = decide(pairs(30, -0.012, 0.035), HIGHER, 'ended').looks;
    expect(looks.map(({ margin }) => margin)).toEqual([...Array(6).fill(0.015), 0.03]);
  });

  it('judges a metric where lower is better as the mirror image', () => {
    for (const change of [-0.05, 0, 0.05]) {
      const [one, other] = [
        decide(pairs(30, change, 0.004), HIGHER, 'running'),
        decide(inverse(pairs(30, change, 0.004)), LOWER, 'running'),
      ];
      expect([other.outcome, other.n]).toEqual([one.outcome, one.n]);
      expect(other.p).toBeCloseTo(one.p ?? 0, 10);
      expect(other.pBetter).toBeCloseTo(one.pBetter ?? 0, 10);
      expect(other.effect?.ratio).toBeCloseTo(1 / (one.effect?.ratio ?? 0), 12);
      expect(other.effect?.low).toBeCloseTo(1 / (one.effect?.high ?? 0), 12);
      expect(other.effect?.high).toBeCloseTo(1 / (one.effect?.low ?? 0), 12);
    }
  });

  it('does not depend on the unit', () => {
    const levels = pairs(30, -0.03, 0.02);
    const scaled = mapped(levels, (value) => 1024 * value);
    const [one, other] = [decide(levels, HIGHER, 'running'), decide(scaled, HIGHER, 'running')];
    expect([other.outcome, other.n, other.p]).toEqual([one.outcome, one.n, one.p]);
  });

  it('keeps the verdict of the first look that decides, whatever comes later', () => {
    const decision = decide(joined(pairs(14, -0.05, 0.004), pairs(16, 0.2, 0.004)), HIGHER, 'ended');
    expect(decision).toMatchObject({ outcome: 'regressed', n: 14 });
  });

  it('rejects with 11 launches only where the run has ended', () => {
    const levels = pairs(11, -0.05, 0.004);
    expect(decide(levels, HIGHER, 'running')).toMatchObject({ outcome: 'undecided', n: 9 });
    expect(decide(levels, HIGHER, 'ended')).toMatchObject({ outcome: 'regressed', n: 11, p: 2 ** -11 });
  });

  it('shows an effect but decides nothing before the first look', () => {
    const decision = decide(pairs(4, -0.5, 0.004), HIGHER, 'ended');
    expect(decision).toMatchObject({
      outcome: 'undecided',
      threshold: null,
      grounds: { kind: 'before-first-look', first: 6 },
    });
    expect(decision.effect?.ratio).toBeCloseTo(0.5, 2);
  });

  it('has no interval from five pairs', () => {
    expect(decide(pairs(5, 0, 0.004), HIGHER, 'ended').effect).toMatchObject({ low: null, high: null });
  });

  it('shows nothing of no pairs', () => {
    expect(decide({ baseline: [], candidate: [] }, HIGHER, 'ended')).toMatchObject({
      outcome: 'undecided',
      effect: null,
      n: 0,
    });
  });

  it('refuses to test pairs that are all equal', () => {
    const baseline = pairs(30, 0, 0.004).baseline;
    const decision = decide({ baseline, candidate: baseline }, HIGHER, 'ended');
    expect(decision).toMatchObject({ outcome: 'undecided', grounds: { kind: 'all-equal' }, p: null, n: 30 });
  });

  it('still detects a regression in coarse values', () => {
    const baseline = Array.from({ length: 14 }, () => 0.52);
    expect(decide(single({ baseline, candidate: baseline.map(() => 0.58) }), LOWER, 'running').outcome).toBe(
      'regressed',
    );
  });

  it('refuses values that are all zero', () => {
    const zeros = Array.from({ length: 12 }, () => [0]);
    expect(decide({ baseline: zeros, candidate: zeros }, HIGHER, 'ended').grounds).toEqual({ kind: 'all-zero' });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -3, 0])('refuses a value of %d, even beyond the last look', (bad) => {
    const levels = joined(pairs(70, -0.05, 0.004), single({ baseline: [1000], candidate: [bad] }));
    const decision = decide(levels, HIGHER, 'ended');
    const grounds = { kind: 'no-ratio', value: bad };
    expect(decision).toMatchObject({ outcome: 'undecided', grounds, effect: null, looks: [] });
  });

  it('refuses a value without a finite reciprocal, by which the scale is turned where less is better', () => {
    const levels = joined(pairs(9, 0, 0.004), single({ baseline: [1000], candidate: [1e-320] }));
    expect(decide(levels, LOWER, 'ended').grounds).toEqual({ kind: 'no-ratio', value: 1e-320 });
  });

  it('refuses sides of different length', () => {
    expect(() => decide({ baseline: [[1], [2]], candidate: [[1]] }, HIGHER, 'running')).toThrow(RangeError);
  });

  it.each<Partial<DecisionSettings>>([
    { alpha: 0 },
    { alpha: 0.51 },
    { cells: 0 },
    { cells: 1.5 },
    { minEffect: -0.1 },
    { margin: 0 },
    { margin: 1 },
  ])('refuses settings %j', (bad) => {
    expect(() => decide(pairs(12, 0, 0.004), { ...HIGHER, ...bad }, 'running')).toThrow(RangeError);
  });
});

describe('decide, under identical sides', () => {
  it('raises a false alarm in at most 5 % of comparisons of one cell, on two-mode noise', () => {
    const next = integers(41);
    const settings = { ...HIGHER, cells: 1, minEffect: 0, margin: 0.001 };
    const noise = (): number => 1000 * Math.exp((next(-1000, 1000) / 1000) * 0.02 + (next(0, 9) < 3 ? 0.4 : 0));
    const alarms = Array.from({ length: 2000 }, () => {
      const baseline = Array.from({ length: 30 }, noise);
      return decide(single({ baseline, candidate: baseline.map(noise) }), settings, 'ended').outcome;
    }).filter((outcome) => outcome === 'regressed').length;
    expect(alarms / 2000).toBeLessThan(0.05 + 2 * Math.sqrt((0.05 * 0.95) / 2000));
    expect(alarms / 2000).toBeGreaterThan(0.001);
  });
});

describe('a cell whose launches scatter, and not their pairs', () => {
  /** Thirteen of fourteen launches are slower, by anything up to 6 %. */
  const changes = [-60, -10, -30, -5, -20, -40, -10, -50, 9, -20, -8, -30, -15, -25].map((change) => change / 1000);
  /** Four pairs a launch, alike within a tenth of a per cent or as far apart as the launches are. */
  const launches = (pair: (launch: number, k: number) => number): PairedTrials => ({
    baseline: changes.map(() => [1000, 1001, 999, 1002]),
    candidate: changes.map((_, i) => [1000, 1001, 999, 1002].map((value, k) => value * Math.exp(pair(i, k)))),
  });

  it('is not called regressed for pairs that all say what their launch says', () => {
    const alike = launches((i, k) => (changes[i] ?? 0) + 0.0005 * (WOBBLE[(i + k) % 12] ?? 0));
    expect(decide(alike, HIGHER, 'ended').outcome).toBe('undecided');
  });

  it('is called regressed where as many pairs say so each by itself', () => {
    const apart = launches((i, k) => (k % 2 === 0 ? -0.021 : -0.027) + 0.02 * (WOBBLE[(5 * i + 7 * k) % 12] ?? 0));
    expect(decide(apart, HIGHER, 'ended').outcome).toBe('regressed');
  });
});
