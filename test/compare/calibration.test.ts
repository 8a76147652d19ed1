import { describe, expect, it } from '@jest/globals';
import { belowDetectable, calibratedSeries, calibrationOf } from '../../src/compare/calibration.js';
import { InputError } from '../../src/errors.js';
import { calibrationSchema } from '../../src/results/calibration.js';
import { buildRun, CPU, MEMORY, type Sketch } from '../support/run-builder.js';

const aa = (sketch: Sketch = {}) =>
  buildRun({
    arms: ['runc (baseline)', 'runc'],
    contrasts: [{ baseline: 'runc (baseline)', candidate: 'runc' }],
    benchmarks: [CPU, MEMORY],
    blocks: 20,
    pairs: 2,
    ...sketch,
  });
const calculated = (sketch?: Sketch, comparisons = 1) => calibrationOf(aa(sketch), false, { comparisons, tries: 30 });
const known = new Map<string, ReturnType<typeof calculated>>();
/** The same call gives the same object. */
function calibrate(sketch?: Sketch, comparisons = 1) {
  const key = JSON.stringify([sketch, comparisons]);
  const calibration = known.get(key) ?? calculated(sketch, comparisons);
  // A function of a sketch is not in the key.
  if (!sketch?.figure) known.set(key, calibration);
  return calibration;
}
const detectableOf = (sketch: Sketch) => calibrate(sketch).series.map(({ detectablePercent }) => detectablePercent);

describe('calibrationOf', () => {
  it('raises no more false alarms than the rule allows', () => {
    const { comparisons, alarms } = calibrate({ spread: 0.05 }, 300).falseAlarms;
    // 5 % of 300, and three standard deviations of a count of 15.
    expect([comparisons, alarms <= 15 + 3 * Math.sqrt(15)]).toEqual([300, true]);
  });

  it('detects smaller slowdowns on a host with less noise', () => {
    const [quiet = 99, loud = 99] = [0.004, 0.04].map((spread) => detectableOf({ spread })[0] ?? 99);
    expect(quiet).toBeLessThanOrEqual(0.5);
    expect(loud).toBeGreaterThanOrEqual(1.4);
  });

  it('detects nothing where there is no figure', () => {
    const { series } = calibrate({ figure: ({ benchmark }, usual) => (benchmark === CPU.id ? usual : 'exit') });
    expect(series[0]?.detectablePercent).toBeLessThan(1);
    expect(series[1]).toMatchObject({ detectablePercent: null, launches: null, seconds: null, noisePercent: null });
  });

  it('detects no change of files that the rule would not call', () => {
    const files = { ...MEMORY, id: 'fileio.volume.seqrd', suite: 'fileio' };
    // A slowdown of 4 % is not beyond the floor of 4 %: of a rate it is 1 / 1.04, not .96.
    expect(detectableOf({ benchmarks: [MEMORY, files], spread: 0.001 })).toEqual([0.25, 5.6]);
  });

  it('counts no false alarm of files that the rule would not raise', () => {
    const files = { ...MEMORY, id: 'fileio.volume.seqrd', suite: 'fileio' };
    const decision = { alpha: 0.5, minEffectPercent: 1, marginPercent: 3 };
    const alarmsOf = (benchmark: typeof MEMORY) =>
      calibrate({ benchmarks: [benchmark], spread: 0.06, plan: { decision } }, 100).falseAlarms.alarms;
    expect(alarmsOf(files)).toBe(0);
    expect(alarmsOf(MEMORY)).toBeGreaterThan(0);
  });

  it('finds sides that differ although nothing was changed', () => {
    expect(calibrate({ levels: { runc: 950 } }).unequal).toEqual([
      { arm: 'runc', benchmark: 'cpu.prime', verdict: 'regressed' },
      { arm: 'runc', benchmark: 'memory.write.1k', verdict: 'regressed' },
    ]);
    expect(calibrate().unequal).toEqual([]);
  });

  it('does not count a real difference of the sides as a false alarm, since labels are swapped', () => {
    expect(calibrate({ levels: { runc: 950 } }, 60).falseAlarms.alarms).toBeLessThanOrEqual(8);
  });

  it('computes the machine time of a series from its trials and its share of the block', () => {
    // Two trials of .1 s a pair, three pairs in a block with the warm-up, two cells; a block of 10 s.
    const [series] = calibrate().series;
    const perLaunch = 0.6 + (10 - 1.2) / 2;
    expect((series?.seconds ?? 0) / (series?.launches ?? 1)).toBeCloseTo(perLaunch, 9);
  });

  it('is the same for the same run, and fits its schema', () => {
    expect(calculated()).toEqual(calibrate());
    expect(calibrationSchema.parse(JSON.parse(JSON.stringify(calibrate())))).toEqual(calibrate());
  });

  it('refuses a run without two sides', () => {
    expect(() => calibrationOf(buildRun(), false)).toThrow(InputError);
  });
});

describe('what a calibration says about a cell', () => {
  const calibration = calibrate({ spread: 0.04 });

  it('is about the same arm, else about the same runtime', () => {
    const cell = { arm: 'runc=./new', runtime: 'runc', benchmark: 'cpu.prime' };
    expect(calibratedSeries(calibration, cell)?.arm).toBe('runc');
    expect(calibratedSeries(calibration, { ...cell, runtime: 'crun' })).toBeUndefined();
  });

  it('warns of a minimum effect that the host cannot detect', () => {
    expect(belowDetectable(calibration, buildRun().plan, 1).map(({ arm, benchmark }) => [arm, benchmark])).toEqual([
      ['runc', 'cpu.prime'],
    ]);
    expect(belowDetectable(calibration, buildRun().plan, 20)).toEqual([]);
    expect(belowDetectable(calibration, buildRun({ arms: ['docker'] }).plan, 1)).toEqual([]);
  });
});
