import { describe, expect, it } from '@jest/globals';
import type { ArmSpec } from '../../../src/config/arms.js';
import { armGroups, type LaunchGroup, scheduleBlock, setUpOrder } from '../../../src/measure/planning/schedule.js';
import { aPlan } from './a-plan.js';

/** Returns the only group of a plan that fits into memory. */
function only(groups: readonly LaunchGroup[]): LaunchGroup {
  expect(groups).toHaveLength(1);
  return groups[0] as LaunchGroup;
}
const schedule = (index: number) => only(scheduleBlock(aPlan(), index));
const visitNames = (groups: readonly LaunchGroup[]) =>
  groups.flatMap(({ visits }) => visits.map(({ benchmark, candidate }) => `${benchmark} ${candidate}`)).sort();

describe('scheduleBlock', () => {
  it('is the same for the same plan and block', () => {
    expect(scheduleBlock(aPlan(), 3)).toEqual(scheduleBlock(aPlan(), 3));
  });

  it('differs between blocks and between seeds', () => {
    const orders = [
      scheduleBlock(aPlan(), 1),
      scheduleBlock(aPlan(), 2),
      scheduleBlock({ ...aPlan(), seed: 8 }, 1),
    ].map((s) => JSON.stringify(s));
    expect(new Set(orders).size).toBe(3);
  });

  it('launches every arm once', () => {
    expect([...schedule(0).launches].sort()).toEqual(['docker', 'native', 'runc']);
  });

  it('visits every benchmark that is run, in every contrast, once; observed ones never', () => {
    expect(visitNames(scheduleBlock(aPlan(), 5))).toEqual([
      'cpu.prime docker',
      'cpu.prime runc',
      'mutex.contention docker',
      'mutex.contention runc',
    ]);
  });

  it('takes one warm-up pair a visit in the first block, and none later', () => {
    const warmups = (index: number) => schedule(index).visits.map(({ pairs }) => pairs.map(({ warmup }) => warmup));
    expect(warmups(0)).toEqual(Array(4).fill([true, false, false]));
    expect(warmups(1)).toEqual(Array(4).fill([false, false]));
  });

  it('takes as many pairs of a benchmark as that one has, where those are fewer', () => {
    const plan = aPlan();
    const benchmarks = plan.benchmarks.map((one) => (one.id === 'cpu.prime' ? { ...one, pairs: 1 } : one));
    const { visits } = only(scheduleBlock({ ...plan, benchmarks }, 1));
    const counts = new Map(visits.map(({ benchmark, pairs }) => [benchmark, pairs.length]));
    expect(Object.fromEntries(counts)).toEqual({ 'cpu.prime': 1, 'mutex.contention': 2 });
  });

  it('throws a fair coin: over 400 blocks each side goes first in close to half of the pairs', () => {
    const firsts = Array.from({ length: 400 }, (_, index) =>
      schedule(index + 1).visits.flatMap(({ pairs }) => pairs.map(({ first }) => first)),
    );
    const all = firsts.flat();
    const share = all.filter((first) => first === 'baseline').length / all.length;
    // 3,200 fair throws are this close to one half except for one time in 10,000.
    expect(Math.abs(share - 0.5)).toBeLessThan(0.035);
  });

  it('makes the files of each side first in close to half of the visits, and both in every one', () => {
    const visits = Array.from({ length: 400 }, (_, index) => schedule(index).visits).flat();
    const orders = visits.map((visit) => [visit, setUpOrder(visit)] as const);
    const candidateFirst = orders.filter(([{ candidate }, [first]]) => first === candidate).length;
    expect(candidateFirst / visits.length).toBeGreaterThan(0.45);
    expect(candidateFirst / visits.length).toBeLessThan(0.55);
    for (const [{ baseline, candidate }, order] of orders)
      expect([...order].sort()).toEqual([baseline, candidate].sort());
  });

  it('draws each block independently: the arm launched first follows from the block before only as often as by chance', () => {
    const two = aPlan(['native', 'runc'].map((id): ArmSpec => ({ id, runtime: id, options: {} })));
    const first = Array.from({ length: 2000 }, (_, index) => only(scheduleBlock(two, index)).launches[0]);
    const same = first.filter((arm, at) => at > 0 && arm === first[at - 1]).length / (first.length - 1);
    // 1,999 fair throws are this close to one half except for one time in 10,000.
    expect(Math.abs(same - 0.5)).toBeLessThan(0.044);
  });

  it('puts every arm first among the launches about equally often', () => {
    const first = Array.from({ length: 600 }, (_, index) => schedule(index).launches[0]);
    for (const arm of ['native', 'runc', 'docker'])
      expect(first.filter((name) => name === arm).length).toBeGreaterThan(140);
  });
});

describe('scheduleBlock with decided cells', () => {
  const cell = (arm: string, benchmark: string) => ({ arm, benchmark });
  const whole = (arm: string) => aPlan().benchmarks.map(({ id }) => cell(arm, id));

  it('leaves them out and measures the others as before', () => {
    const [all] = scheduleBlock(aPlan(), 4);
    const [rest] = scheduleBlock(aPlan(), 4, [cell('runc', 'cpu.prime')]);
    const kept = all?.visits.filter(({ benchmark, candidate }) => !(benchmark === 'cpu.prime' && candidate === 'runc'));
    expect(rest).toEqual({ launches: all?.launches, visits: kept });
  });

  it('still launches an arm of which only an observed event is open', () => {
    const settled = whole('runc').filter(({ benchmark }) => benchmark !== 'lifecycle.startup');
    const [group] = scheduleBlock(aPlan(), 4, settled);
    expect(group?.launches).toContain('runc');
  });

  it('does not launch an arm without an open cell', () => {
    const [group] = scheduleBlock(aPlan(), 4, whole('runc'));
    expect([...(group?.launches ?? [])].sort()).toEqual(['docker', 'native']);
  });

  it('launches nothing where all are decided', () => {
    expect(scheduleBlock(aPlan(), 4, [...whole('runc'), ...whole('docker')])).toEqual([]);
  });
});

describe('scheduleBlock where memory is short', () => {
  const sided = (id: string, side?: ArmSpec['side']): ArmSpec => ({
    id,
    runtime: 'runc',
    options: {},
    ...(side && { side }),
  });
  const arms = ['a', 'b', 'c'].flatMap((name) => [sided(name, 'baseline'), sided(`${name}2`, 'candidate')]);
  const plan = { ...aPlan([sided('native'), ...arms]), armsAtOnce: 5 };

  it('launches native with every group, both sides of a contrast together, and no more than fit', () => {
    for (let index = 0; index < 20; index++) {
      const groups = scheduleBlock(plan, index);
      expect(groups.map(({ launches }) => launches.length).sort()).toEqual([3, 5]);
      for (const { launches } of groups) {
        expect(launches).toContain('native');
        for (const name of ['a', 'b', 'c']) expect(launches.includes(name)).toBe(launches.includes(`${name}2`));
      }
    }
  });

  it('visits everything once over all groups, in arms that are alive', () => {
    const groups = scheduleBlock(plan, 3);
    expect(new Set(visitNames(groups)).size).toBe(6);
    for (const { launches, visits } of groups) {
      expect(
        visits.every(({ baseline, candidate }) => launches.includes(baseline) && launches.includes(candidate)),
      ).toBe(true);
    }
  });

  it('forms other groups in other blocks', () => {
    const alone = Array.from({ length: 30 }, (_, index) =>
      scheduleBlock(plan, index)
        .find(({ launches }) => launches.length === 3)
        ?.launches.toSorted()
        .join(),
    );
    expect(new Set(alone)).toEqual(new Set(['a,a2,native', 'b,b2,native', 'c,c2,native']));
  });

  it('launches one contrast at a time where not even that fits', () => {
    expect(scheduleBlock({ ...plan, armsAtOnce: 1 }, 0)).toHaveLength(3);
  });

  it('has every arm in the groups that are looked at first', () => {
    expect(new Set(armGroups(plan).flat()).size).toBe(7);
    expect(armGroups(aPlan())).toEqual([['native', 'runc', 'docker']]);
  });

  it('does not look at an arm that can run nothing of what is asked for', () => {
    const refused = (armId: string) => (arm: { readonly id: string }, id: string) =>
      arm.id === armId || id === 'cpu.prime' ? 'it cannot' : undefined;
    expect(armGroups(aPlan(undefined, undefined, refused('runc')))).toEqual([['native', 'docker']]);
    expect(armGroups(aPlan(undefined, undefined, () => 'it cannot'))).toEqual([]);
  });

  it('leaves out what an arm cannot run, and draws the rest as it would have', () => {
    const all = scheduleBlock(aPlan(), 2);
    const without = aPlan(undefined, undefined, (arm, id) =>
      arm.id === 'docker' && id === 'cpu.prime' ? 'it lies' : undefined,
    );
    expect(without.excluded).toEqual([{ arm: 'docker', benchmark: 'cpu.prime', reason: 'it lies' }]);
    expect(scheduleBlock(without, 2).flatMap(({ visits }) => visits)).toEqual(
      all
        .flatMap(({ visits }) => visits)
        .filter((visit) => visit.candidate !== 'docker' || visit.benchmark !== 'cpu.prime'),
    );
  });
});

describe('scheduleBlock with crowds', () => {
  const suites = ['lifecycle', 'cpu', 'scale.storm.1', 'scale.density.8'];
  const withCrowds = aPlan(undefined, undefined, undefined, suites);
  const without = aPlan(undefined, undefined, undefined, ['lifecycle', 'cpu']);

  it('takes them last, with no sandbox alive, one pair each and no warm-up', () => {
    for (const index of [0, 5]) {
      const [shared, alone, ...more] = scheduleBlock(withCrowds, index);
      expect(more).toEqual([]);
      expect([shared]).toEqual(scheduleBlock(without, index));
      expect(alone?.launches).toEqual([]);
      expect(visitNames([alone as LaunchGroup])).toEqual([
        'scale.density.8 docker',
        'scale.density.8 runc',
        'scale.storm.1 docker',
        'scale.storm.1 runc',
      ]);
      for (const { pairs } of alone?.visits ?? []) expect(pairs).toEqual([expect.objectContaining({ warmup: false })]);
    }
  });

  it('launches no other sandbox where nothing else is measured', () => {
    const groups = scheduleBlock(aPlan(undefined, undefined, undefined, ['scale']), 2);
    expect(groups.map(({ launches }) => launches)).toEqual([[]]);
  });

  it('leaves out what is decided, and the group where all is', () => {
    const cells = ['runc', 'docker'].flatMap((arm) =>
      ['scale.storm.1', 'scale.density.8'].map((benchmark) => ({ arm, benchmark })),
    );
    expect(visitNames(scheduleBlock(withCrowds, 3, cells.slice(1)).slice(1))).toEqual(['scale.storm.1 runc']);
    expect(scheduleBlock(withCrowds, 3, cells)).toHaveLength(1);
  });
});
