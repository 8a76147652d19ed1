import { describe, expect, it } from '@jest/globals';
import { observations } from '../../../src/compare/observations.js';
import { runEstimates } from '../../../src/compare/two-runs/against-history.js';
import { compareRuns } from '../../../src/compare/two-runs/between-runs.js';
import type { RunDocument } from '../../../src/results/document.js';
import { beside, buildRun, CPU, FINGERPRINT, MEMORY, type Sketch } from '../../support/run-builder.js';

/** Run n of a history: its own boot, its overhead a little off by the boot. */
const night = (n: number, sketch: Sketch = {}): RunDocument => ({
  ...buildRun({
    id: `night-${n}`,
    seed: 100 + n,
    levels: { runc: 1000 + 3 * Math.sin(n) },
    fingerprint: { bootId: `boot-${n}` },
    ...sketch,
  }),
  startedAt: new Date(Date.UTC(2026, 9, n)).toISOString(),
});
const nights = (count: number): RunDocument[] => Array.from({ length: count }, (_, n) => night(n + 1));
const today = (runc: number, sketch: Sketch = {}): RunDocument =>
  buildRun({ id: 'today', seed: 7, levels: { runc }, fingerprint: { bootId: 'today' }, ...sketch });

function judge(candidate: RunDocument, history: RunDocument[], baseline = night(20)) {
  const comparison = compareRuns(baseline, candidate, {}, history);
  const [cell] = comparison.cells;
  if (cell === undefined) throw new Error('no cell');
  return { ...cell, notes: comparison.notes };
}

describe('compareRuns between boots', () => {
  it('decides nothing from one baseline run, and still shows effect and interval', () => {
    const cell = judge(today(800), []);
    expect(cell).toMatchObject({ verdict: 'inconclusive', p: null, threshold: null });
    expect(cell.reason).toContain('1 of 8 baseline runs needed');
    expect(cell.effect?.ratio).toBeCloseTo(0.8, 2);
    expect(cell.effect?.low).not.toBeNull();
  });

  it('counts the baseline as one of the runs', () => {
    expect(judge(today(1000), nights(6)).reason).toContain('7 of 8');
    expect(judge(today(1000), nights(7)).verdict).toBe('not-slower');
  });

  it('finds a slowdown beyond the spread between boots', () => {
    const cell = judge(today(960), nights(8));
    expect(cell.verdict).toBe('regressed');
    expect(cell.reason).toContain('9 baseline runs');
  });

  it('calls the opposite change improved', () => {
    expect(judge(today(1040), nights(8)).verdict).toBe('improved');
  });

  it('leaves a change inconclusive that is within the spread between boots', () => {
    const rough = Array.from({ length: 8 }, (_, n) => night(n + 1, { levels: { runc: 1000 + 40 * Math.sin(n) } }));
    expect(judge(today(960), rough).verdict).toBe('inconclusive');
  });

  it('does not count several runs of one boot as several boots', () => {
    const same = Array.from({ length: 12 }, (_, n) => night(n + 1, { fingerprint: { bootId: 'boot-1' } }));
    expect(judge(today(800), same).reason).toContain('2 of 8');
  });

  it('does not count a run of the boot under judgement, another machine, or the candidate itself', () => {
    const strangers = [
      night(1, { fingerprint: { bootId: 'today' } }),
      night(2, { fingerprint: { bootId: 'boot-2', hardwareKey: 'hardware-2' } }),
      { ...night(3), id: 'today' },
    ];
    expect(judge(today(1000), strangers).reason).toContain('1 of 8');
  });

  it('does not count runs that did other work', () => {
    const other = { benchmarks: [{ ...CPU, work: { kind: 'timed' as const, seconds: 1 } }] };
    const history = [...nights(6), night(7, { ...other, fingerprint: { bootId: 'boot-7' } })];
    expect(judge(today(1000), history).reason).toContain('7 of 8');
  });

  it('does not count runs beside more or less other work, and says how many', () => {
    const history = [...nights(6).map((run) => beside(0, run)), beside(3, night(7)), beside(4, night(8))];
    const { reason, notes } = judge(beside(0.1, today(1000)), history);
    expect(reason).toContain('7 of 8');
    expect(notes).toContainEqual(expect.stringContaining('Left out of the history: 2 runs of a host'));
  });

  it('counts of each boot the latest run that has the cell, did the same and has enough blocks', () => {
    const other = { benchmarks: [{ ...CPU, work: { kind: 'timed' as const, seconds: 1 } }] };
    const sides = {
      arms: ['runc (baseline)', 'runc'],
      contrasts: [{ baseline: 'runc (baseline)', candidate: 'runc' }],
    };
    const later = [{ benchmarks: [MEMORY] }, sides, other, { blocks: 2 }];
    const atHour = (hour: number, run: RunDocument): RunDocument => {
      return { ...run, id: `${run.id}-${hour}`, startedAt: run.startedAt.replace('T00', `T0${hour}`) };
    };
    const history = nights(8).flatMap((run, n) => [run, atHour(5, night(n + 1, later[n % later.length]))]);
    expect(judge(today(960), history).verdict).toBe('regressed');
    const again = nights(8).map((_, n) => atHour(3, night(n + 1, { seed: 200 + n })));
    const { reason, verdict } = judge(today(960), [...history, ...again]);
    expect([verdict, reason]).toEqual(['regressed', expect.stringContaining('9 baseline runs')]);
  });

  it('does not count runs of very few blocks', () => {
    expect(judge(today(1000), [...nights(6), night(7, { blocks: 5 })]).reason).toContain('7 of 8');
  });

  it('decides nothing from very few blocks of the candidate', () => {
    expect(judge(today(800, { blocks: 5 }), nights(9)).verdict).toBe('inconclusive');
  });

  it('names an edited document that it left out', () => {
    const edited = night(7);
    edited.plan.benchmarks.push(CPU);
    const { reason, notes } = judge(today(1000), [...nights(6), edited]);
    expect(reason).toContain('7 of 8');
    expect(notes).toContainEqual(expect.stringContaining('Left out of the history: The run document night-7'));
  });

  it('treats a boot in another state like another boot', () => {
    const cpu = { ...FINGERPRINT.cpu, governor: 'powersave' };
    const { verdict, notes } = judge(today(800, { fingerprint: { cpu } }), [], buildRun({ id: 'earlier' }));
    expect(verdict).toBe('inconclusive');
    expect(notes).toContainEqual(expect.stringContaining('cpu.governor differ'));
  });
});

describe('runEstimates', () => {
  it('uses no more blocks of a run than the candidate has', () => {
    const run = night(1, {
      blocks: 12,
      figure: ({ arm, block }, usual) => (arm === 'runc' && block >= 6 ? 2 * usual : usual),
    });
    const history = observations(run).map((series) => ({ run: run.id, boot: 'boot-1', series }));
    expect(runEstimates(history, 6)[0]?.overhead).toBeCloseTo(1, 1);
    expect(runEstimates(history, 12)[0]?.overhead).toBeCloseTo(Math.SQRT2, 1);
  });
});
