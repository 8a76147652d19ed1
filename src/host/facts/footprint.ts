/** Memory that a sandbox takes on the host: of all its processes, and as its control group counts it. */
import { join } from 'node:path';
import type { CgroupLayout } from '../cgroup.js';
import { type HostFiles, hostFiles } from './files.js';
import { type ControlGroup, type LaunchedProcesses, pidsBelow } from './launched-processes.js';
import { memoryBytes } from './proc.js';

export interface Footprint {
  /** Proportional set size: a page that n processes of the host map counts as 1/n of it in each. */
  readonly pssBytes: number;
  /** What the kernel charges to the sandbox's own groups, page cache and kernel memory too; null where it has none. */
  readonly cgroupBytes: number | null;
  readonly processes: number;
}

/** What these take; daemons run before the launch and are left out, clients too. */
export function footprintOf(launched: LaunchedProcesses, files: HostFiles = hostFiles()): Footprint | undefined {
  const pids = launched.withoutClient.map(({ pid }) => pid);
  return pids.length === 0 ? undefined : { ...weigh(files, pids), cgroupBytes: charged(files, launched.memoryGroups) };
}

/**
 * What is in a group and below it takes; undefined where that is nothing. @param group below the root of each
 * hierarchy.
 */
export function weighGroup(
  { memory }: CgroupLayout,
  group: string,
  files: HostFiles = hostFiles(),
): Footprint | undefined {
  const folder = join(memory ?? '', group);
  const pids = memory === undefined ? [] : pidsBelow(files, folder);
  if (pids.length === 0) return undefined;
  return { ...weigh(files, pids), cgroupBytes: charged(files, [{ folder, pids }]) };
}

function weigh(files: HostFiles, pids: readonly number[]): Pick<Footprint, 'pssBytes' | 'processes'> {
  const shares = pids.map((pid) => memoryBytes(files.read(`/proc/${pid}/smaps_rollup`) ?? '', 'Pss') ?? 0);
  return { pssBytes: shares.reduce((sum, bytes) => sum + bytes, 0), processes: pids.length };
}

function charged(files: HostFiles, groups: readonly ControlGroup[]): number | null {
  const known = groups.flatMap(({ folder }) => {
    const text = ['memory.current', 'memory.usage_in_bytes'].flatMap((name) => files.read(join(folder, name)) ?? [])[0];
    return text === undefined ? [] : [Number(text)];
  });
  return known.length === 0 ? null : known.reduce((sum, bytes) => sum + bytes, 0);
}
