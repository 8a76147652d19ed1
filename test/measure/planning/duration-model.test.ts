import { describe, expect, it } from '@jest/globals';
import {
  type DurationModel,
  durationModelOf,
  estimateBlockSeconds,
  isTimed,
} from '../../../src/measure/planning/duration-model.js';
import { buildRun, CPU, MEMORY } from '../../support/run-builder.js';
import { aPlan } from './a-plan.js';

/** The model where nothing was measured yet. */
const NO_HISTORY: DurationModel = { launches: new Map(), trials: new Map(), visitSeconds: undefined };

/** Launches take 1.5 s and trials .1 s in blocks of 10 s, which have 4 pairs with the warm-up. */
const run = buildRun({ id: 'new', pairs: 3, times: () => ({ startupMs: 1000, shutdownMs: 500 }) });
const modelFor = (runs: readonly ReturnType<typeof buildRun>[], plan = run.plan) =>
  durationModelOf(runs, 'hardware-1', plan);

describe('a block', () => {
  it('is estimated where nothing was measured', () => {
    // 2 benchmarks x (0.1 + 0.012) s x 2 sides x 2 pairs x 2 contrasts + 3 launches x 0.35 s
    expect(estimateBlockSeconds(aPlan(), NO_HISTORY)).toBeCloseTo(2.842, 6);
    expect(isTimed(aPlan(), NO_HISTORY)).toBe(false);
  });

  it('has one pair of a crowd, which takes no longer than a command may take', () => {
    const suites = ['lifecycle', 'scale.storm.1', 'scale.density.128'];
    const crowds = estimateBlockSeconds(aPlan(undefined, undefined, undefined, suites), NO_HISTORY);
    // 3 launches; for each of 2 contrasts 2 trials of one launch, and 2 of 10 s, where 128 launches take 44.8 s.
    expect(crowds).toBeCloseTo(3 * 0.35 + 2 * (2 * (0.35 + 0.012) + 2 * (10 + 0.012)), 6);
  });

  it('has fewer pairs of a benchmark that has its own number', () => {
    const plan = aPlan();
    const benchmarks = plan.benchmarks.map((one) => (one.id === 'cpu.prime' ? { ...one, pairs: 1 } : one));
    // 2 contrasts x 2 sides x one pair less of (0.1 + 0.012) s.
    expect(estimateBlockSeconds({ ...plan, benchmarks }, NO_HISTORY)).toBeCloseTo(2.842 - 4 * 0.112, 6);
  });

  it('takes as long as it took in an earlier run, but for the warm-up pair', () => {
    // 10 s less two trials of .1 s.
    expect(estimateBlockSeconds(run.plan, modelFor([run]))).toBeCloseTo(9.8, 9);
    expect(isTimed(run.plan, modelFor([run]))).toBe(true);
  });

  it('is longer with more pairs, arms and benchmarks, by what those take', () => {
    const larger = buildRun({ pairs: 3, arms: ['runc', 'runc=./b'], benchmarks: [CPU] }).plan;
    // One launch and one visit more: 6 trials of .1 s, and 10 - 2 * 1.5 - .8 s around them.
    expect(estimateBlockSeconds(larger, modelFor([run]))).toBeCloseTo(9.8 + 1.5 + 0.6 + 6.2, 9);
    const more = buildRun({ pairs: 4 }).plan;
    expect(estimateBlockSeconds(more, modelFor([run]))).toBeCloseTo(10, 9);
  });
});

describe('the duration model of a host', () => {
  it('is that of the newest run that has the part', () => {
    const older = buildRun({ id: 'old', arms: ['docker'], times: () => ({ startupMs: 3000, shutdownMs: 0 }) });
    expect([...modelFor([run, older]).launches]).toEqual(
      expect.arrayContaining([
        ['runc', 1.5],
        ['docker', 3],
      ]),
    );
    expect(modelFor([run, older]).launches.get('native')).toBe(1.5);
  });

  it.each([
    ['hardware', buildRun({ fingerprint: { hardwareKey: 'other' } })],
    ['CPUs', buildRun({ plan: { limits: { cpus: '0', cpuCount: 1, memoryBytes: 1e9 } } })],
  ])('learns nothing from a run on other %s', (_, other) => {
    expect(modelFor([other])).toEqual(NO_HISTORY);
  });

  it('ignores trials of another length', () => {
    const { trials, launches } = modelFor([buildRun({ plan: { trialSeconds: 1 } })]);
    expect([trials.size, launches.size]).toEqual([0, 2]);
  });

  it('takes the time of visits only from a run that has about as many a launch', () => {
    const many = buildRun({ arms: ['runc', 'docker', 'crun'], benchmarks: [CPU, MEMORY] }).plan;
    const alike = buildRun({ arms: ['runc', 'docker', 'crun'] }); // 3 visits and 4 launches; of the plan 6 and 4
    expect(modelFor([run], many).visitSeconds).toBeUndefined(); // 1 visit, 2 launches
    expect(modelFor([run, alike], many).visitSeconds).toBe(modelFor([alike]).visitSeconds);
  });

  it('has no figure for a benchmark that was not run', () => {
    expect(isTimed(buildRun({ benchmarks: [CPU, MEMORY] }).plan, modelFor([run]))).toBe(false);
  });
});
