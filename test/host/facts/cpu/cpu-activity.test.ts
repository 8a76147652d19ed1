import { describe, expect, it } from '@jest/globals';
import { Cancelled } from '../../../../src/errors.js';
import { withSignal } from '../../../../src/host/cancellation.js';
import { busyTicks, idleWarning, waitingPerCpu } from '../../../../src/host/facts/cpu/cpu-activity.js';

describe('busyTicks', () => {
  const stat = 'cpu  9 9 9 9 9 9 9 9 0 0\ncpu0 10 1 20 500 7 2 3 4 9 9\ncpu1 100 0 0 0 0 0 0 0 0 0\nintr 5';

  it('counts user, nice, system, interrupts and stolen time of the CPUs asked for', () => {
    expect([busyTicks(stat, [0]), busyTicks(stat, [0, 1])]).toEqual([40, 140]);
  });
});

describe('waitingPerCpu', () => {
  const stat = (runnable: number) => `cpu  1 2\ncpu0 1 2\ncpu1 1 2\nprocs_running ${runnable}\nprocs_blocked 9\n`;

  it('counts the tasks beyond the CPUs that are online', () => {
    expect([stat(1), stat(2), stat(3), stat(24)].map(waitingPerCpu)).toEqual([0, 0, 0.5, 11]);
  });

  it('counts no waiting task where the kernel does not say', () => {
    expect(waitingPerCpu('cpu  1 2\ncpu0 1 2\n')).toBe(0);
  });
});

describe('idleWarning', () => {
  it('ends with the reason of a cancellation, which is no fault of Tare', async () => {
    const stop = new AbortController();
    const looking = withSignal(stop.signal, () => idleWarning([0]));
    stop.abort(new Cancelled('cancelled'));
    await expect(looking).rejects.toThrow(Cancelled);
  });
});
