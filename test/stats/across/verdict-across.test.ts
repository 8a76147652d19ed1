import { describe, expect, it } from '@jest/globals';
import { decideAcross } from '../../../src/stats/across/verdict-across.js';
import { defaultSettings } from '../../../src/stats/decision.js';

const HIGHER = defaultSettings(60, 'higher');
const HISTORY = [0.981, 0.983, 0.979, 0.98, 0.982, 0.984, 0.978, 0.981, 0.98, 0.982];

describe('decideAcross', () => {
  it('regresses a run far below its history', () => {
    const decision = decideAcross(HISTORY, 0.95, HIGHER);
    expect(decision).toMatchObject({ outcome: 'regressed', n: 10, threshold: 0.05 / 60 });
    expect(decision.effect?.ratio).toBeCloseTo(0.95 / 0.981, 3);
  });

  it('bounds the shift by t s sqrt(1 + 1/n), alpha / 2 a side, and the limit by beta', () => {
    const { effect, limit } = decideAcross(
      [1, Math.exp(0.02), Math.exp(-0.02), 1, Math.exp(0.01), Math.exp(-0.01), 1, 1],
      1,
      HIGHER,
    );
    const half = Math.sqrt(0.001 / 7) * Math.sqrt(9 / 8);
    expect(Math.log(effect?.low ?? 0)).toBeCloseTo(-2.3646242510103 * half, 9);
    expect(Math.log(effect?.high ?? 0)).toBeCloseTo(2.3646242510103 * half, 9);
    expect(Math.log(limit ?? 0)).toBeCloseTo(-1.8945786050613 * half, 9);
  });

  it('improves a run far above it', () => {
    expect(decideAcross(HISTORY, 1.02, HIGHER).outcome).toBe('improved');
  });

  it('passes a run like the others', () => {
    expect(decideAcross(HISTORY, 0.98, HIGHER).outcome).toBe('not-slower');
  });

  it('does not call a run that is slow as an earlier one of the history was', () => {
    const modes = [...Array.from({ length: 5 }, () => HISTORY).flat(), 0.93];
    expect(decideAcross(modes, 0.931, HIGHER)).toMatchObject({ outcome: 'undecided' });
    expect(decideAcross(modes, 0.9, HIGHER)).toMatchObject({ outcome: 'regressed' });
  });

  it('leaves a run undecided where the history scatters too much', () => {
    const scattered = HISTORY.map((value, i) => value * (i % 2 === 0 ? 1.05 : 0.95));
    expect(decideAcross(scattered, 0.95, HIGHER).outcome).toBe('undecided');
  });

  it('does not regress an improbable run within the minimum effect', () => {
    const decision = decideAcross(HISTORY, 0.9725, { ...HIGHER, cells: 1 });
    expect(decision.p).toBeLessThan(0.05);
    expect(decision.outcome).toBe('not-slower');
  });

  it('says how many runs are missing, and still shows the effect', () => {
    const decision = decideAcross(HISTORY.slice(0, 3), 0.5, HIGHER);
    expect(decision).toMatchObject({ outcome: 'undecided', threshold: null, n: 3 });
    expect(decision.grounds).toEqual({ kind: 'few-runs', needed: 8 });
    expect(decision.effect?.ratio).toBeCloseTo(0.51, 2);
  });

  it('has no interval from one run', () => {
    expect(decideAcross(HISTORY.slice(0, 1), 0.5, HIGHER).effect).toMatchObject({ low: null, high: null });
  });

  it('shows nothing without a history', () => {
    expect(decideAcross([], 0.98, HIGHER)).toMatchObject({ outcome: 'undecided', effect: null });
  });

  it('decides nothing by a history without scatter', () => {
    const decision = decideAcross(
      HISTORY.map(() => 0.98),
      0.5,
      HIGHER,
    );
    expect(decision).toMatchObject({ outcome: 'undecided', grounds: { kind: 'equal-runs' } });
  });

  it('judges a metric where lower is better as the mirror image', () => {
    const mirrored = HISTORY.map((value) => 1 / value);
    const [one, other] = [
      decideAcross(HISTORY, 0.95, HIGHER),
      decideAcross(mirrored, 1 / 0.95, defaultSettings(60, 'lower')),
    ];
    expect(other.outcome).toBe(one.outcome);
    expect(other.p).toBeCloseTo(one.p ?? Number.NaN, 12);
  });

  it.each([Number.NaN, 0, -1, Number.POSITIVE_INFINITY])('refuses an overhead of %d', (bad) => {
    expect(decideAcross(HISTORY, bad, HIGHER)).toMatchObject({ outcome: 'undecided', effect: null });
    expect(decideAcross([...HISTORY, bad], 0.98, HIGHER)).toMatchObject({ outcome: 'undecided', effect: null });
  });
});
