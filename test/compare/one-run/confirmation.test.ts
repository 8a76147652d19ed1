import { describe, expect, it } from '@jest/globals';
import type { Comparison } from '../../../src/compare/comparison.js';
import {
  afterSecondLook,
  alarms,
  besidesRefusal,
  insideAlarms,
  samePrograms,
} from '../../../src/compare/one-run/confirmation.js';
import { compareSides } from '../../../src/compare/one-run/within-run.js';
import { gateOutcome } from '../../../src/compare/outcome/gate.js';
import { compareRuns } from '../../../src/compare/two-runs/between-runs.js';
import { verdictWords } from '../../../src/report/verdicts.js';
import type { Binary, RunDocument } from '../../../src/results/document.js';
import { buildRun, CPU, MEMORY } from '../../support/run-builder.js';
import { BEFORE, baseline, both, NEW, OLD, running, slower } from '../../support/second-look.js';

function looked(candidate: RunDocument, ab: RunDocument | undefined, before = baseline): Comparison {
  return afterSecondLook(compareRuns(before, candidate), { baseline: before, candidate, ab });
}

const CONFIRMATION = {};

describe('an alarm across runs', () => {
  it('is a cell that regressed or is suspected by its own interval; two sides of one run have none', () => {
    expect(alarms(compareRuns(baseline, slower())).map(({ benchmark }) => benchmark)).toEqual(['cpu.prime']);
    expect(alarms(compareRuns(baseline, slower(undefined, {})))).toEqual([]);
    const [cell] = compareRuns(baseline, slower()).cells;
    const comparison = compareRuns(baseline, slower());
    const with_ = (change: object) => ({ ...comparison, cells: [{ ...cell, ...change }] }) as Comparison;
    expect(alarms(with_({ verdict: 'inconclusive', effect: { ratio: 0.95, low: 0.91, high: 0.99 } }))).toHaveLength(1);
    expect(alarms(with_({ verdict: 'inconclusive', effect: { ratio: 0.95, low: 0.91, high: 1.01 } }))).toEqual([]);
    expect(alarms(with_({ verdict: 'inconclusive', effect: { ratio: 1.1, low: 1.05, high: 1.2 } }))).toEqual([]);
    expect(alarms({ ...comparison, mode: 'ab' })).toEqual([]);
  });
});

describe('the comparison after a second look', () => {
  it('has the verdict of the run of both sides, and shows the verdicts of both runs', () => {
    const gone = looked(slower(CONFIRMATION), both(1000));
    const [cell] = gone.cells;
    expect(cell).toMatchObject({ verdict: 'not-slower', arm: 'runc', candidateBlocks: 24 });
    expect(cell?.secondLook).toMatchObject({ across: { verdict: 'regressed' }, refusal: null });
    expect(cell?.reason).toMatch(/^Both sides in one run: .*Before, across runs: regressed\./);
    expect(gone.notes.join()).toContain(
      'runc cpu.prime: regressed across runs, not-slower beside the old side in run both, which decides.',
    );
    expect(gateOutcome(gone, ['regression']).pass).toBe(true);

    const stands = looked(slower(CONFIRMATION), both(900));
    expect(stands.cells[0]).toMatchObject({ verdict: 'regressed', secondLook: { refusal: null } });
    expect(verdictWords(stands.cells[0] as never)).toBe('regressed');
    expect(gateOutcome(stands, ['regression']).pass).toBe(false);
  });

  it('shows what was seen inside the cells that it has decided, and of no other', () => {
    const side = { arm: 'runc', trials: 1, seconds: 3, counters: {}, stacks: [] };
    const of = (benchmark: string) => ({ benchmark, baseline: { ...side, arm: BEFORE }, candidate: side, notes: [] });
    const ab = { ...both(900), inspections: [of('cpu.prime'), of('memory.write.seq.1k')] };
    expect(insideAlarms(looked(slower(CONFIRMATION), ab), ab)).toEqual([of('cpu.prime')]);
    const others = { ...ab, environments: both(900, {}, { [BEFORE]: NEW, runc: NEW }).environments };
    expect(insideAlarms(looked(slower(CONFIRMATION), others), others)).toEqual([]);
    expect(insideAlarms(looked(slower(), ab), ab)).toEqual([]);
    expect(insideAlarms(looked(slower(CONFIRMATION), undefined), undefined)).toEqual([]);
  });

  it('leaves cells that gave no alarm as they were', () => {
    const sketch = { benchmarks: [CPU, MEMORY], figure: onlyCpu };
    const before = running(buildRun({ id: 'before', seed: 11, benchmarks: [CPU, MEMORY] }), { runc: OLD });
    const candidate = { ...running(buildRun({ id: 'after', seed: 22, ...sketch }), { runc: NEW }) };
    const confirmed = { ...candidate, confirmation: { baseline: 'before', run: 'both', refused: [] } };
    const plain = compareRuns(before, candidate);
    const after = looked(confirmed, both(1000, { benchmarks: [CPU, MEMORY] }), before);
    expect(after.cells.map(({ verdict }) => verdict)).toEqual(['not-slower', plain.cells[1]?.verdict]);
    expect(after.cells[1]).not.toHaveProperty('secondLook');
  });

  it('is not confirmed, and still fails, where the old side could not be measured', () => {
    const refused = [{ arm: 'runc', reason: 'it is kept nowhere.' }];
    const comparison = looked(slower({ run: undefined, refused }), undefined);
    const [cell] = comparison.cells;
    expect(cell).toMatchObject({ verdict: 'regressed', secondLook: { refusal: 'it is kept nowhere' } });
    expect(cell?.reason).toMatch(/Not confirmed, because it is kept nowhere\.$/);
    expect(verdictWords(cell as never)).toBe('regressed (not confirmed)');
    expect(gateOutcome(comparison, ['regression']).pass).toBe(false);
  });

  it.each([
    ['is not at hand', undefined, /not at hand/],
    ['is another', { ...both(1000), id: 'other' }, /not at hand/],
    ['measured another old side', both(1000, {}, { [BEFORE]: NEW, runc: NEW }), /other programs/],
    ['measured another new side', both(1000, {}, { [BEFORE]: OLD, runc: OLD }), /other programs/],
    ['has too few launches', both(1000, { blocks: 3 }), /3 launches of it, and 5 are needed/],
    ['has no such cell', both(1000, { benchmarks: [MEMORY] }), /does not have it/],
  ])('is not confirmed by a run that %s', (_, ab, why) => {
    const [cell] = looked(slower(CONFIRMATION), ab).cells;
    expect(cell?.verdict).toBe('regressed');
    expect(cell?.secondLook?.refusal).toMatch(why);
  });

  describe('of files, of which two sides of one run show less than two runs', () => {
    const sketch = { benchmarks: [{ ...MEMORY, id: 'fileio.volume.seqrd', suite: 'fileio' }], spread: 0.0005 };
    const before = running(buildRun({ id: 'before', seed: 11, ...sketch }), { runc: OLD });
    const confirmation = { baseline: 'before', run: 'both', refused: [] };
    /** @param then slowdown between the runs. @param beside that beside the old side. */
    const lookedAgain = (then: number, beside: number) => {
      const levels = { runc: 1000 / (1 + then) };
      const candidate = running(buildRun({ id: 'after', seed: 22, ...sketch, levels }), { runc: NEW });
      const ab = both(1000 / (1 + beside), sketch);
      expect(compareRuns(before, candidate).cells[0]?.verdict).toBe('regressed');
      return looked({ ...candidate, confirmation }, ab, before);
    };

    it.each([
      ['inconclusive', 0.035],
      ['not-slower', 0.0275],
    ])('stands where the floor of the second look lies above it, which is %s there', (verdict, slowdown) => {
      expect(compareSides(both(1000 / (1 + slowdown), sketch)).cells[0]?.verdict).toBe(verdict);
      const comparison = lookedAgain(slowdown, slowdown);
      const [cell] = comparison.cells;
      expect(cell).toMatchObject({
        verdict: 'regressed',
        secondLook: { refusal: expect.stringContaining('less than 4 %') },
      });
      expect(cell?.reason).toMatch(
        /Not confirmed, because the run of both sides calls no change of less than 4 % in it, and does not exclude one as large as this\.$/,
      );
      expect(gateOutcome(comparison, ['regression']).pass).toBe(false);
    });

    it('is cleared by a second look that excludes it, or that could have shown it', () => {
      expect(lookedAgain(0.035, 0).cells[0]).toMatchObject({ verdict: 'not-slower', secondLook: { refusal: null } });
      expect(lookedAgain(0.08, 0.035).cells[0]).toMatchObject({
        verdict: 'inconclusive',
        secondLook: { refusal: null },
      });
      expect(lookedAgain(0.08, 0.08).cells[0]).toMatchObject({ verdict: 'regressed', secondLook: { refusal: null } });
    });
  });

  it('does not clear an effect of the kernel, the userland or a setting of the arm, which both sides of one run have', () => {
    const upgraded = { ...slower(CONFIRMATION), fingerprint: { ...baseline.fingerprint, kernel: '9.9' } };
    expect(besidesRefusal(baseline, upgraded, 'runc')).toMatch(/^kernel changed too, and/);
    const same = running(slower(CONFIRMATION), { runc: OLD });
    const [environment] = same.environments;
    if (environment === undefined) throw new Error('no environment');
    const driven = { ...same, environments: [{ ...environment, inside: { storageDriver: 'vfs' } }] };
    expect(besidesRefusal(baseline, driven, 'runc')).toMatch(/^runc\.inside\.storageDriver changed too/);
    expect([besidesRefusal(baseline, same, 'runc'), besidesRefusal(baseline, slower(), 'runc')]).toEqual([
      undefined,
      undefined,
    ]);
    const [cell] = looked(driven, both(1000, {}, { [BEFORE]: OLD, runc: OLD })).cells;
    expect(cell).toMatchObject({ verdict: 'regressed' });
    expect(cell?.secondLook?.refusal).toContain('storageDriver changed too');
  });

  it('is as it was where the second look was at another baseline, or there was none', () => {
    const plain = compareRuns(baseline, slower());
    const other = looked(slower({ baseline: 'other' }), both(1000));
    expect(other.cells[0]).toMatchObject({ verdict: 'regressed' });
    expect(other.cells[0]).not.toHaveProperty('secondLook');
    expect(other.notes.join()).toContain('not heeded');
    expect(looked(slower(), both(1000))).toEqual(plain);
  });
});

describe('programs', () => {
  it('are the same by their digests, whatever their paths; unknown ones are not', () => {
    expect(samePrograms([OLD], [{ ...OLD, path: '/elsewhere' }])).toBe(true);
    expect(samePrograms([OLD], [NEW])).toBe(false);
    expect(samePrograms([OLD], [OLD, NEW])).toBe(false);
    expect(samePrograms([], [])).toBe(false);
    expect(samePrograms(undefined, undefined)).toBe(false);
  });

  it('count with the libraries that they load; a document of before does not say that there are none', () => {
    const loading = (libraries: string): Binary => ({ ...OLD, libraries });
    expect(samePrograms([loading('a')], [loading('a')])).toBe(true);
    expect(samePrograms([loading('a')], [loading('b')])).toBe(false);
    expect(samePrograms([OLD], [loading('a')])).toBe(false);
    expect(samePrograms([OLD], [loading('none')])).toBe(true);
    expect(samePrograms([OLD], [{ ...OLD, version: '2' }])).toBe(false);
  });
});

function onlyCpu({ arm, benchmark }: { arm: string; benchmark: string }, usual: number): number {
  return arm === 'runc' && benchmark === 'cpu.prime' ? usual * 0.9 : usual;
}
