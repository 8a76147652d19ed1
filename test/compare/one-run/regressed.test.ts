/** Which cells of one run regressed, and against what. */
import { describe, expect, it } from '@jest/globals';
import { regressedCells } from '../../../src/compare/one-run/regressed.js';
import { buildRun, CPU, MEMORY } from '../../support/run-builder.js';

const sketch = {
  arms: ['old', 'new'],
  contrasts: [{ baseline: 'old', candidate: 'new' }],
  benchmarks: [CPU, MEMORY],
  blocks: 20,
};

describe('cells that regressed', () => {
  it('are those between the two sides, the largest change first', () => {
    const slower = { 'cpu.prime': 0.9, [MEMORY.id]: 0.5 };
    const run = buildRun({
      ...sketch,
      figure: ({ arm, benchmark }, usual) =>
        arm === 'new' ? usual * (slower[benchmark as keyof typeof slower] ?? 1) : usual,
    });
    expect(regressedCells(run)).toEqual([
      { arm: 'new', benchmark: MEMORY.id, baseline: 'old' },
      { arm: 'new', benchmark: 'cpu.prime', baseline: 'old' },
    ]);
  });

  it('are none where nothing changed, and none in a run of one side', () => {
    expect(regressedCells(buildRun(sketch))).toEqual([]);
    expect(regressedCells(buildRun({ levels: { runc: 500 } }))).toEqual([]);
  });
});
