import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createGroup, createParent, readLayout } from '../../../../src/host/cgroup.js';
import { daemonSeconds, groupSeconds, sandboxSeconds } from '../../../../src/host/facts/cpu/cpu-account.js';
import { hostFiles } from '../../../../src/host/facts/files.js';
import type { LaunchedProcesses } from '../../../../src/host/facts/launched-processes.js';
import { removeGroup } from '../../../../src/host/groups/remove-group.js';

const POINT = '/sys/fs/cgroup';
const LAYOUT = { kind: 'v2', cpuset: POINT, memory: POINT, cpu: POINT, cpuacct: POINT, hierarchies: [POINT] } as const;

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

function plant() {
  const root = mkdtempSync(join(tmpdir(), 'tare-cpu-account-'));
  roots.push(root);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const used = (group: string, microseconds: number) =>
    write(join(POINT, group, 'cpu.stat'), `usage_usec ${microseconds}\nuser_usec 1\n`);
  /** Ticks of its own and of children that have ended; nanoseconds of its threads. */
  const process = (pid: number, ticks: number, ended: number, ...threads: number[]): void => {
    write(`proc/${pid}/stat`, `${pid} (a b) S 1 ${'0 '.repeat(9)}${ticks} 0 ${ended} 0 0 0 0 0 5 0`);
    for (const [i, ns] of threads.entries()) write(`proc/${pid}/task/${pid + i}/schedstat`, `${ns} 7 9`);
  };
  return { files: hostFiles(root), write, used, process };
}

const one = (pid: number) => ({ pid, parent: 1, startTime: '5', isKernel: false });
function launched(pids: readonly number[], inGroup: readonly number[]): LaunchedProcesses {
  const all = pids.map(one);
  const cpuGroups = inGroup.length > 0 ? [{ folder: join(POINT, 'box'), pids: inGroup }] : [];
  return { all, withoutClient: all, memoryGroups: [], cpuGroups };
}

describe('the CPU time of a group', () => {
  it('is read from v1 and from v2', () => {
    const { files, write, used } = plant();
    used('box', 2_500_000);
    write(join(POINT, 'old/cpuacct.usage'), '1500000000\n');
    expect(groupSeconds(join(POINT, 'box'), files)).toBe(2.5);
    expect(groupSeconds(join(POINT, 'old'), files)).toBe(1.5);
    expect(groupSeconds(join(POINT, 'none'), files)).toBeUndefined();
  });

  it('of a daemon is 0 where there is none, and unknown where it is not counted', () => {
    const { files, used } = plant();
    used('run/dockerd', 1_000_000);
    expect(daemonSeconds(LAYOUT, 'run/dockerd', files)).toBe(1);
    expect(daemonSeconds(LAYOUT, undefined, files)).toBe(0);
    expect(daemonSeconds({ ...LAYOUT, cpuacct: undefined }, 'run/dockerd', files)).toBeUndefined();
  });
});

describe('the CPU time of a sandbox', () => {
  it('is that of its group and of its processes outside the group, each counted once', () => {
    const { files, write, used, process } = plant();
    used('box', 1_000_000);
    write(join(POINT, 'run/dockerd/cgroup.procs'), '40\n');
    process(30, 5, 10, 20_000_000, 60_000_000);
    process(31, 99, 0, 990_000_000);
    process(40, 99, 0, 990_000_000);
    const seconds = sandboxSeconds(launched([30, 31, 40], [31]), LAYOUT, 'run/dockerd', files);
    // The group, the two threads of 30, and the children that 30 has waited for.
    expect(seconds()).toBeCloseTo(1 + 0.08 + 0.1, 9);
    used('box', 3_000_000);
    process(30, 25, 10, 20_000_000);
    // A thread of 30 has ended: its ticks still count it.
    expect(seconds()).toBeCloseTo(3 + 0.25 + 0.1, 9);
  });

  it('is unknown where none of its groups is counted', () => {
    const { files, process } = plant();
    process(30, 5, 0, 1);
    expect(sandboxSeconds(launched([30], []), LAYOUT, undefined, files)()).toBeUndefined();
    expect(sandboxSeconds(launched([30], [30]), LAYOUT, undefined, files)()).toBeUndefined();
  });
});

const layout = readLayout();
const isRoot = process.getuid?.() === 0 && layout.cpuacct !== undefined && layout.memory !== undefined;
(isRoot ? it : it.skip)('a loop in a real group costs what the kernel says', async () => {
  const name = `tare-test-${process.pid}`;
  const folders = layout.hierarchies.map((point) => join(point, name));
  createParent(layout, name);
  const [...entries] = createGroup(layout, `${name}/box`);
  const child = spawn('sh', ['-c', 'read go; i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo; read go'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    for (const entry of entries) writeFileSync(entry, String(child.pid));
    const folder = join(layout.cpuacct ?? '', name, 'box');
    const before = groupSeconds(folder) ?? Number.NaN;
    child.stdin.write('go\n');
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect((groupSeconds(folder) ?? Number.NaN) - before).toBeGreaterThan(0.01);
  } finally {
    child.kill('SIGKILL');
    for (const folder of folders.filter((path) => existsSync(path))) await removeGroup(folder);
  }
});
