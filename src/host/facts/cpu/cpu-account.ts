/** Reads the CPU time that a sandbox costs its host, inside it and by its monitor, shim, client and daemon. */
import { join } from 'node:path';
import type { CgroupLayout } from '../../cgroup.js';
import { type HostFiles, hostFiles } from '../files.js';
import { type LaunchedProcesses, pidsBelow } from '../launched-processes.js';
import { parseProcessTimes } from '../proc.js';
import { threadTimes } from './process-cpu.js';

const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;
/** /proc counts this many clock ticks a second, the same on every Linux (USER_HZ). */
const TICKS = 100;

/**
 * Returns the CPU seconds of a group and all below it since it was made; undefined where the kernel does not count
 * them.
 */
export function groupSeconds(folder: string, files: HostFiles = hostFiles()): number | undefined {
  const v1 = files.read(join(folder, 'cpuacct.usage'));
  if (v1 !== undefined) return Number(v1) / NANOSECONDS;
  const v2 = /^usage_usec (\d+)$/m.exec(files.read(join(folder, 'cpu.stat')) ?? '')?.[1];
  return v2 === undefined ? undefined : Number(v2) / MICROSECONDS;
}

/** Returns the CPU seconds of one of Tare's daemons; 0 where there is none. */
export function daemonSeconds(
  { cpuacct }: CgroupLayout,
  group: string | undefined,
  files: HostFiles = hostFiles(),
): number | undefined {
  if (group === undefined) return 0;
  return cpuacct === undefined ? undefined : groupSeconds(join(cpuacct, group), files);
}

/**
 * Returns a function that reads, each time, what a live sandbox has cost so far in seconds, without its daemon.
 * Undefined where the sandbox has no group whose CPU time is counted: processes inside it might come and go unseen.
 */
export function sandboxSeconds(
  { all, cpuGroups }: LaunchedProcesses,
  layout: CgroupLayout,
  daemonGroup: string | undefined,
  files: HostFiles = hostFiles(),
): () => number | undefined {
  const daemon = daemonGroup === undefined ? [] : pidsBelow(files, join(layout.cpuacct ?? '', daemonGroup));
  const counted = new Set([...cpuGroups.flatMap(({ pids }) => pids), ...daemon]);
  const others = all.filter(({ pid }) => !counted.has(pid)).map(({ pid }) => pid);
  return () => {
    if (cpuGroups.length === 0) return undefined;
    const groups = cpuGroups.map(({ folder }) => groupSeconds(folder, files));
    if (groups.some((seconds) => seconds === undefined)) return undefined;
    const outside = others.map((pid) => processSeconds(files, pid));
    return [...groups, ...outside].reduce<number>((sum, seconds) => sum + (seconds ?? 0), 0);
  };
}

/**
 * Returns the CPU seconds of a process and of the children that it has waited for; 0 where it has ended. Its live
 * threads give nanoseconds; threads that have ended count only in its clock ticks.
 */
function processSeconds(files: HostFiles, pid: number): number {
  const stat = files.read(`/proc/${pid}/stat`);
  if (stat === undefined) return 0;
  const { ticks, endedTicks } = parseProcessTimes(stat);
  const alive = [...threadTimes([pid], files).values()].reduce((sum, ns) => sum + ns, 0) / NANOSECONDS;
  return Math.max(alive, ticks / TICKS) + endedTicks / TICKS;
}
