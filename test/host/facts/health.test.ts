import { describe, expect, it } from '@jest/globals';
import {
  type BlockHealth,
  type HealthSample,
  healthBetween,
  healthWarnings,
  sampleHealth,
} from '../../../src/host/facts/health.js';
import type { Health } from '../../../src/results/document.js';
import { healthSchema } from '../../../src/results/schema/block.js';
import { plantHost } from './planted-host.js';

const GIB = 2 ** 30;
const before: HealthSample = {
  load1: 0.1,
  times: { busy: 1000, iowait: 100, steal: 10, total: 5000, cpus: 2 },
  mhz: 3000,
  celsius: 50,
  throttles: 7,
  memoryAvailableBytes: 12 * GIB,
  memoryPressure: 5,
};
const after: HealthSample = {
  load1: 2,
  times: { busy: 1600, iowait: 150, steal: 30, total: 6000, cpus: 2 },
  mhz: 2800,
  celsius: 72,
  throttles: 9,
  memoryAvailableBytes: 11 * GIB,
  memoryPressure: 0.5,
};

describe('the health of a block', () => {
  it('is what happened between two samples', () => {
    const health: Health = healthBetween(before, after);
    expect(health).toEqual({
      load1: 0.1,
      steal: 0.02,
      busy: 0.6,
      iowait: 0.05,
      mhz: 2900,
      celsius: 72,
      throttles: 2,
      memoryAvailableBytes: 11 * GIB,
      memoryPressure: 0.5,
    });
  });

  it('has null where the host does not say', () => {
    const silent = { mhz: null, celsius: null, throttles: null, memoryPressure: null };
    expect(healthBetween({ ...before, ...silent }, { ...after, ...silent })).toMatchObject(silent);
  });

  it('accepts counters that run backwards and a block of no ticks', () => {
    const times = { ...after.times, iowait: 90 };
    expect(healthBetween(before, { ...after, times, throttles: 0 })).toMatchObject({ iowait: 0, throttles: 0 });
    expect(healthBetween(before, before)).toMatchObject({ busy: 0, steal: 0, iowait: 0 });
  });
});

describe('a sample of the host', () => {
  it('reads every figure of a server', () => {
    expect(sampleHealth([0, 4], plantHost('intel-server'))).toEqual({
      load1: 0.12,
      times: { busy: 130900, iowait: 5000, steal: 0, total: 9135900, cpus: 8 },
      mhz: 1200,
      celsius: 47,
      throttles: 8 * 2 + 5,
      memoryAvailableBytes: 60123456 * 1024,
      memoryPressure: 0.37,
    });
  });

  it('asks /proc/cpuinfo for the frequency of the measured CPUs where there is no cpufreq', () => {
    expect(sampleHealth([0], plantHost('firecracker-vm'))).toMatchObject({ mhz: 2600, celsius: null, throttles: null });
  });

  it('asks the sensor of the CPU, not of the disk, where there is no thermal zone', () => {
    expect(sampleHealth([0], plantHost('amd-desktop')).celsius).toBe(44.25);
  });

  it('has no frequency on an arm server without cpufreq', () => {
    expect(sampleHealth([0], plantHost('arm-server')).mhz).toBeNull();
  });

  it('works on this host', () => {
    const first = sampleHealth([0]);
    const health = healthSchema.parse(healthBetween(first, sampleHealth([0])));
    expect(health.memoryAvailableBytes).toBeGreaterThan(0);
    expect(first.times.total).toBeGreaterThan(0);
  });
});

describe('warnings', () => {
  const calm: BlockHealth = {
    load1: 0.2,
    steal: 0.001,
    busy: 0.5,
    iowait: 0.1,
    mhz: 3000,
    celsius: 60,
    throttles: 0,
    memoryAvailableBytes: 8 * GIB,
    memoryPressure: 0,
  };
  const context = { cpusOnline: 4, memoryBytes: 16 * GIB, previous: [{ celsius: 50 }] };

  it('are not given for a host without disturbances', () =>
    expect(healthWarnings(calm, { ...context, previous: [] })).toEqual([]));

  it.each<[Partial<BlockHealth>, RegExp]>([
    [{ steal: 0.006, busy: 0.5 }, /^The hypervisor gave 1\.2 % of the CPU time wanted/],
    [{ throttles: 1 }, /^The CPUs were throttled for heat or power \(events: 1\)/],
    [{ celsius: 66 }, /^The host is at 66 °C, 16 °C above the coolest block/],
    [{ memoryPressure: 1.1 }, /^Tasks waited for memory 1\.1 % of the time/],
    [{ memoryAvailableBytes: 1.5 * GIB }, /^Only 1\.5 GiB of 16\.0 GiB of memory were left/],
  ])('are given for %j', (change, sentence) => {
    expect(healthWarnings({ ...calm, ...change }, context)).toEqual([expect.stringMatching(sentence)]);
  });

  it('are given for a load before the first block only, since the load of later blocks is that of the run', () => {
    const loaded = { ...calm, load1: 0.6 };
    expect(healthWarnings(loaded, { ...context, previous: [] })).toEqual([
      expect.stringMatching(/^The load average was 0\.60/),
    ]);
    expect(healthWarnings(loaded, context)).toEqual([]);
  });

  it('accept more load on a large host', () => {
    expect(healthWarnings({ ...calm, load1: 3 }, { ...context, cpusOnline: 64, previous: [] })).toEqual([]);
  });

  it('say what to do at the end of each sentence', () => {
    const ill = {
      ...calm,
      load1: 9,
      steal: 0.5,
      throttles: 3,
      celsius: 99,
      memoryPressure: 9,
      memoryAvailableBytes: 1,
    };
    for (const sentence of healthWarnings(ill, { ...context, previous: [] })) expect(sentence).toMatch(/: [a-z].*\.$/);
  });
});
