import { describe, expect, it } from '@jest/globals';
import { scheduleBlock } from '../../src/measure/schedule.js';
import { aPlan } from './a-plan.js';

describe('scheduleBlock', () => {
  it('is the same whenever it is asked for again', () => {
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
    expect([...scheduleBlock(aPlan(), 0).launches].sort()).toEqual(['docker', 'native', 'runc']);
  });

  it('visits every benchmark that is run, in every contrast, once; observed ones never', () => {
    const visits = scheduleBlock(aPlan(), 5).visits.map(({ benchmark, candidate }) => `${benchmark} ${candidate}`);
    expect(visits.sort()).toEqual([
      'cpu.prime docker',
      'cpu.prime runc',
      'mutex.contention docker',
      'mutex.contention runc',
    ]);
  });

  it('takes one warm-up pair a visit in the first block, and none later', () => {
    const warmups = (index: number) =>
      scheduleBlock(aPlan(), index).visits.map(({ pairs }) => pairs.map(({ warmup }) => warmup));
    expect(warmups(0)).toEqual(Array(4).fill([true, false, false]));
    expect(warmups(1)).toEqual(Array(4).fill([false, false]));
  });

  it('throws a fair coin: over 400 blocks each side goes first in close to half of the pairs', () => {
    const firsts = Array.from({ length: 400 }, (_, index) =>
      scheduleBlock(aPlan(), index + 1).visits.flatMap(({ pairs }) => pairs.map(({ first }) => first)),
    );
    const all = firsts.flat();
    const share = all.filter((first) => first === 'baseline').length / all.length;
    // 3200 throws: five standard deviations are 4.4 %.
    expect(Math.abs(share - 0.5)).toBeLessThan(0.044);
  });

  it('puts every arm first among the launches about equally often', () => {
    const first = Array.from({ length: 600 }, (_, index) => scheduleBlock(aPlan(), index).launches[0]);
    for (const arm of ['native', 'runc', 'docker'])
      expect(first.filter((name) => name === arm).length).toBeGreaterThan(140);
  });
});
