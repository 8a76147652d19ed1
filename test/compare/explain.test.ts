import { describe, expect, it } from '@jest/globals';
import { explainAcross, explainSides } from '../../src/compare/explain.js';
import { pairDifferences } from '../../src/compare/observations.js';
import { compareSides } from '../../src/compare/one-run/within-run.js';
import { compareRuns } from '../../src/compare/two-runs/between-runs.js';
import { blockTest, shiftOfBlocks } from '../../src/stats/across/block-test.js';
import { withRunToRun } from '../../src/stats/across/run-to-run.js';
import { median } from '../../src/stats/summary.js';
import { buildRun, STARTUP } from '../support/run-builder.js';

const runc = { arm: 'runc', benchmark: 'cpu.prime' };
const earlier = buildRun({ id: 'before', seed: 1 });
const later = buildRun({ id: 'after', seed: 2, levels: { runc: 950 } });

describe('explainAcross', () => {
  it('gives the cell that the comparison gives', () => {
    expect(explainAcross(runc, earlier, later).cell).toEqual(compareRuns(earlier, later).cells[0]);
  });

  it('holds the observations from which p and the effect follow', () => {
    const { baseline, candidate, cell, rule, settings } = explainAcross(runc, earlier, later);
    const [x, y] = [baseline, candidate].map((side) => pairDifferences({ observations: side?.blocks ?? [] }));
    const { estimate } = shiftOfBlocks(x ?? [], y ?? []);
    const sd = Math.SQRT2 * Math.log1p((settings.runToRunPercent?.cautious ?? 0) / 100);
    expect(withRunToRun(blockTest(x ?? [], y ?? []).less, -estimate, { sd, widening: 1 })).toBe(cell.p);
    expect(Math.exp(estimate)).toBeCloseTo(cell.effect?.ratio ?? 0, 12);
    expect({ rule, ...settings }).toEqual({
      rule: 'two runs of one boot',
      alpha: 0.05,
      cells: 1,
      minEffectPercent: 1,
      thetaPercent: 1.5,
      marginPercent: 3,
      runToRunPercent: { likely: 0.15, cautious: 0.2 },
      serial: { r: expect.any(Number), widening: 1 },
      regressedCells: null,
    });
  });

  it("holds the second estimate, the Hodges-Lehmann shift of the blocks' means, which has to exceed the floor, too", () => {
    const { baseline, candidate, second } = explainAcross(runc, earlier, later);
    const means = [baseline, candidate].map((side) => side?.blocks.map(({ difference }) => difference) ?? []);
    const shifts = means[1]?.flatMap((to) => means[0]?.map((from) => to - from) ?? []) ?? [];
    expect(Math.log(second ?? 0)).toBeCloseTo(median(shifts) ?? 0, 12);
    const rebooted = buildRun({ id: 'rebooted', fingerprint: { bootId: 'boot-2' } });
    expect(explainAcross(runc, earlier, rebooted).second).toBeNull();
  });

  it('holds what p of a launch is computed from: the overhead and the figures of its own', () => {
    const started = (id: string, seed: number) =>
      buildRun({
        id,
        benchmarks: [STARTUP],
        times: (arm, block) => ({
          startupMs: (arm === 'runc' ? 43 : 17) + Math.sin(seed * (block + 1)),
          shutdownMs: 1,
        }),
      });
    const { baseline, candidate, cell, settings } = explainAcross(
      { arm: 'runc', benchmark: STARTUP.id },
      started('one', 3),
      started('two', 7),
    );
    const tested = (read: (block: { difference: number; candidate: number }) => number) => {
      const [x, y] = [baseline, candidate].map((side) => side?.blocks.map((block) => [-read(block)]) ?? []);
      return { p: blockTest(x ?? [], y ?? []).less, estimate: shiftOfBlocks(x ?? [], y ?? []).estimate };
    };
    const overhead = tested(({ difference }) => difference);
    const sd = Math.SQRT2 * Math.log1p((settings.runToRunPercent?.cautious ?? 0) / 100);
    const { widening = 1 } = settings.serial ?? {};
    expect(settings.runToRunPercent).toEqual({ likely: 0, cautious: 3.5 });
    expect(
      Math.max(
        withRunToRun(overhead.p, -overhead.estimate, { sd, widening }),
        tested((block) => Math.log(block.candidate)).p,
      ),
    ).toBe(cell.p);
  });

  it('holds the run-level overheads where boots differ', () => {
    const boots = [1, 2].map((n) => buildRun({ id: `night-${n}`, seed: n, fingerprint: { bootId: `boot-${n}` } }));
    const [first, second] = boots;
    if (first === undefined || second === undefined) throw new Error('two runs were made');
    const today = buildRun({ id: 'today', fingerprint: { bootId: 'boot-3' } });
    const explained = explainAcross(runc, first, today, {}, [second]);
    expect(explained).toMatchObject({ rule: 'history of boots', settings: { thetaPercent: 1 } });
    expect(explained.history.map((one) => one.boot).sort()).toEqual(['boot-1', 'boot-2']);
  });

  it('has no run-level overheads of a cell that the candidate did not measure', () => {
    const boot = (n: number) => ({ seed: n, fingerprint: { bootId: `boot-${n}` } });
    const [first, second] = [1, 2].map((n) => buildRun({ id: `night-${n}`, ...boot(n) }));
    if (first === undefined || second === undefined) throw new Error('two runs were made');
    const docker = buildRun({ id: 'docker', arms: ['docker'], ...boot(3) });
    const failed = buildRun({ id: 'failed', figure: ({ arm }) => (arm === 'runc' ? 'exit code' : 1000), ...boot(4) });
    for (const today of [docker, failed]) {
      const explained = explainAcross(runc, first, today, {}, [second]);
      expect(explained).toMatchObject({ rule: 'history of boots', cell: { verdict: 'missing' }, history: [] });
      expect(JSON.parse(JSON.stringify(explained))).toEqual(explained);
    }
  });

  it('has nothing of a side that does not plan the cell', () => {
    const both = buildRun({ id: 'both', arms: ['runc', 'docker'] });
    const docker = buildRun({ id: 'docker', arms: ['docker'] });
    expect(explainAcross(runc, both, docker)).toMatchObject({ candidate: null, cell: { verdict: 'missing' } });
  });

  it('is the same after a round trip through JSON', () => {
    const explained = explainAcross(runc, earlier, later);
    expect(JSON.parse(JSON.stringify(explained))).toEqual(explained);
  });

  it.each([
    ['runc', 'cpu', 'Of runc there is no benchmark "cpu". Known: cpu.prime.'],
    ['runc', 'cpu.prim', 'Of runc there is no benchmark "cpu.prim". Did you mean "cpu.prime"?'],
    ['runcc', 'cpu.prime', 'There is no runtime "runcc" in it. Did you mean "runc"?'],
    ['podman', 'cpu.prime', 'There is no runtime "podman" in it. Known: runc.'],
    ['cpu.prime', 'runc', 'Did you mean "runc cpu.prime"?'],
  ])('names the cell that was meant by %s %s', (arm, benchmark, hint) => {
    const said = `There is no cell ${arm} ${benchmark}.\n${hint}`;
    expect(() => explainAcross({ arm, benchmark }, earlier, later)).toThrow(said);
  });
});

describe('explainSides', () => {
  const run = buildRun({
    arms: ['runc', 'crun'],
    contrasts: [{ baseline: 'runc', candidate: 'crun' }],
    levels: { crun: 950 },
  });
  const crun = { arm: 'crun', benchmark: 'cpu.prime' };

  it('gives the cell that the comparison gives, with every look taken', () => {
    const explained = explainSides(crun, run);
    expect(explained.cell).toEqual(compareSides(run).cells[0]);
    expect(explained.looks.map((look) => look.n)).toEqual([6, 9]);
    expect(explained.looks.at(-1)?.p).toBe(explained.cell.p);
  });

  it('is the same after a round trip through JSON', () => {
    const explained = explainSides(crun, run);
    expect(JSON.parse(JSON.stringify(explained))).toEqual(explained);
  });
});
