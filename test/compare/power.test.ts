import { describe, expect, it } from '@jest/globals';
import { powerSentences, shortfall } from '../../src/compare/power.js';
import { buildRun } from '../support/run-builder.js';

const decision = { alpha: 0.05, minEffectPercent: 1, marginPercent: 3 };
const plan = (sided: boolean, budgetSeconds = 1200) =>
  buildRun({ blocks: 0, plan: { budgetSeconds, ...(sided && { decision }) } }).plan;
const reach = (blocks: number, cells = 60, most = blocks) => ({
  cells,
  blocks,
  launches: { fewest: blocks, most },
  blockSeconds: 46,
  alpha: 0.05,
});

describe('forecast of native alone', () => {
  it.each([true, false])('says that nothing is judged (sides: %s)', (sided) => {
    expect(powerSentences({ plan: plan(sided), ...reach(26, 0) })).toEqual([
      expect.stringContaining('Nothing here is compared or judged'),
    ]);
  });
});

describe('forecast of two sides', () => {
  it('says how many launches are needed and how many there are', () => {
    const [need, looks] = powerSentences({ plan: plan(true), ...reach(26) });
    expect(need).toBe(
      '60 cells need at least 11 launches of each side to prove a regression; with 20m you get about 26.',
    );
    expect(looks).toContain('the look at 23');
  });

  it('says how large a budget suffices where the given one does not', () => {
    const sentences = powerSentences({ plan: plan(true, 300), ...reach(6) });
    expect(sentences[1]).toBe('That cannot prove one: give it at least 8m26s, or fewer benchmarks or runtimes.');
    expect(powerSentences({ plan: plan(true), ...reach(5) })[1]).toContain('nor pass any');
  });

  it('says what limits the launches where the budget does not', () => {
    const few = { ...plan(true), blocks: { min: 6, max: 8 } };
    const [need, remedy] = powerSentences({ plan: few, ...reach(8) });
    expect(need).toContain('at most 8 are asked for.');
    expect(remedy).toContain('give it --blocks 6..11, or fewer benchmarks');
  });

  it('says where the blocks asked for take longer than the budget', () => {
    const forced = { ...plan(true, 300), blocks: { min: 12, max: 30 } };
    expect(powerSentences({ plan: forced, ...reach(12) })[0]).toContain(
      'the 12 asked for at least go before the budget of 5m and take about 9m12s.',
    );
  });

  it('gives the fewest and the most launches', () => {
    const [need, looks] = powerSentences({ plan: plan(true), ...reach(12, 60, 20) });
    expect(need).toContain('with 20m you get about 12 to 20.');
    expect(looks).toContain('it reaches the look at 12 to 18');
    expect(powerSentences({ plan: plan(true), ...reach(8, 60, 20) })[1]).toMatch(
      /^The fewest cannot prove one: give it/,
    );
  });

  it('is about a single cell in the singular', () => {
    expect(powerSentences({ plan: plan(true), ...reach(6, 1) })[0]).toMatch(/^1 cell needs at least 5 launches/);
  });
});

describe('forecast against another run', () => {
  it('counts the blocks of two equal runs', () => {
    // 1 in 12 choose 6 is .0011, 1 in 14 choose 7 is .00029; alpha / 60 is .00083.
    expect(powerSentences({ plan: plan(false), ...reach(7) })[0]).toContain('at least 7 launches in each of two runs');
    expect(powerSentences({ plan: plan(false), ...reach(7) })[0]).toContain('which can.');
    expect(powerSentences({ plan: plan(false), ...reach(6) })[0]).toContain('which cannot: give it at least 5m22s.');
  });

  it('says how many runs of other boots are needed', () => {
    expect(powerSentences({ plan: plan(false), ...reach(12) })[1]).toContain('Between boots 8 runs are needed');
  });
});

describe('shortfall', () => {
  it('says before the run that the budget cannot decide, and names the one that could', () => {
    expect(shortfall({ plan: plan(true, 300), ...reach(6) })).toBe(
      'This run cannot prove a regression: 60 cells need at least 11 launches and with 5m you get about 6. Give it at least 8m26s, or fewer benchmarks or runtimes.',
    );
    expect(shortfall({ plan: plan(false, 300), ...reach(6) })).toContain(
      'A comparison with a run like this cannot prove a regression: 60 cells need at least 7 launches',
    );
  });

  it('says where it cannot for some of the cells', () => {
    expect(shortfall({ plan: plan(true, 300), ...reach(9, 60, 14) })).toContain(
      'cannot prove a regression in every cell',
    );
  });

  it('says nothing where the budget suffices and where there is nothing to decide', () => {
    expect(shortfall({ plan: plan(true), ...reach(11) })).toBeUndefined();
    expect(shortfall({ plan: plan(false), ...reach(7) })).toBeUndefined();
    expect(shortfall({ plan: plan(true), ...reach(0, 0) })).toBeUndefined();
  });
});
