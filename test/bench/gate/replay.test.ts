import { describe, expect, it } from '@jest/globals';
import { adjacentPairs } from '../../../bench/gate/draw.js';
import { randomBits } from '../../../bench/gate/random.js';
import { ALPHAS, exceededBy, replay, tune } from '../../../bench/gate/replay.js';
import type { Scenario } from '../../../bench/gate/scenario.js';
import { wilson } from '../../../bench/gate/wilson.js';

/** Makes thirty launches of a series with noise of about 1 %, one second each. */
function quietScenario(): Scenario {
  const bits = randomBits(7);
  const value = (): number => 1000 * (1 + 0.01 * (bits() / 2 ** 32 + bits() / 2 ** 32 - 1));
  const launches = Array.from({ length: 30 }, () => ({
    a: [value()],
    b: [value()],
    pairSeconds: [1],
    overheadSeconds: 0,
  }));
  return {
    id: 'made',
    title: 'Made',
    method: 'made',
    recording: { name: 'made', about: 'Made.', series: [{ name: 'runc cpu', metric: 'cpu', launches }] },
    schedule: adjacentPairs(() => 1),
    budget: () => 100,
    minEffect: 0.01,
    target: () => 0.05,
  };
}

const OPTIONS = {
  seed: 1,
  cells: 10,
  comparisons: 20,
  slowedComparisons: 2,
  slowdowns: [0, 0.05],
  peerSlowdowns: [0, 0.05],
  loneComparisons: 2,
};

describe('wilson', () => {
  it('gives the textbook interval', () => {
    const { low, high } = wilson(15, 20);
    expect([low, high].map((value) => Number(value.toFixed(4)))).toEqual([0.5313, 0.8881]);
  });

  it('stays within 0 and 1 at the ends', () => {
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(10, 10).high).toBeCloseTo(1, 12);
    expect(wilson(0, 10).high).toBeCloseTo(0.2775, 4);
  });
});

describe('threshold at equal false alarms', () => {
  it('is exceeded by no more than the share', () => {
    const scores = Array.from({ length: 200 }, (_, i) => i);
    expect(exceededBy(0.01, scores)).toBe(197);
    expect(exceededBy(0.01, [...scores].reverse())).toBe(197);
  });

  it('decides less often, never more, where scores are tied', () => {
    expect(exceededBy(0.5, [1, 1, 1, 0])).toBe(1);
  });
});

describe("the setting of Tare's own rule", () => {
  /** Counts alarms in 500 comparisons, by alpha. */
  const tuned = (hits: (alpha: number) => number) => {
    const { alpha, alarms } = tune(wilson(hits(0.05), 500), (alpha) => wilson(hits(alpha), 500));
    return [alpha, alarms.hits];
  };

  it('goes up to the last step that keeps false alarms low', () => {
    expect(tuned((alpha) => (alpha > 0.2 ? 6 : 5))).toEqual([0.19, 5]);
    expect(tuned((alpha) => (alpha > 0.05 ? 6 : 0))).toEqual([0.05, 0]);
    expect(tuned(() => 0)).toEqual([ALPHAS.at(-1), 0]);
  });

  it('goes down to the first that does', () => {
    expect(tuned((alpha) => (alpha > 0.01 ? 8 : 5))).toEqual([0.00989, 5]);
    expect(tuned(() => 8)).toEqual([ALPHAS[0], 8]);
  });
});

describe('replay', () => {
  it('is reproducible by its seed', () => {
    const [first, second] = [replay(quietScenario(), OPTIONS), replay(quietScenario(), OPTIONS)];
    expect(first.power).toEqual(second.power);
    expect(first.peers.map((peer) => peer.equalThreshold)).toEqual(second.peers.map((peer) => peer.equalThreshold));
  });

  it('lets Tare pass identical code and detect a slowdown far above the noise', () => {
    const { power, tareAlarms } = replay(quietScenario(), OPTIONS);
    expect([tareAlarms.alone.hits, tareAlarms.shared.hits]).toEqual([0, 0]);
    const [same, slower] = power;
    expect([same?.tare.alone.notSlower.hits, same?.tare.alone.regressed.hits]).toEqual([20, 0]);
    expect([slower?.tare.alone.regressed.hits, slower?.tare.alone.regressed.of]).toEqual([20, 20]);
    expect(slower?.equalTare?.shared.hits).toBe(20);
  });

  it('slows a series alone where it is asked to', () => {
    const made = quietScenario();
    const [series] = made.recording.series;
    const other = { ...series, name: 'runsc cpu' } as NonNullable<typeof series>;
    const recording = { ...made.recording, series: [series as NonNullable<typeof series>, other] };
    // There are ten cells of seven launches each, where eight are the fewest that reject. Five cells pass after six and
    // leave their time to the others.
    const scenario = { ...made, recording, budget: () => 7, target: () => 0.012 };
    const { lone, power } = replay(scenario, { ...OPTIONS, slowdowns: [0.012] });
    expect([...lone.keys()]).toEqual(['runc cpu', 'runsc cpu']);
    expect(lone.get('runsc cpu')?.shared.of).toBe(10);
    const together = power[1]?.tare.shared.regressed.hits ?? 10;
    expect(lone.get('runsc cpu')?.shared.hits).toBeGreaterThan(2 * together);
  });

  it('counts machine time only until the decision', () => {
    const slower = replay(quietScenario(), OPTIONS).power[1];
    expect(slower?.tare.alone.seconds).toEqual({ mean: 12, p95: 12 });
  });
});
