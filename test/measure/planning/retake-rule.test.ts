import { describe, expect, it } from '@jest/globals';
import { QUIET, RetakeRule } from '../../../src/measure/planning/retake-rule.js';
import type { Pair } from '../../../src/results/document.js';
import { buildRun } from '../../support/run-builder.js';

const run = (plan = {}) => buildRun({ blocks: 0, plan: { quiet: { ...QUIET }, ...plan } });

function pair(busyCpus: number | undefined, change: Partial<Pair> = {}): Pair {
  const trials = ['native', 'runc'].map((arm) => ({ arm, wallMs: 100, metrics: { rate: 1 } }));
  return {
    benchmark: 'cpu',
    baseline: 'native',
    candidate: 'runc',
    k: 0,
    warmup: false,
    trials,
    ...(busyCpus !== undefined && { busyCpus }),
    ...change,
  };
}

/** Makes the rule as it is after this many quiet pairs of one busy CPU. */
function watchAfter(count: number, plan = {}): RetakeRule {
  const watch = new RetakeRule(run(plan));
  for (let i = 0; i < count; i++) watch.record(pair(1));
  return watch;
}

describe('RetakeRule', () => {
  it('retakes a pair that was busier than the median of its kind by more than the margin', () => {
    expect([watchAfter(20).shouldRetake(pair(1.26)), watchAfter(20).shouldRetake(pair(1.25))]).toEqual([true, false]);
  });

  it('judges nothing before three pairs of its kind', () => {
    expect([
      watchAfter(2).shouldRetake(pair(9)),
      watchAfter(20).shouldRetake(pair(9, { benchmark: 'memory' })),
    ]).toEqual([false, false]);
  });

  it('accepts a runtime that always keeps more CPUs busy', () => {
    const watch = new RetakeRule(run());
    for (let i = 0; i < 20; i++) watch.record(pair(1.8));
    expect(watch.shouldRetake(pair(1.9))).toBe(false);
  });

  it('spends no more than three tenths of the time on repeats', () => {
    const watch = watchAfter(20);
    const repeated = Array.from({ length: 30 }, () => {
      const again = watch.shouldRetake(pair(2));
      watch.record(pair(2));
      if (again) watch.record(pair(1));
      return again;
    }).filter(Boolean).length;
    // 20 quiet pairs, 30 disturbed ones and the repeats: three tenths of about 71.
    expect(repeated).toBeGreaterThanOrEqual(19);
    expect(repeated).toBeLessThanOrEqual(21);
  });

  it('never retakes where the plan has no rule, or the host does not report its busy time', () => {
    expect(watchAfter(20, { quiet: undefined }).shouldRetake(pair(9))).toBe(false);
    expect(watchAfter(20).shouldRetake(pair(undefined))).toBe(false);
  });

  it('depends neither on figures nor on labels', () => {
    const [first, second] = pair(1.5).trials;
    if (!first || !second) throw new Error('a pair has two trials');
    const swapped = [
      { ...second, metrics: { rate: 99 } },
      { ...first, metrics: { rate: 0.01 } },
    ];
    for (const busy of [1.2, 1.3]) {
      expect(watchAfter(20).shouldRetake(pair(busy, { trials: swapped }))).toBe(
        watchAfter(20).shouldRetake(pair(busy)),
      );
    }
  });

  it('goes on with the state of the run that is resumed', () => {
    const resumed = run();
    const pairs = Array.from({ length: 20 }, () => pair(1));
    const [block] = buildRun({ blocks: 1 }).blocks;
    if (!block) throw new Error('a run of one block');
    const two = (last: Pair[]) => new RetakeRule({ ...resumed, blocks: [{ ...block, pairs: [...pairs, ...last] }] });
    expect(two([]).shouldRetake(pair(2))).toBe(true);
    const repeats = Array.from({ length: 20 }, () => [pair(2, { setAside: true }), pair(1)]).flat();
    expect(two(repeats).shouldRetake(pair(2))).toBe(false);
  });
});
