import { describe, expect, it } from '@jest/globals';
import { RunningMedian } from '../../src/stats/running-median.js';
import { median } from '../../src/stats/summary.js';
import { coarse, fine, integers } from './random.js';

describe('the running median', () => {
  it('is null of no values', () => {
    expect(new RunningMedian().value).toBeNull();
  });

  it.each([
    ['distinct values', fine(integers(1), 300)],
    ['values with ties', coarse(integers(2), 300)],
    ['ascending values', Array.from({ length: 300 }, (_, i) => i / 7)],
    ['descending values', Array.from({ length: 300 }, (_, i) => -i / 7)],
    ['equal values', Array<number>(50).fill(0.1)],
  ])('is that of all values so far, after each of the %s', (_, values) => {
    const running = new RunningMedian();
    values.forEach((value, i) => {
      running.add(value);
      expect([running.count, running.value]).toEqual([i + 1, median(values.slice(0, i + 1))]);
    });
  });
});
