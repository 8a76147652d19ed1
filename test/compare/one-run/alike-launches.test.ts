import { describe, expect, it } from '@jest/globals';
import { explainSides } from '../../../src/compare/explain.js';
import { compareSides } from '../../../src/compare/one-run/within-run.js';
import type { RunDocument } from '../../../src/results/document.js';
import { normals } from '../../support/history-builder.js';
import { buildRun, CPU } from '../../support/run-builder.js';

const BLOCKS = 16;
const ids = Array.from({ length: 8 }, (_, i) => `cpu.${i}`);

/** Differences of launches that are each alike to the one before by `r`, with a standard deviation of 3 %. */
function wandering(normal: () => number, r: number): number[] {
  let now = normal();
  return Array.from({ length: BLOCKS }, () => {
    const value = 0.03 * now;
    now = r * now + Math.sqrt(1 - r * r) * normal();
    return value;
  });
}

/** Two sides of which the candidate takes `factor` times as long, and the difference wanders. */
function wanderingRun(seed: number, r: number, factor = 1): RunDocument {
  const normal = normals(seed);
  const paths = new Map(ids.map((id) => [id, wandering(normal, r)]));
  return buildRun({
    arms: ['runc', 'runc=./bin/runc'],
    contrasts: [{ baseline: 'runc', candidate: 'runc=./bin/runc' }],
    seed,
    blocks: BLOCKS,
    spread: 0.005,
    benchmarks: ids.map((id) => ({ ...CPU, id })),
    figure: ({ arm, benchmark, block }, usual) =>
      arm === 'runc' ? usual : (usual * Math.exp(-(paths.get(benchmark)?.[block] ?? 0))) / factor,
  });
}

const verdicts = (run: RunDocument): string[] => compareSides(run).cells.map(({ verdict }) => verdict);

describe('two sides whose difference wanders from launch to launch', () => {
  const runs = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => wanderingRun(seed, 0.8));

  it('are called no slower for it', () => {
    const alarms = runs.filter((run) => verdicts(run).some((one) => one === 'regressed' || one === 'improved'));
    expect(alarms).toHaveLength(0);
  });

  it('are seen to be twice as slow all the same', () => {
    expect(new Set(verdicts(wanderingRun(1, 0.8, 2)))).toEqual(new Set(['regressed']));
  });

  it('have a note, and wider intervals', () => {
    const [run] = runs as [RunDocument];
    expect(compareSides(run).notes).toContainEqual(expect.stringMatching(/^Neighbouring launches are alike \(/));
    const { settings, cell } = explainSides({ arm: 'runc=./bin/runc', benchmark: 'cpu.0' }, run);
    expect(settings.serial?.widening).toBeGreaterThan(1.5);
    const { effect } = cell;
    expect((effect?.high ?? 0) - (effect?.low ?? 0)).toBeGreaterThan(0.03);
  });

  it('are judged as ever where launches are independent', () => {
    const run = wanderingRun(3, 0);
    expect(compareSides(run).notes).toEqual([]);
    expect(explainSides({ arm: 'runc=./bin/runc', benchmark: 'cpu.0' }, run).settings.serial?.widening).toBe(1);
  });
});
