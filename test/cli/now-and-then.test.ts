import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { NowAndThen } from '../../src/cli/now-and-then.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('keeps while the work goes on, and once more at its end', () => {
  const keep = jest.fn();
  const kept = new NowAndThen(keep, 1000);
  jest.advanceTimersByTime(2500);
  expect(keep).toHaveBeenCalledTimes(2);
  kept.end();
  jest.advanceTimersByTime(5000);
  expect(keep).toHaveBeenCalledTimes(3);
});

it('tells an error at the end, and tries no more', () => {
  const keep = jest.fn(() => {
    throw new Error('the disk is full');
  });
  const kept = new NowAndThen(keep, 1000);
  jest.advanceTimersByTime(5000);
  expect(() => kept.end()).toThrow('the disk is full');
  expect(keep).toHaveBeenCalledTimes(1);
});
