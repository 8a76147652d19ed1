import { expect, it } from '@jest/globals';
import type { HostFiles } from '../../src/host/facts/files.js';
import { hostCpuSeconds, hostRoom, limitOf, memoryAvailable, mergingNote } from '../../src/measure/crowd-host.js';

const files = (texts: Readonly<Record<string, string>>): HostFiles => ({
  root: '/',
  read: (path) => texts[path],
  must: (path) => texts[path] ?? '',
  bytes: () => undefined,
  list: () => [],
  resolve: (path) => path,
});

it('has room until the host has as many tasks as it may have', () => {
  const host = (pidMax: string) =>
    files({
      '/proc/loadavg': '0.20 0.18 0.12 1/400 11206',
      '/proc/sys/kernel/pid_max': pidMax,
      '/proc/sys/kernel/threads-max': '100000',
    });
  expect(hostRoom(600, host('1000'))).toBeUndefined();
  expect(hostRoom(601, host('1000'))).toBe(
    'pids: 400 tasks live, there must be room for 601 more, and kernel.pid_max is 1000',
  );
  expect(hostRoom(99_601, host('4194304'))).toContain('kernel.threads-max is 100000');
});

it('reads what the host has available, and the time that its CPUs were busy', () => {
  expect(memoryAvailable(files({ '/proc/meminfo': 'MemTotal: 9 kB\nMemAvailable: 3 kB\n' }))).toBe(3072);
  expect(hostCpuSeconds(files({ '/proc/stat': 'cpu  100 0 50 900 10 0 0 0 0 0\n' }))).toBe(1.5);
});

it('reports merging of pages only where they are merged', () => {
  const path = '/sys/kernel/mm/ksm/run';
  expect(mergingNote(files({ [path]: '1' }))).toContain('KSM');
  expect(mergingNote(files({ [path]: '0' }))).toBeUndefined();
  expect(mergingNote(files({}))).toBeUndefined();
});

it("lets a crowd grow until its memory, its time or the host's tasks are used up, or until starts are slower", () => {
  const host = (pidMax: string) =>
    files({
      '/proc/loadavg': '0.20 0.18 0.12 1/400 11206',
      '/proc/sys/kernel/pid_max': pidMax,
      '/proc/sys/kernel/threads-max': '100000',
    });
  const MIB = 1024 ** 2;
  const bounds = { memoryBytes: 900 * MIB, seconds: 60 };
  const limit = (more: object, pidMax = '1000') =>
    limitOf({ startsMs: [10, 10], takenBytes: 600 * MIB, seconds: 60, ...more }, bounds, host(pidMax));
  // The next sandbox would take as much as each so far: 300 MiB.
  expect(limit({})).toBeUndefined();
  expect(limit({ takenBytes: 601 * MIB })).toBe('memory: they take 601MiB of 900MiB (scale-memory)');
  expect(limit({ seconds: 61.2 })).toBe('time: they took 61 s of 60 (command-timeout)');
  expect(limit({}, '655')).toContain('kernel.pid_max is 655');
  const startsMs = [10, 10, 10, 10, 10, 30, 30, 30];
  expect(limit({ startsMs })).toBe('starts take more than twice as long as the first');
});
