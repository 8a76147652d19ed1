import { describe, expect, it } from '@jest/globals';
import { explainAllSides, explainSides } from '../../../src/compare/explain.js';
import { decidedCells, runState } from '../../../src/compare/one-run/sides.js';
import { compareSides } from '../../../src/compare/one-run/within-run.js';
import { gateOutcome } from '../../../src/compare/outcome/gate.js';
import { InputError } from '../../../src/errors.js';
import type { RunDocument } from '../../../src/results/document.js';
import { buildRun, CPU, failure, MEMORY, type Sketch, STARTUP } from '../../support/run-builder.js';

const ab = (sketch: Sketch = {}): RunDocument =>
  buildRun({
    arms: ['runc', 'runc=./bin/runc'],
    contrasts: [{ baseline: 'runc', candidate: 'runc=./bin/runc' }],
    ...sketch,
  });
const slower = (level: number): Sketch => ({ levels: { runc: 1000, 'runc=./bin/runc': level } });

function cellOf(run: RunDocument) {
  const [cell] = compareSides(run).cells;
  if (cell === undefined) throw new Error('no cell');
  return cell;
}

describe('compareSides', () => {
  it('finds a candidate that is slower than the baseline of the same run', () => {
    const comparison = compareSides(ab(slower(970)));
    expect(comparison).toMatchObject({ mode: 'ab', baseline: { source: 'this run' }, host: [] });
    expect(comparison.cells).toMatchObject([{ arm: 'runc=./bin/runc', verdict: 'regressed', baselineBlocks: 12 }]);
    expect(comparison.cells[0]?.effect?.ratio).toBeCloseTo(0.97, 2);
  });

  it('detects smaller changes than a comparison between runs', () => {
    expect(cellOf(ab({ ...slower(987), spread: 0.001 })).verdict).toBe('regressed');
  });

  it('calls a change of files only where copies of one program do not differ by as much', () => {
    const files = { benchmarks: [{ ...CPU, id: 'fileio.volume.seqrd' }] };
    const verdicts = [1030, 970, 930].map((level) => cellOf(ab({ ...slower(level), ...files })).verdict);
    expect(verdicts).toEqual(['not-slower', 'inconclusive', 'regressed']);
    expect(cellOf(ab({ ...slower(970), ...files })).reason).toContain('within 4 %');
    expect(compareSides(ab({ ...slower(970), ...files })).notes).toEqual([expect.stringContaining('less than 4 %')]);
    expect(explainSides(cellOf(ab(files)), ab(files)).settings.thetaPercent).toBe(4);
  });

  it('finds an improvement, and equivalent sides', () => {
    expect(cellOf(ab(slower(1030))).verdict).toBe('improved');
    expect(cellOf(ab()).verdict).toBe('not-slower');
  });

  it('divides alpha by the cells planned, and leaves contrasts with native out', () => {
    const contrasts = [
      { baseline: 'native', candidate: 'runc' },
      { baseline: 'runc', candidate: 'runc=./bin/runc' },
    ];
    const comparison = compareSides(ab({ contrasts, benchmarks: [CPU, MEMORY] }));
    expect(comparison.settings.cells).toBe(2);
    expect(comparison.cells.map((cell) => cell.benchmark)).toEqual(['cpu.prime', 'memory.write.1k']);
  });

  it('has a row for each cell that the change has withdrawn, which fails by default and takes no share of alpha', () => {
    const { id: benchmark } = MEMORY;
    const gone = { arm: 'runc=./bin/runc', benchmark, metric: 'mib_per_second', unit: 'MiB/s', direction: 'higher' };
    const run = { ...ab(), withdrawn: [gone] } as RunDocument;
    const comparison = compareSides(run);
    expect(comparison.settings.cells).toBe(1);
    expect(comparison.cells.map(({ verdict }) => verdict)).toEqual(['not-slower', 'missing']);
    expect(gateOutcome(comparison, ['regression', 'missing'])).toMatchObject({ pass: false });
    expect(explainAllSides(run).map(({ cell }) => cell)).toEqual(comparison.cells);
    expect(explainSides({ arm: gone.arm, benchmark }, run)).toMatchObject({ baseline: null, looks: [] });
  });

  it('says in what the userlands of its sides differ, where each has its own', () => {
    const run = ab();
    const { fingerprint } = run;
    const baselineImage = { ...fingerprint.image, digest: 'sha256:other' };
    expect(compareSides(run).differences).toEqual([]);
    expect(compareSides({ ...run, fingerprint: { ...fingerprint, baselineImage } }).differences).toEqual([
      { field: 'userland.digest', baseline: 'sha256:other', candidate: fingerprint.image.digest },
    ]);
  });

  it('is inconclusive before the first look', () => {
    expect(cellOf(ab({ ...slower(500), blocks: 5 }))).toMatchObject({ verdict: 'inconclusive', candidateBlocks: 5 });
  });

  it('calls a candidate missing that failed where the baseline did not', () => {
    const cell = cellOf(ab({ figure: ({ arm }, usual) => (arm === 'runc' ? usual : 'exit') }));
    expect(cell).toMatchObject({ verdict: 'missing', effect: null });
    expect(cell.reason).toContain('runc=./bin/runc: failed');
  });

  const failing = (isFailing: (block: number) => boolean, level = 1000): Sketch => ({
    ...slower(level),
    blocks: 20,
    benchmarks: [CPU, MEMORY],
    figure: ({ arm, block, benchmark }, usual) =>
      arm === 'runc=./bin/runc' && benchmark === CPU.id && isFailing(block) ? 'exit' : usual,
  });

  it('calls a candidate missing that fails half of the time, however fast it is otherwise', () => {
    const run = ab(failing((block) => block % 2 === 0));
    expect(cellOf(run)).toMatchObject({ verdict: 'missing', effect: expect.anything(), p: null });
    expect(compareSides(run).cells[1]?.verdict).toBe('not-slower');
  });

  it('calls a candidate missing that broke before anything could be decided', () => {
    const cell = cellOf(ab({ ...failing((block) => block > 4), spread: 0.05 }));
    expect(cell).toMatchObject({ verdict: 'missing', candidateBlocks: 5 });
    expect(cell.reason).toContain('failed where the baseline did not (runc=./bin/runc: failed');
  });

  it('calls a candidate missing also where the baseline failed once', () => {
    const figure: Sketch['figure'] = ({ arm, block }, usual) =>
      (arm === 'runc' ? block === 0 : block % 2 === 0) ? 'exit' : usual;
    const cell = cellOf(ab({ blocks: 20, figure }));
    expect(cell.verdict).toBe('missing');
    expect(cell.reason).toContain('more often than the baseline');
  });

  it('calls a candidate missing whose failures alone are more than chance, though most trials worked', () => {
    const run = ab({ ...failing((block) => block % 3 === 0), blocks: 60 });
    expect(cellOf(run).verdict).toBe('missing');
    expect(compareSides(run).cells[1]?.verdict).toBe('not-slower');
  });

  /** Eight cells of four pairs; the candidate does not start in some launches, of which no pair is then taken. */
  const unstarted = (blocks: number, isDown: (block: number) => boolean): RunDocument => {
    const benchmarks = Array.from({ length: 8 }, (_, at) => ({ ...CPU, id: `cpu.${at}` }));
    const times: Sketch['times'] = (arm, block) => ({
      startupMs: arm !== 'runc' && isDown(block) ? null : 100,
      shutdownMs: 10,
    });
    const run = { ...ab({ blocks, benchmarks, pairs: 4, times }), stopped: { reason: 'budget' as const, detail: 'd' } };
    return { ...run, blocks: run.blocks.map((one) => (isDown(one.index) ? { ...one, pairs: [] } : one)) };
  };
  const verdictsOf = (run: RunDocument): string[] => [
    ...new Set(compareSides(run).cells.map(({ verdict }) => verdict)),
  ];

  it('calls every cell missing of a candidate that does not start in half of its launches', () => {
    const run = unstarted(14, (block) => block % 2 === 1);
    expect(verdictsOf(run)).toEqual(['missing']);
    expect(cellOf(run).reason).toContain('runc=./bin/runc: launch failed, 7 times');
    expect(explainAllSides(run).map(({ cell }) => cell)).toEqual(compareSides(run).cells);
  });

  it('tests the launches that did not start once, for all cells share them', () => {
    expect(verdictsOf(unstarted(24, (block) => block % 4 === 1))).toEqual(['missing']);
    expect(verdictsOf(unstarted(24, (block) => block % 6 === 1))).toEqual(['not-slower']);
  });

  it('does not call cells missing where both sides do not start in the same launches', () => {
    const run = unstarted(24, (block) => block % 4 === 1);
    const down = (block: number): boolean => block % 4 === 1;
    const blocks = run.blocks.map((one) =>
      down(one.index) ? { ...one, launches: one.launches.map((launch) => ({ ...launch, startupMs: null })) } : one,
    );
    expect(verdictsOf({ ...run, blocks })).toEqual(['not-slower']);
  });

  /** Start-up with the same times on both sides; the candidate's start had to be made again in some blocks. */
  const hanging = (hangs: (arm: string, block: number) => boolean): RunDocument => {
    const startMs = (arm: string, block: number): number => 100 + ((block * 7 + arm.length) % 5);
    return ab({
      blocks: 26,
      benchmarks: [STARTUP],
      times: (arm, block) => ({
        startupMs: startMs(arm, block),
        shutdownMs: 10,
        ...(hangs(arm, block) ? { retries: 1, failedStarts: [failure('timed out')] } : {}),
      }),
    });
  };

  it('calls start-up missing where two starts in five of the candidate hang', () => {
    const cell = cellOf(hanging((arm, block) => arm === 'runc=./bin/runc' && block % 5 < 2));
    expect(cell).toMatchObject({ verdict: 'missing', p: null, effect: expect.anything() });
    expect(cell.reason).toBe(
      'The candidate failed where the baseline did not (runc=./bin/runc: start retried, 11 times).',
    );
  });

  it('does not call starts missing that hang on both sides, or rarely', () => {
    expect(cellOf(hanging((_, block) => block % 5 < 2)).verdict).toBe('not-slower');
    expect(cellOf(hanging((arm, block) => arm !== 'runc' && block % 9 === 0)).verdict).toBe('not-slower');
  });

  it('drops the pairs of trials that sometimes fail, and judges by the others', () => {
    expect(cellOf(ab(failing((block) => block % 7 === 0))).verdict).toBe('not-slower');
    expect(cellOf(ab(failing((block) => block % 2 === 0, 900))).verdict).toBe('regressed');
  });

  it('calls nothing missing where the baseline failed too', () => {
    expect(cellOf(ab({ figure: () => 'exit' })).verdict).toBe('inconclusive');
  });

  it('does not judge figures in coarse steps', () => {
    expect(cellOf(ab({ figure: ({ block }) => 0.05 + 0.01 * (block % 2) })).verdict).toBe('inconclusive');
  });

  it.each([
    ['zero', 0],
    ['NaN', Number.NaN],
    ['negative', -1],
    ['infinite', Number.POSITIVE_INFINITY],
  ])('never passes a candidate whose figures are all %s', (_, bad) => {
    const cell = cellOf(ab({ figure: ({ arm }, usual) => (arm === 'runc' ? usual : bad) }));
    expect(cell.verdict).toBe('missing');
  });

  it('says what the sides differ in', () => {
    const run = ab();
    for (const [at, environment] of run.environments.entries()) {
      environment.binaries.push({ name: 'runc', path: 'p', version: `1.${at}`, sha256: 's' });
    }
    expect(compareSides(run).differences).toEqual([
      { field: 'runc=./bin/runc.binaries.runc.version', baseline: '1.1', candidate: '1.2' },
    ]);
  });

  it('judges by the rule that the run was planned with, and says where another was asked for', () => {
    const decision = { alpha: 0.05, minEffectPercent: 5, marginPercent: 8 };
    const run = ab({ ...slower(970), plan: { decision } });
    const comparison = compareSides(run, { minEffectPercent: 1, marginPercent: 8 });
    expect(comparison.settings).toMatchObject({ minEffectPercent: 5, marginPercent: 8 });
    expect(comparison.cells[0]?.verdict).toBe('not-slower');
    expect(comparison.notes).toEqual([expect.stringContaining('smallest effect 5, not 1')]);
    expect(compareSides(run, decision).notes).toEqual([]);
  });

  it('marks cells that no gate judges', () => {
    const run = ab({ benchmarks: [CPU, { ...MEMORY, ungated: true }] });
    expect(compareSides(run).cells.map(({ ungated }) => ungated)).toEqual([undefined, true]);
  });

  it('says with its interval what a cell shows over all launches that a look stopped before the last', () => {
    const { reason } = cellOf(ab({ ...slower(970), blocks: 20 }));
    expect(reason).toMatch(/ in 9 launches: .* Over all of its 20 launches it is /);
    expect(reason).toMatch(/launches it is 3\.\d\d % slower \(95 % interval [23]\.\d\d % to 3\.\d\d % slower\)\.$/);
    expect(cellOf(ab({ ...slower(970), blocks: 9 })).reason).not.toContain('Over all');
  });

  it('refuses a run whose arms are all measured against native', () => {
    expect(() => compareSides(buildRun())).toThrow(InputError);
  });

  it('refuses an edited document', () => {
    const run = ab();
    run.blocks.push(...run.blocks.slice(0, 1));
    expect(() => compareSides(run)).toThrow(/has block 0 twice/);
  });

  it('keeps alpha for the blocks that a cancelled run may still get', () => {
    const run = { ...ab({ ...slower(970), blocks: 8 }), stopped: { reason: 'cancelled' as const, detail: 'Ctrl-C' } };
    expect(cellOf(run).verdict).toBe('inconclusive');
    expect(cellOf(ab({ ...slower(970), blocks: 8 })).verdict).toBe('regressed');
  });

  it('says of a cancelled run what its own looks would have seen, of which the closing one is none', () => {
    const run = ab({ ...slower(500), blocks: 10, benchmarks: [CPU, MEMORY] });
    const cancelled = { ...run, stopped: { reason: 'cancelled' as const, detail: 'Ctrl-C' } };
    expect(cellOf(cancelled)).toMatchObject({ verdict: 'inconclusive', seenPercent: null });
    expect(cellOf(run)).toMatchObject({ verdict: 'regressed', seenPercent: 2 });
    expect(explainAllSides(cancelled).map(({ cell }) => cell)).toEqual(compareSides(cancelled).cells);
  });
});

describe('what a cell would have shown', () => {
  const ids = Array.from({ length: 16 }, (_, i) => `cpu.${i}`);
  const last = ids.at(-1);

  /** All cells are a tenth slower but the last, whose candidate takes `factor` times as long. */
  const mostlySlower = (seed: number, factor: number): RunDocument =>
    ab({
      seed,
      blocks: 12,
      spread: 0.09,
      benchmarks: ids.map((id) => ({ ...CPU, id })),
      figure: ({ arm, benchmark }, usual) => (arm === 'runc' ? usual : usual / (benchmark === last ? factor : 1.1)),
    });
  const lastCell = (run: RunDocument) => {
    const cell = compareSides(run).cells.at(-1);
    if (cell === undefined) throw new Error('no cell');
    return cell;
  };
  const proven = (seed: number, ratio: number): number[] =>
    [1, 2, 3, 5, 8].filter(
      (percent) => lastCell(mostlySlower(seed, (1 + percent / 100) * ratio)).verdict === 'regressed',
    );

  it.each([2, 5, 8])('is what the step-down would have proven beside cells that regressed (seed %i)', (seed) => {
    const cell = lastCell(mostlySlower(seed, 1));
    expect(cell.verdict).toBe('inconclusive');
    expect(cell.seenPercent).toBe(proven(seed, cell.overall?.ratio ?? 0)[0]);
  });

  it('leaves out the cell itself and those that regress only beside it', () => {
    const cell = lastCell(mostlySlower(2, 1.2));
    expect(cell.verdict).toBe('regressed');
    expect(cell.seenPercent).toBe(proven(2, 1.2 * (cell.overall?.ratio ?? 0))[0]);
  });
});

describe('runState', () => {
  it.each([
    ['budget', 'ended'],
    ['blocks', 'ended'],
    ['decided', 'ended'],
    ['cancelled', 'running'],
    ['error', 'running'],
  ] as const)('of a run that stopped by %s is %s', (reason, state) => {
    expect(runState({ ...ab(), stopped: { reason, detail: '' } })).toBe(state);
  });

  it('of a run without an end is running', () => {
    expect(runState({ ...ab(), stopped: null })).toBe('running');
  });
});

describe('settledCells', () => {
  const settled = (sketch: Sketch) => decidedCells(ab(sketch)).map(({ benchmark }) => benchmark);

  it('has a cell that a planned look has passed, and none before the look', () => {
    expect([settled({ blocks: 5 }), settled({ blocks: 6 })]).toEqual([[], ['cpu.prime']]);
  });

  it('has a cell that a planned look has rejected', () => {
    expect([settled({ ...slower(970), blocks: 8 }), settled({ ...slower(970), blocks: 9 })]).toEqual([
      [],
      ['cpu.prime'],
    ]);
  });

  it('has no cell that only a closing look would decide, since the run goes on', () => {
    expect(compareSides(ab({ ...slower(970), blocks: 8 })).cells[0]?.verdict).toBe('regressed');
    expect(settled({ ...slower(970), blocks: 8 })).toEqual([]);
  });

  it('has a noisy cell only after its last look', () => {
    expect([settled({ spread: 0.2, blocks: 64 }), settled({ spread: 0.2, blocks: 65 })]).toEqual([[], ['cpu.prime']]);
  });

  it('includes a cell without a figure once its first look is due', () => {
    const failing = { figure: () => 'exit' };
    expect([settled({ ...failing, blocks: 5 }), settled({ ...failing, blocks: 6 })]).toEqual([[], ['cpu.prime']]);
  });

  it('decides each cell by its own pairs', () => {
    const figure: Sketch['figure'] = ({ benchmark, arm }, usual) =>
      benchmark === 'cpu.prime' && arm !== 'runc' ? usual * 0.97 : usual;
    expect(settled({ benchmarks: [CPU, MEMORY], blocks: 6, figure })).toEqual(['memory.write.1k']);
  });

  it('is empty in a run without sides', () => {
    expect(decidedCells(buildRun())).toEqual([]);
  });

  it('never changes a verdict: a run that ends where its cell is decided is judged like the whole run', () => {
    for (const level of [950, 985, 1000, 1015, 1050]) {
      const whole = ab({ ...slower(level), blocks: 30, spread: 0.01 });
      const at = whole.blocks.findIndex(
        (_, index) => decidedCells({ ...whole, blocks: whole.blocks.slice(0, index + 1) }).length > 0,
      );
      const cut = {
        ...whole,
        blocks: whole.blocks.slice(0, at + 1),
        stopped: { reason: 'decided' as const, detail: '' },
      };
      expect([cellOf(cut).verdict, cellOf(cut).threshold]).toEqual([cellOf(whole).verdict, cellOf(whole).threshold]);
    }
  });
});
