import { describe, expect, it } from '@jest/globals';
import { hostCpu } from '../../src/measure/host-cpu.js';
import type { PlannedBenchmark } from '../../src/results/document.js';
import { HOST_CPU } from '../../src/suites/launch/host-cpu.js';
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
