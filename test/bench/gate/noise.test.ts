import { describe, expect, it } from '@jest/globals';
import { noiseOf, reasonOf } from '../../../bench/gate/noise.js';
import { randomBits } from '../../../bench/gate/random.js';
import type { RecordedSeries } from '../../../bench/gate/series.js';

const bits = randomBits(5);
const uniform = (): number => bits() / 2 ** 32 - 0.5;

/**
 * @param shift of the candidate in a launch, as a log.
 * @param level of a launch.
 */
function made(
  shift: (launch: number) => number,
  spread: number,
  level: (launch: number) => number = () => 1000,
): RecordedSeries {
  const launches = Array.from({ length: 100 }, (_, launch) => {
    const shifted = shift(launch);
    const a = Array.from({ length: 4 }, () => level(launch) * Math.exp(spread * uniform()));
    const b = Array.from({ length: 4 }, () => level(launch) * Math.exp(shifted + spread * uniform()));
    return { a, b, pairSeconds: [1, 1, 1, 1], overheadSeconds: 0 };
  });
  return { name: 'made', metric: 'made', launches };
}

describe('the noise of a series', () => {
  it('is that of the difference of two trials, and half of it in the mean of four pairs', () => {
    // A uniform distribution of width .12 has a standard deviation of .12 / sqrt(12), and a difference has sqrt(2)
    // times that.
    const expected = (100 * 0.12 * Math.SQRT2) / Math.sqrt(12);
    const noise = noiseOf(made(() => 0, 0.12));
    expect(Math.abs((noise?.pair ?? 0) / expected - 1)).toBeLessThan(0.1);
    expect(Math.abs((noise?.launch ?? 0) / expected - 0.5)).toBeLessThan(0.1);
    expect(noise?.between ?? 1).toBeLessThan(0.1);
  });

  it('lies between launches where a launch has a level of its own', () => {
    const noise = noiseOf(made(() => 0.2 * uniform(), 0.02));
    expect(noise?.between).toBeGreaterThan(0.9);
    expect(noise && reasonOf(noise, 0.1)).toContain('only more launches help');
  });

  it('finds two modes', () => {
    const noise = noiseOf(
      made(
        () => 0,
        0.02,
        (launch) => (launch % 2 === 0 ? 400 : 1200),
      ),
    );
    expect(noise?.twoModes).toBe(true);
    expect(noise && reasonOf(noise, null)).toContain('two modes');
    expect(noise && reasonOf(noise, 0.02)).toBe('');
  });

  it('is none of a single launch', () => {
    expect(noiseOf({ ...made(() => 0, 0.1), launches: [] })).toBeNull();
  });
});
