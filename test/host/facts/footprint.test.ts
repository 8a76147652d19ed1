import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type CgroupLayout, readLayout } from '../../../src/host/cgroup.js';
import { hostFiles } from '../../../src/host/facts/files.js';
import { footprintOf, weighGroup } from '../../../src/host/facts/footprint.js';
import { watchProcesses } from '../../../src/host/facts/launched-processes.js';
import { parseGroup } from '../../../src/host/facts/proc.js';

const OWN = 10;
const POINT = '/sys/fs/cgroup';
const layout = (kind: 'v1' | 'v2'): CgroupLayout => ({
  kind,
  cpuset: POINT,
  memory: POINT,
  cpu: POINT,
  cpuacct: POINT,
  hierarchies: [POINT],
});

interface Planted {
  readonly parent: number;
  readonly command?: string;
  readonly group?: string;
  readonly pssKiB?: number;
  /** As in /proc/PID/stat. */
  readonly flags?: number;
}

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

/** A host that is this tool and one old daemon. */
function plant() {
  const root = mkdtempSync(join(tmpdir(), 'tare-footprint-'));
  roots.push(root);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const members = new Map<string, number[]>();
  const start = (pid: number, { parent, command = 'x', group = '/', pssKiB = 100, flags = 0 }: Planted): void => {
    write(`proc/${pid}/stat`, `${pid} (a b) S ${parent} 0 0 0 0 ${flags} ${'0 '.repeat(12)}${pid}00 0`);
    write(`proc/${pid}/cmdline`, command.replaceAll(' ', '\0'));
    write(`proc/${pid}/cgroup`, `0::${group}\n`);
    write(`proc/${pid}/smaps_rollup`, `00-ff ---p 00 00:00 0 [rollup]\nRss: 9000 kB\nPss: ${pssKiB} kB\n`);
    members.set(group, [...(members.get(group) ?? []), pid]);
    write(join(POINT, group, 'cgroup.procs'), `${members.get(group)?.join('\n')}\n`);
  };
  const charge = (group: string, bytes: number): void => write(join(POINT, group, 'memory.current'), `${bytes}\n`);
  start(OWN, { parent: 1 });
  start(20, { parent: 1, command: 'daemon' });
  return { files: hostFiles(root), start, charge };
}

function watchFootprint(...watched: Parameters<typeof watchProcesses>) {
  const look = watchProcesses(...watched);
  return (names: readonly string[]) => footprintOf(look(names), watched[1]);
}

const KIB = 1024;

describe('the memory of a sandbox', () => {
  it('is that of a child, its descendants and its group', () => {
    const { files, start, charge } = plant();
    const weigh = watchFootprint(layout('v2'), files, OWN);
    start(30, { parent: OWN, pssKiB: 5000 });
    start(31, { parent: 30, group: '/tare/a', pssKiB: 300 });
    charge('/tare/a', 12345);
    expect(weigh([])).toEqual({ pssBytes: 5300 * KIB, cgroupBytes: 12345, processes: 2 });
  });

  it('is that of a monitor into whose group KVM has put a thread of the kernel', () => {
    const { files, start, charge } = plant();
    const weigh = watchFootprint(layout('v2'), files, OWN);
    start(30, { parent: OWN, group: '/tare/a', pssKiB: 5000 });
    // A kernel 6.1 has `kvm-nx-lpage-recovery-30` there, with these flags.
    start(31, { parent: 2, group: '/tare/a', pssKiB: 0, flags: 0x208040 });
    charge('/tare/a', 12345);
    expect(weigh([])).toEqual({ pssBytes: 5000 * KIB, cgroupBytes: 12345, processes: 1 });
  });

  it('is found by its names below a daemon, with its shim and without the client that holds the console', () => {
    const { files, start, charge } = plant();
    const weigh = watchFootprint(layout('v2'), files, OWN);
    start(30, { parent: OWN, command: 'client run abc', pssKiB: 20_000 });
    start(31, { parent: 1, command: 'shim', pssKiB: 2000 });
    start(32, { parent: 31, command: '/bin/sh agent nonce', group: '/docker/1', pssKiB: 300 });
    charge('/docker/1', 999);
    expect(weigh(['nonce'])).toEqual({ pssBytes: 2300 * KIB, cgroupBytes: 999, processes: 2 });
  });

  it('has all that runs in the group of a system container, and the group above the one of its init', () => {
    const { files, start, charge } = plant();
    const weigh = watchFootprint(layout('v2'), files, OWN);
    start(30, { parent: 20, command: 'monitor' });
    start(31, { parent: 30, command: 'init', group: '/lxc/c/init.scope' });
    start(32, { parent: 31, command: 'journal', group: '/lxc/c/system.slice/journal.service' });
    start(33, { parent: 20, command: 'agent nonce', group: '/lxc/c/.lxc' });
    charge('/lxc/c', 7_000_000);
    writeFileSync(join(files.root, POINT, 'lxc/c/cgroup.procs'), '');
    expect(weigh(['nonce'])).toEqual({ pssBytes: 400 * KIB, cgroupBytes: 7_000_000, processes: 4 });
  });

  it('leaves out what ran before, what others start meanwhile, and groups that older processes are in', () => {
    const { files, start, charge } = plant();
    start(25, { parent: OWN, group: '/shared' });
    const weigh = watchFootprint(layout('v2'), files, OWN);
    start(30, { parent: OWN, group: '/shared' });
    start(40, { parent: 20, command: 'somebody else' });
    charge('/shared', 5);
    expect(weigh(['nonce'])).toEqual({ pssBytes: 100 * KIB, cgroupBytes: null, processes: 1 });
  });

  it('of a daemon is that of all in its group and below', () => {
    const { files, start, charge } = plant();
    start(30, { parent: 20, group: '/tare/dockerd', pssKiB: 60_000 });
    start(31, { parent: 30, group: '/tare/dockerd', pssKiB: 20_000 });
    charge('/tare/dockerd', 777);
    expect(weighGroup(layout('v2'), 'tare/dockerd', files)).toEqual({
      ...{ pssBytes: 80_000 * KIB, cgroupBytes: 777, processes: 2 },
    });
    expect(weighGroup(layout('v2'), 'tare/nobody', files)).toBeUndefined();
  });

  it('is unknown where nothing is found', () => {
    const { files } = plant();
    expect(watchFootprint(layout('v2'), files, OWN)(['nonce'])).toBeUndefined();
  });

  it('of a real process is more than zero', async () => {
    const weigh = watchFootprint(readLayout());
    const child = spawn('sh', ['-c', 'echo; read line'], { stdio: ['pipe', 'pipe', 'ignore'] });
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve));
      const found = weigh([]);
      expect(found?.processes).toBe(1);
      expect(found?.pssBytes).toBeGreaterThan(50 * KIB);
      expect(found?.pssBytes).toBeLessThan(50 * KIB * KIB);
    } finally {
      child.stdin.end();
    }
  });
});

describe('the group that counts memory', () => {
  it.each([
    ['v1', '12:cpuset:/a\n9:memory:/b/c\n0::/d', '/b/c'],
    ['v1 mounted with others', '4:hugetlb,memory,pids:/b:c\n', '/b:c'],
    ['v2', '0::/d/e\n', '/d/e'],
    ['none', '', undefined],
  ])('of %s', (_, text, group) => {
    expect(parseGroup(text, 'memory')).toBe(group);
  });
});
