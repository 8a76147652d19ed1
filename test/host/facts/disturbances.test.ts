import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseLayout } from '../../../src/host/cgroup.js';
import { type Conditions, readConditions } from '../../../src/host/facts/conditions.js';
import { disturbancesOf, findDisturbances, MIN_FREE_BYTES } from '../../../src/host/facts/disturbances.js';
import { hostFiles } from '../../../src/host/facts/files.js';
import { cpuUsers, type ProcessSnapshot, snapshotProcesses } from '../../../src/host/facts/processes.js';
import { plantHost } from './planted-host.js';

const quiet: Conditions = {
  cpus: [1, 2],
  siblings: new Map([0, 1, 2].map((cpu) => [cpu, [cpu]])),
  governors: ['performance'],
  turbo: 'off',
  hugePages: 'madvise',
  samePageMerging: false,
  addressRandomization: undefined,
  swapUsedBytes: 0,
  containers: [],
  cpuUsers: [],
  timers: [],
  virtualization: 'none',
  work: {
    path: '/w',
    device: 'sda2',
    model: 'SSD',
    filesystem: 'ext4',
    options: 'rw',
    rotational: 'no',
    freeBytes: MIN_FREE_BYTES,
  },
  cgroup: parseLayout('31 23 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw', ['cpuset', 'memory']),
};
const pairs = new Map([0, 1, 2, 3].map((cpu) => [cpu, cpu < 2 ? [0, 1] : [2, 3]]));

describe('disturbances', () => {
  it('are none on a quiet host', () => expect(disturbancesOf(quiet)).toEqual([]));

  it.each<[string, Partial<Conditions>, RegExp]>([
    [
      'warning governor',
      { governors: ['powersave', 'schedutil'] },
      /is powersave, schedutil, .*cpupower frequency-set/,
    ],
    ['warning turbo', { turbo: 'on' }, /no_turbo/],
    ['warning smt-shared', { cpus: [1, 2, 3], siblings: pairs }, /share cores with others \(0\)/],
    ['info smt', { cpus: [2, 3], siblings: pairs }, /set cpus to 2 and keep the others idle/],
    ['info huge-pages', { hugePages: 'always' }, /echo madvise/],
    ['warning ksm', { samePageMerging: true }, /ksm\/run/],
    ['info aslr', { addressRandomization: '2' }, /is on: leave it so/],
    ['info aslr', { addressRandomization: '0' }, /randomize_va_space=2/],
    ['warning swap', { swapUsedBytes: 2 ** 30 }, /^1\.0 GiB of swap/],
    ['warning containers', { containers: ['docker 1'] }, /^One container is running \(docker 1\)/],
    ['warning containers', { containers: ['a', 'b', 'c', 'd'] }, /^4 containers are running \(a, b, c, …\)/],
    ['warning processes', { cpuUsers: [{ pid: 7, name: 'make', share: 0.5 }] }, /make \(pid 7, 50\.0 % of a CPU\)/],
    ['warning timers', { timers: ['apt-daily.timer'] }, /systemctl stop apt-daily\.timer/],
    ['warning virtual-machine', { virtualization: 'kvm' }, /virtual machine \(kvm\)/],
    [
      'warning work-in-memory',
      { work: { ...quiet.work, model: 'memory', filesystem: 'tmpfs' } },
      /^\/w is in memory \(tmpfs\)/,
    ],
    [
      'warning disk-space',
      { work: { ...quiet.work, freeBytes: 2 ** 30 } },
      /^Only 1\.0 GiB are free at \/w and 5\.0 GiB/,
    ],
    [
      'warning cgroup-controllers',
      { cgroup: { ...quiet.cgroup, memory: undefined } },
      /controller memory is not there/,
    ],
    ['info cgroup-hybrid', { cgroup: { ...quiet.cgroup, kind: 'hybrid' } }, /unified_cgroup_hierarchy=1/],
  ])('%s', (kind, change, sentence) => {
    const found = disturbancesOf({ ...quiet, ...change }).filter(({ id }) => kind.endsWith(id));
    expect(found.map(({ id, severity }) => `${severity} ${id}`)).toEqual([kind]);
    expect(found[0]?.sentence).toMatch(sentence);
  });

  it('list warnings before notes', () => {
    const found = disturbancesOf({ ...quiet, hugePages: 'always', cgroup: { ...quiet.cgroup, cpuset: undefined } });
    expect(found.map(({ severity }) => severity)).toEqual(['warning', 'info']);
  });
});

describe('the conditions', () => {
  const read = (host: string, cpus: number[]) =>
    readConditions({ cpus, workPath: '/var/lib/tare', observeMs: 0, root: plantHost(host) });

  it('of a server: powersave, turbo, huge pages, merging, a container, timers and snapd', async () => {
    expect(await read('intel-server', [1])).toMatchObject({
      governors: ['powersave'],
      turbo: 'on',
      hugePages: 'always',
      samePageMerging: true,
      addressRandomization: '2',
      containers: ['docker 4f2a9c0d1e2b'],
      timers: ['apt-daily.timer', 'apt-daily-upgrade.timer', 'snapd.service'],
      cgroup: { kind: 'v2', cpuset: '/sys/fs/cgroup', memory: '/sys/fs/cgroup' },
    });
  });

  it('of a laptop: swap in use, mixed cgroups, and no masked timer', async () => {
    expect(await read('hybrid-laptop', [0, 1])).toMatchObject({
      swapUsedBytes: 1048576 * 1024,
      timers: ['man-db.timer'],
      cgroup: { kind: 'hybrid', cpuset: '/sys/fs/cgroup/cpuset' },
    });
  });

  it('of a desktop without the memory controller', async () => {
    expect((await read('amd-desktop', [0])).cgroup).toMatchObject({
      kind: 'v2',
      cpuset: '/sys/fs/cgroup',
      memory: undefined,
    });
  });

  it('of a host without systemd: no timers', async () => {
    expect((await read('firecracker-vm', [0])).timers).toEqual([]);
  });

  it('of this host can be read', async () => {
    const found = await findDisturbances({ cpus: [0], workPath: tmpdir(), observeMs: 20 });
    expect(found.map(({ id }) => id)).toContain('aslr');
    for (const { sentence } of found) expect(sentence).toMatch(/^[A-Z0-9/].*\.$/s);
  });
});

describe('who uses the CPUs', () => {
  const look = (total: number, ticks: Record<string, number>): ProcessSnapshot => ({
    times: { busy: 0, iowait: 0, steal: 0, total, cpus: 2 },
    processes: Object.entries(ticks).map(([pid, used]) => ({
      pid: Number(pid),
      parent: 1,
      name: `p${pid}`,
      ticks: used,
      endedTicks: 0,
      startTime: '5',
      isKernel: false,
    })),
  });

  it('is listed by share of one CPU, the heaviest first, without this process', () => {
    const users = cpuUsers(
      look(1000, { 1: 0, 2: 40, 3: 9, 9: 0 }),
      look(1200, { 1: 10, 2: 90, 3: 13, 9: 80 }),
      0.05,
      9,
    );
    expect(users).toEqual([
      { pid: 2, name: 'p2', share: 0.5 },
      { pid: 1, name: 'p1', share: 0.1 },
    ]);
  });

  it('counts a process that began in between from zero', () => {
    expect(cpuUsers(look(1000, {}), look(1200, { 4: 30 }), 0.05, 9)).toEqual([{ pid: 4, name: 'p4', share: 0.3 }]);
  });

  it('has no entry where no time has passed', () => {
    expect(cpuUsers(look(1000, { 1: 0 }), look(1000, { 1: 5 }), 0.05, 9)).toEqual([]);
  });

  it('is read from /proc', () => {
    const root = plantHost('intel-server');
    const before = snapshotProcesses(hostFiles(root));
    const edit = (path: string, from: string, to: string) => {
      const place = join(root, path);
      writeFileSync(place, readFileSync(place, 'utf8').replace(from, to));
    };
    edit('proc/stat', '9000000', '9000800');
    edit('proc/812/stat', '5000 100', '5060 100');
    expect(cpuUsers(before, snapshotProcesses(hostFiles(root)), 0.05, 0)).toEqual([
      { pid: 812, name: 'Web (Content) x', share: 0.6 },
    ]);
  });
});
