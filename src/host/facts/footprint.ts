/** Reads the memory that a sandbox takes on the host: of all its processes, and as its control group counts it. */
import { join } from 'node:path';
import type { CgroupLayout } from '../cgroup.js';
import { type HostFiles, hostFiles } from './files.js';
import { type ControlGroup, type LaunchedProcesses, pidsBelow } from './launched-processes.js';
import { memoryBytes } from './proc.js';

export interface Footprint {
  /** It is the proportional set size: a page that n processes of the host map counts as 1/n of it in each. */
  readonly pssBytes: number;
  /**
   * The kernel charges this to the sandbox's own groups, with page cache and kernel memory; null where there are none.
   */
  readonly cgroupBytes: number | null;
  readonly processes: number;
}

/** Returns what these processes take. Daemons that ran before the launch and clients are left out. */
export function footprintOf(launched: LaunchedProcesses, files: HostFiles = hostFiles()): Footprint | undefined {
  const pids = launched.withoutClient.map(({ pid }) => pid);
  return pids.length === 0 ? undefined : { ...weigh(files, pids), cgroupBytes: charged(files, launched.memoryGroups) };
}

/**
 * Returns the memory that the processes in a group and below it take; undefined where there are none.
 * @param group path below the root of each hierarchy.
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
