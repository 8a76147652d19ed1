import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { secondsBetween, threadTimes } from '../../../../src/host/facts/cpu/process-cpu.js';
import { hostFiles } from '../../../../src/host/facts/files.js';

const root = mkdtempSync(join(tmpdir(), 'tare-threads-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function plant(pid: number, tid: number, schedstat: string): void {
  const folder = join(root, 'proc', String(pid), 'task', String(tid));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'schedstat'), schedstat);
}

const counts = threadTimes([process.pid]).size > 0;
if (!counts)
  process.stderr.write('skipped: the CPU time of this process: its kernel has no /proc/PID/task/TID/schedstat\n');

describe('the CPU time of processes', () => {
  it('is that of all their threads, those too that have started since, and not of those that ended', () => {
    plant(5, 5, '1000000000 7 3\n');
    plant(5, 6, '500 0 1\n');
    plant(9, 9, '77 0 1\n');
    const before = threadTimes([5, 9, 12], hostFiles(root));
    expect([...before]).toEqual([
      ['5/5', 1_000_000_000],
      ['5/6', 500],
      ['9/9', 77],
    ]);
    plant(5, 5, '1500000000 9 4\n');
    plant(5, 8, '250000000 0 1\n');
    expect(secondsBetween(before, threadTimes([5], hostFiles(root)))).toBeCloseTo(0.75, 9);
  });

  (counts ? it : it.skip)('of this process grows while it computes', () => {
    const before = threadTimes([process.pid]);
    const until = process.cpuUsage().user + 30_000;
    while (process.cpuUsage().user < until);
    expect(secondsBetween(before, threadTimes([process.pid]))).toBeGreaterThan(0.02);
  });
});
