import { describe, expect, it } from '@jest/globals';
import { hostCpu, hostMemory } from '../../src/measure/host-cpu.js';
import type { PlannedBenchmark } from '../../src/results/document.js';
import { HOST_CPU, HOST_MEMORY } from '../../src/suites/launch/host-cpu.js';
import { CPU } from '../support/run-builder.js';

const PAID: PlannedBenchmark = { ...CPU, metrics: [...CPU.metrics, { ...HOST_CPU }] };

describe('the CPU time of the host for a trial', () => {
  it('is divided by the units of the work', () => {
    expect(hostCpu(PAID, 10, 10.5)).toEqual({ host_cpu: 0.5 / 200 });
  });

  it.each([
    ['the plan does not ask for it', CPU, 10, 11],
    ['the work is not fixed', { ...PAID, work: { kind: 'timed', seconds: 1 } as const }, 10, 11],
    ['it was not known before', PAID, undefined, 11],
    ['it is not known after', PAID, 10, undefined],
    ['the host saw none', PAID, 10, 10],
    ['a process that counted has ended', PAID, 10, 9],
  ])('is left out where %s', (_, benchmark, before, after) => {
    expect(hostCpu(benchmark, before, after)).toEqual({});
  });
});

describe('the most memory that a trial took', () => {
  const planned: PlannedBenchmark = { ...CPU, metrics: [...CPU.metrics, { ...HOST_MEMORY }] };

  it('is in MiB', () => {
    expect(hostMemory(planned, 5 * 1024 ** 2)).toEqual({ host_memory: 5 });
  });

  it('is left out where it is not known, and where the plan does not ask for it', () => {
    expect(hostMemory(planned, undefined)).toEqual({});
    expect(hostMemory(CPU, 1)).toEqual({});
  });
});
