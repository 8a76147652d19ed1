/** Finds who uses the CPUs, from two readings of /proc. */
import type { HostFiles } from './files.js';
import { type CpuTimes, type ProcessTimes, parseContainer, parseCpuTimes, parseProcessTimes } from './proc.js';

export interface ProcessSnapshot {
  readonly times: CpuTimes;
  readonly processes: readonly ProcessTimes[];
}

function processFiles(files: HostFiles, name: string): string[] {
  const pids = files.list('/proc').filter((entry) => /^\d+$/.test(entry));
  // A process that ends between the listing and the reading is left out.
  return pids.flatMap((pid) => files.read(`/proc/${pid}/${name}`) ?? []);
}

export function snapshotProcesses(files: HostFiles): ProcessSnapshot {
  return {
    times: parseCpuTimes(files.must('/proc/stat')),
    processes: processFiles(files, 'stat').map(parseProcessTimes),
  };
}

/** Returns the containers with a running process, from their processes' cgroups, sorted. */
export function runningContainers(files: HostFiles): string[] {
  return [...new Set(processFiles(files, 'cgroup').flatMap((text) => parseContainer(text) ?? []))].sort();
}

export interface CpuUser {
  readonly pid: number;
  readonly name: string;
  /** A share of 1 is one whole CPU. */
  readonly share: number;
}

/**
 * Returns the processes that used at least `minimum` of one CPU between two readings, the heaviest first, without
 * `own`. Pure.
 */
export function cpuUsers(before: ProcessSnapshot, after: ProcessSnapshot, minimum: number, own: number): CpuUser[] {
  const elapsed = (after.times.total - before.times.total) / Math.max(1, after.times.cpus);
  if (elapsed <= 0) return [];
  const identity = ({ pid, startTime }: ProcessTimes) => `${pid} ${startTime}`;
  const earlier = new Map(before.processes.map((process) => [identity(process), process.ticks]));
  return after.processes
    .map((process) => ({
      pid: process.pid,
      name: process.name,
      share: (process.ticks - (earlier.get(identity(process)) ?? 0)) / elapsed,
    }))
    .filter(({ pid, share }) => pid !== own && share >= minimum)
    .sort((a, b) => b.share - a.share);
}
