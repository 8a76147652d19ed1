import { describe, expect, it } from '@jest/globals';
import { calibrationOf } from '../../src/compare/calibration.js';
import { compareSides } from '../../src/compare/one-run/within-run.js';
import { calibrationNotes, calibrationText } from '../../src/report/calibration.js';
import { buildRun } from '../support/run-builder.js';

const contrasts = [{ baseline: 'runc (baseline)', candidate: 'runc' }];
const run = buildRun({ arms: ['runc (baseline)', 'runc'], contrasts, blocks: 20, pairs: 2, spread: 0.04 });
const calibration = {
  ...calibrationOf(run, false, { comparisons: 1, tries: 30 }),
  falseAlarms: { comparisons: 500, alarms: 4 },
};

describe('calibrationText', () => {
  it('reports the false alarms, what each series can detect, and where it is kept', () => {
    const text = calibrationText(calibration, 100, '/state/x.json');
    expect(text).toMatch(/20 launches of each side with 2 pairs each/);
    expect(text.replaceAll('\n', ' ')).toContain(
      'False alarms in 4 of 500 resampled comparisons of identical code (0.8 %; at most 5 % by design)',
    );
    expect(text).toMatch(/runc +cpu\.prime +\d\.\d % +[\d.]+ % +\d+ +[\d.]+ min/);
    expect(text).toMatch(/kept in \/state\/x\.json\n$/);
  });

  it('says that a host treats identical sides differently', () => {
    const unequal = [{ arm: 'runc', benchmark: 'cpu.prime', verdict: 'regressed' }];
    expect(calibrationText({ ...calibration, unequal }, 200, 'x')).toContain(
      'found to differ: runc cpu.prime (regressed)',
    );
  });
});

describe('calibrationNotes', () => {
  const input = { run, overheads: [], calibration };

  it('are none without a calibration', () => {
    expect(calibrationNotes({ run, overheads: [] })).toEqual([]);
  });

  it('warn of a minimum effect below what the host can detect', () => {
    const notes = calibrationNotes({ ...input, comparison: compareSides(run, { minEffectPercent: 0.5 }) });
    expect(notes).toHaveLength(2);
    expect(notes[1]).toMatch(
      /A change of 0\.5 % is smaller than this host was found to see in runc cpu\.prime \([\d.]+ %\)/,
    );
  });

  it('do not warn of one above', () => {
    const notes = calibrationNotes({
      ...input,
      comparison: compareSides(run, { minEffectPercent: 30, marginPercent: 40 }),
    });
    expect(notes).toEqual([expect.stringMatching(/^Calibrated on 2026-11-01 00:00 UTC: .*smallest slowdown seen is/)]);
  });
});
