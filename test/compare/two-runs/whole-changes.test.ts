import { describe, expect, it } from '@jest/globals';
import { compareRuns } from '../../../src/compare/two-runs/between-runs.js';
import { wholeChanges } from '../../../src/compare/two-runs/whole-changes.js';
import { wholeChangeTexts } from '../../../src/report/wholes.js';
import { buildRun, CPU, MEMORY, STARTUP } from '../../support/run-builder.js';

const benchmarks = [CPU, MEMORY, STARTUP];
const run = (id: string, seed: number, runc = 1000) => buildRun({ id, seed, benchmarks, levels: { runc } });

describe('a runtime as a whole in two runs', () => {
  it('is the throughput benchmarks of a block together, with an exact p', () => {
    const [whole, ...others] = wholeChanges(run('before', 1), run('after', 2, 900), 1);
    expect(others).toEqual([]);
    expect(whole).toMatchObject({ arm: 'runc', benchmarks: 2 });
    expect(whole?.time.ratio).toBeCloseTo(1 / 0.9, 1);
    expect(whole?.time.low).toBeGreaterThan(1);
    // All of the candidate's 12 blocks lie beyond all of the baseline's: one outcome of 24 choose 12. What a run adds
    // of its own makes that a little more.
    expect(whole?.pSlower).toBeGreaterThan(1 / 2_704_156);
    expect(whole?.pSlower).toBeLessThan(1.1 / 2_704_156);
    expect(whole?.pFaster).toBeCloseTo(1, 9);
  });

  it('has the error of a run where the blocks do not scatter at all', () => {
    const still = (id: string, runc: number) => buildRun({ id, benchmarks, levels: { runc }, spread: 0 });
    const { ratio = 0, low, high } = wholeChanges(still('before', 1000), still('after', 990), 1)[0]?.time ?? {};
    expect(Math.log(ratio)).toBeCloseTo(Math.log(1000 / 990), 9);
    // The mean of two benchmarks of cpu and memory: .15 % of a run each.
    const sd = Math.log1p(0.0015);
    expect(Math.log(low ?? 0)).toBeCloseTo(Math.log(ratio) - 1.96 * sd, 5);
    expect(Math.log(high ?? 0)).toBeCloseTo(Math.log(ratio) + 1.96 * sd, 5);
  });

  it('is put into words', () => {
    const [text] = wholeChangeTexts(compareRuns(run('before', 1), run('after', 2, 900)));
    expect(text).toMatch(/^runc as a whole \(2 benchmarks\) \+1\d(\.\d)? % \[\+.*\], p [78]\.\de-7$/);
  });

  it('leaves out crowds, which measure starts and memory', () => {
    const storm = { ...CPU, id: 'scale.storm.4xcpu', work: { kind: 'fixed' as const, amount: 8, unit: 'sandboxes' } };
    const [before, after] = [1, 2].map((seed) =>
      buildRun({ id: `run ${seed}`, seed, benchmarks: [...benchmarks, storm] }),
    );
    expect(before && after && wholeChanges(before, after, 1)).toMatchObject([{ arm: 'runc', benchmarks: 2 }]);
  });

  it('leaves out benchmarks that no gate judges, since their scatter is not known', () => {
    const [before, after] = [1, 2].map((seed) => {
      const made = buildRun({ id: `run ${seed}`, seed, benchmarks });
      const planned = made.plan.benchmarks.map((one) =>
        one.id === MEMORY.id ? { ...one, ungated: true as const } : one,
      );
      return { ...made, plan: { ...made.plan, benchmarks: planned } };
    });
    expect(before && after && wholeChanges(before, after, 1)).toMatchObject([{ arm: 'runc', benchmarks: 1 }]);
  });

  it('leaves out benchmarks that were not run in the same way, and is absent between boots', () => {
    const other = { ...MEMORY, work: { kind: 'fixed' as const, amount: 9_999, unit: 'MiB' } };
    const changed = buildRun({ id: 'after', seed: 2, benchmarks: [CPU, other, STARTUP] });
    expect(wholeChanges(run('before', 1), changed, 1)).toMatchObject([{ benchmarks: 1 }]);
    const boot = buildRun({ id: 'after', seed: 2, benchmarks, fingerprint: { bootId: 'boot-2' } });
    expect(compareRuns(run('before', 1), boot).wholes).toEqual([]);
  });
});
