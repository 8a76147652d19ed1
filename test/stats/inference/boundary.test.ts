import { describe, expect, it } from '@jest/globals';
import { boundary } from '../../../src/stats/inference/boundary.js';

/** Holds up to an end, and counts how often it is asked. */
function endingAt(end: number) {
  const asked = { times: 0 };
  const holds = (shift: number): boolean => {
    asked.times++;
    return shift <= end;
  };
  return { asked, holds };
}

describe('boundary', () => {
  it.each([0.001, 0.37, 12])('finds the last value %d for which the condition holds', (end) => {
    expect(boundary(0, 0.1, endingAt(end).holds)).toBeCloseTo(end, 3);
    expect(boundary(0, -0.1, (shift) => shift >= -end)).toBeCloseTo(-end, 3);
  });

  it('is null where the condition always holds', () => {
    expect(boundary(0, 0.1, () => true)).toBeNull();
  });

  it.each([
    ['is right', 0.37],
    ['is a little too near', 0.369],
    ['is a little too far', 0.371],
    ['is far too near', 0.01],
    ['is far too far', 5],
  ])('is the same where the guess %s', (_, foretold) => {
    const { holds } = endingAt(0.37);
    expect(boundary(0, 0.1, holds, endingAt(foretold).holds)).toBeCloseTo(0.37, 3);
    expect(
      boundary(
        0,
        -0.1,
        (shift) => shift >= -0.37,
        (shift) => shift >= -foretold,
      ),
    ).toBeCloseTo(-0.37, 3);
  });

  it('finds the end where the guess is that there is none, and finds none where the guess is that there is one', () => {
    expect(boundary(0, 0.1, endingAt(0.37).holds, () => true)).toBeCloseTo(0.37, 3);
    expect(boundary(0, 0.1, () => true, endingAt(0.37).holds)).toBeNull();
  });

  it('calls the condition far less often where the guess is nearly right', () => {
    const [alone, helped] = [endingAt(0.37), endingAt(0.37)];
    boundary(0, 0.1, alone.holds);
    boundary(0, 0.1, helped.holds, endingAt(0.37001).holds);
    expect(helped.asked.times).toBeLessThan(alone.asked.times / 2);
  });
});
