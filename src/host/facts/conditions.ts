/** The state of the host that bears on how steady a measurement can be. */
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type CgroupLayout, parseLayout } from '../cgroup.js';
import { type CpuTopology, cpuTopologyOf } from './cpus.js';
import { existingPath, type HostFiles, hostFiles } from './files.js';
import { readGovernors, readTurbo, type Turbo } from './frequency.js';
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
  /** `always`, `madvise` or `never`; undefined where the kernel has none. */
  readonly hugePages: string | undefined;
  readonly samePageMerging: boolean;
  /** 0, 1 or 2; undefined where the kernel does not say. */
  readonly addressRandomization: string | undefined;
  readonly swapUsedBytes: number;
  readonly containers: readonly string[];
  readonly cpuUsers: readonly CpuUser[];
  /** Enabled units that start work by themselves. */
  readonly timers: readonly string[];
  readonly virtualization: string;
  readonly work: Storage & { readonly path: string; readonly freeBytes: number };
  readonly cgroup: CgroupLayout;
}

export interface ConditionsRequest {
  /** The measured CPUs. */
  readonly cpus: readonly number[];
  /** Where sandboxes and test files will be; it need not exist yet. */
  readonly workPath: string;
  /** How long to look who uses the CPUs, ms; it is the length of that measurement. */
  readonly observeMs?: number;
  /** For tests. */
  readonly root?: string;
}

/** A process that used less of one CPU than this is not worth a name. */
const HEAVY_SHARE = 0.05;

/** Changes nothing. @throws HostError where /proc or /sys is not mounted. */
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

/** Units of Debian and Ubuntu that use much CPU, disk or network when they start. snapd keeps time itself. */
const HEAVY_TIMERS = [
  'apt-daily.timer',
  'apt-daily-upgrade.timer',
  'e2scrub_all.timer',
  'fstrim.timer',
  'man-db.timer',
  'plocate-updatedb.timer',
];

/** Enabled and not masked; none where systemd does not run, for nothing would start them. */
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
