import { describe, expect, it } from '@jest/globals';
import { formatBytes, formatDuration, formatPercent, parseBytes, parseDuration, parsePercent } from '../src/units.js';

describe('durations', () => {
  it.each([
    ['90s', 90],
    ['10m', 600],
    ['1h30m', 5_400],
    ['100ms', 0.1],
    ['1.5s', 1.5],
    ['1d', 86_400],
    ['2m15s', 135],
    ['1s500ms', 1.5],
    ['0s', 0],
  ])('reads %s as %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', '90', 's', '10 m', '30m1h', '1m1m', '-5s', '1e3s', '1.s', '1..5s', '5 minutes'])(
    'refuses "%s"',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it.each([0, 0.001, 0.1, 1.5, 59.999, 60, 135, 3_600, 5_400, 86_399, 90_061.001])(
    'writes %d so that it reads back',
    (s) => {
      expect(parseDuration(formatDuration(s))).toBe(s);
    },
  );

  it.each([
    [135, '2m15s'],
    [0.1, '100ms'],
    [5_400, '1h30m'],
    [0, '0s'],
    [59.9996, '1m'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('sizes', () => {
  it.each([
    ['512MiB', 512 * 1024 ** 2],
    ['1G', 1024 ** 3],
    ['1.5GiB', 1.5 * 1024 ** 3],
    ['64 KiB', 65_536],
    ['2T', 2 * 1024 ** 4],
  ])('reads %s as %d bytes', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });

  it('rounds to whole KiB', () => {
    expect(parseBytes('100.3MiB')).toBe(102_707 * 1024);
  });

  it.each(['', '512', '512MB', '1g', 'GiB', '-1G', '1GG', '512B', '512iB'])('refuses "%s"', (text) => {
    expect(parseBytes(text)).toBeUndefined();
  });

  it.each([1024, 65_536, 102_707 * 1024, 512 * 1024 ** 2, 1.5 * 1024 ** 3, 3 * 1024 ** 4])(
    'writes %d so that it reads back',
    (bytes) => {
      expect(parseBytes(formatBytes(bytes))).toBe(bytes);
    },
  );

  it('writes the largest unit that needs no fraction', () => {
    expect(formatBytes(1.5 * 1024 ** 3)).toBe('1536MiB');
  });
});

describe('percentages', () => {
  it.each([
    ['2%', 2],
    ['0.5 %', 0.5],
    ['95', 95],
    ['0', 0],
  ])('reads %s as %d', (text, percent) => {
    expect(parsePercent(text)).toBe(percent);
  });

  it.each(['', '%', '-1%', '1e1%', '2%%', 'NaN', '.5'])('refuses "%s"', (text) => {
    expect(parsePercent(text)).toBeUndefined();
  });

  it.each([0, 0.5, 99.9])('writes %d so that it reads back', (percent) => {
    expect(parsePercent(formatPercent(percent))).toBe(percent);
  });
});
