import { mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Calibration, CalibrationStore } from '../../src/results/calibration.js';

const calibration: Calibration = {
  kind: 'tare-calibration',
  schemaVersion: 1,
  run: 'run-1',
  measuredAt: '2026-11-01T00:00:00.000Z',
  hardwareKey: 'abc',
  kernel: '6.1',
  tuned: false,
  rule: { alpha: 0.05, marginPercent: 3 },
  blocks: 30,
  pairsPerBlock: 2,
  blockSeconds: 3,
  falseAlarms: { comparisons: 500, alarms: 4 },
  unequal: [],
  series: [],
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-calibration-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('CalibrationStore', () => {
  it('finds what was kept for the hardware, tuned or not', () => {
    const store = new CalibrationStore(folder);
    store.keep(calibration);
    store.keep({ ...calibration, tuned: true, run: 'run-2' });
    expect(store.find('abc', false)).toEqual(calibration);
    expect(store.find('abc', true)?.run).toBe('run-2');
    expect(store.find('other', false)).toBeUndefined();
  });

  it('keeps the newest only', () => {
    const store = new CalibrationStore(folder);
    store.keep(calibration);
    store.keep({ ...calibration, run: 'run-3' });
    expect(store.find('abc', false)?.run).toBe('run-3');
    expect(readdirSync(join(folder, 'calibration'))).toHaveLength(1);
  });

  it.each(['', 'not JSON', '{}', JSON.stringify({ ...calibration, schemaVersion: 2 })])(
    'ignores the file %j',
    (text) => {
      const store = new CalibrationStore(folder);
      writeFileSync(store.keep(calibration), text);
      expect(store.find('abc', false)).toBeUndefined();
    },
  );

  it('ignores what is no calibration: a link to itself, a file of 3 GiB', () => {
    const store = new CalibrationStore(folder);
    const path = store.keep(calibration);
    truncateSync(path, 3 * 1024 ** 3);
    expect(store.find('abc', false)).toBeUndefined();
    rmSync(path);
    symlinkSync(path, path);
    expect(store.find('abc', false)).toBeUndefined();
  });

  it('stays in its folder, whatever the key', () => {
    const path = new CalibrationStore(folder).keep({ ...calibration, hardwareKey: '../../x' });
    expect(path.startsWith(join(folder, 'calibration'))).toBe(true);
  });
});
