/** Reads the state of the host that affects how steady a measurement can be. */
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type CgroupLayout, parseLayout } from '../cgroup.js';
import { type CpuTopology, cpuTopologyOf } from './cpu/cpus.js';
import { readGovernors, readTurbo, type Turbo } from './cpu/frequency.js';
import { existingPath, type HostFiles, hostFiles } from './files.js';
import { parseMounts } from './mounts.js';
import { memoryBytes } from './proc.js';
import { type CpuUser, cpuUsers, runningContainers, snapshotProcesses } from './processes.js';
import { readStorage, type Storage } from './storage.js';
import { readVirtualization } from './virtualization.js';

export interface Conditions {
  readonly cpus: readonly number[];
  readonly siblings: CpuTopology['siblings'];
  readonly governors: readonly string[];
  readonly turbo: Turbo;
  /** It is `always`, `madvise` or `never`; undefined where the kernel has no huge pages. */
  readonly hugePages: string | undefined;
  readonly samePageMerging: boolean;
  /** It is 0, 1 or 2; undefined where the kernel does not say. */
  readonly addressRandomization: string | undefined;
  readonly swapUsedBytes: number;
  readonly containers: readonly string[];
  readonly cpuUsers: readonly CpuUser[];
  /** These are the enabled systemd units that start work by themselves. */
  readonly timers: readonly string[];
  readonly virtualization: string;
  readonly work: Storage & { readonly path: string; readonly freeBytes: number };
  readonly cgroup: CgroupLayout;
}

export interface ConditionsRequest {
  /** These CPUs are measured. */
  readonly cpus: readonly number[];
  /** Sandboxes and test files will be in this folder; it need not exist yet. */
  readonly workPath: string;
  /** CPU use is observed for this many milliseconds, which is how long the call takes. */
  readonly observeMs?: number;
  /** Only tests set it. */
  readonly root?: string;
}

/** A process that used less than this share of one CPU is not named. */
const HEAVY_SHARE = 0.05;

/** Reads the conditions and changes nothing. @throws HostError where /proc or /sys is not mounted. */
export async function readConditions(request: ConditionsRequest): Promise<Conditions> {
  const { cpus, workPath, observeMs = 1000, root = '/' } = request;
  const files = hostFiles(root);
  const before = snapshotProcesses(files);
  await delay(observeMs);
  const heavy = cpuUsers(before, snapshotProcesses(files), HEAVY_SHARE, process.pid);
  return {
    cpus,
    siblings: cpuTopologyOf(files).siblings,
    governors: readGovernors(files, cpus),
    turbo: readTurbo(files, cpus),
    ...readMemoryState(files),
    addressRandomization: files.read('/proc/sys/kernel/randomize_va_space'),
    containers: runningContainers(files),
    cpuUsers: heavy,
    timers: readTimers(files),
    virtualization: readVirtualization(files),
    work: { ...readStorage(files, workPath), path: workPath, freeBytes: freeBytes(files, workPath) },
    cgroup: readCgroup(files),
  };
}

function readMemoryState(files: HostFiles) {
  const meminfo = files.must('/proc/meminfo');
  return {
    hugePages: /\[(\w+)\]/.exec(files.read('/sys/kernel/mm/transparent_hugepage/enabled') ?? '')?.[1],
    samePageMerging: files.read('/sys/kernel/mm/ksm/run') === '1',
    swapUsedBytes: (memoryBytes(meminfo, 'SwapTotal') ?? 0) - (memoryBytes(meminfo, 'SwapFree') ?? 0),
  };
}

/** These units of Debian and Ubuntu use much CPU, disk or network when they start. snapd schedules its own work. */
const HEAVY_TIMERS = [
  'apt-daily.timer',
  'apt-daily-upgrade.timer',
  'e2scrub_all.timer',
  'fstrim.timer',
  'man-db.timer',
  'plocate-updatedb.timer',
];

/**
 * Returns the units that are enabled and not masked; none where systemd does not run, since nothing would start them.
 */
function readTimers(files: HostFiles): string[] {
  if (files.resolve('/run/systemd/system') === undefined) return [];
  const enabled = files.list('/etc/systemd/system/timers.target.wants');
  const masked = (unit: string) => files.resolve(`/etc/systemd/system/${unit}`) === '/dev/null';
  const timers = HEAVY_TIMERS.filter((unit) => enabled.includes(unit) && !masked(unit));
  return files.resolve('/run/snapd.socket') === undefined ? timers : [...timers, 'snapd.service'];
}

function freeBytes(files: HostFiles, path: string): number {
  const { bavail, bsize } = statfsSync(join(files.root, existingPath(files, path)));
  return bavail * bsize;
}

function readCgroup(files: HostFiles): CgroupLayout {
  const mountinfo = files.must('/proc/self/mountinfo');
  const v2 = parseMounts(mountinfo).find((mount) => mount.filesystem === 'cgroup2')?.point;
  const controllers = v2 === undefined ? undefined : files.read(`${v2}/cgroup.controllers`);
  return parseLayout(mountinfo, controllers?.split(' ') ?? []);
}
