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
});
