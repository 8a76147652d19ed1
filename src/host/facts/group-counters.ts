/** Reads what the kernel counts of control groups: CPU time by mode, time that a limit took, page faults. */
import { join } from 'node:path';
import type { CgroupLayout } from '../cgroup.js';
import { type HostFiles, hostFiles } from './files.js';
import type { LaunchedProcesses } from './launched-processes.js';

const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;

/** The counts are by name. What this kernel does not count is absent. */
export interface GroupCounters {
  readonly userSeconds?: number;
  readonly systemSeconds?: number;
  /** For so long a limit on CPU time let nothing of the group run. */
  readonly throttledSeconds?: number;
  readonly pageFaults?: number;
  readonly majorPageFaults?: number;
}

/** The folders of a sandbox's groups, in the hierarchies that count CPU time and memory. */
export interface CountedGroups {
  readonly cpu: readonly string[];
  readonly memory: readonly string[];
}

export const NO_GROUPS: CountedGroups = { cpu: [], memory: [] };

/** The controller of v1 that throttles may have a hierarchy of its own, with the group under the same name. */
export function countedGroups(
  { cpuGroups, memoryGroups }: LaunchedProcesses,
  { cpu, cpuacct }: CgroupLayout,
): CountedGroups {
  const counting = cpuGroups.map(({ folder }) => folder);
  const throttling =
    cpu === undefined || cpuacct === undefined ? [] : counting.map((folder) => cpu + folder.slice(cpuacct.length));
  return { cpu: [...new Set([...counting, ...throttling])], memory: memoryGroups.map(({ folder }) => folder) };
}

/** Returns the sums over all the groups since each was made. */
export function groupCounters({ cpu, memory }: CountedGroups, files: HostFiles = hostFiles()): GroupCounters {
  return sumOf([...cpu.map((folder) => cpuTimes(folder, files)), ...memory.map((folder) => faults(folder, files))]);
}

/** Returns what was counted between two readings. Pure. */
export function countedBetween(before: GroupCounters, after: GroupCounters): GroupCounters {
  const from = new Map(Object.entries(before));
  const counted = Object.entries(after).flatMap(([name, value]) => {
    const start = from.get(name);
    return start === undefined ? [] : [[name, Math.max(0, value - start)] as const];
  });
  return Object.fromEntries(counted);
}

/** Returns the context switches of the whole host since it was started; undefined where it does not say. */
export function hostSwitches(files: HostFiles = hostFiles()): number | undefined {
  return amount(/^ctxt (\d+)$/m.exec(files.read('/proc/stat') ?? '')?.[1], 1);
}

function cpuTimes(folder: string, files: HostFiles): GroupCounters {
  const stat = fieldsOf(files.read(join(folder, 'cpu.stat')));
  const v1 = (name: string) => amount(files.read(join(folder, name)), NANOSECONDS);
  return known({
    userSeconds: v1('cpuacct.usage_user') ?? amount(stat.get('user_usec'), MICROSECONDS),
    systemSeconds: v1('cpuacct.usage_sys') ?? amount(stat.get('system_usec'), MICROSECONDS),
    throttledSeconds:
      amount(stat.get('throttled_usec'), MICROSECONDS) ?? amount(stat.get('throttled_time'), NANOSECONDS),
  });
}

function faults(folder: string, files: HostFiles): GroupCounters {
  const stat = fieldsOf(files.read(join(folder, 'memory.stat')));
  return known({
    pageFaults: amount(stat.get('total_pgfault') ?? stat.get('pgfault'), 1),
    majorPageFaults: amount(stat.get('total_pgmajfault') ?? stat.get('pgmajfault'), 1),
  });
}

const fieldsOf = (text = ''): Map<string, string> =>
  new Map([...text.matchAll(/^(\w+) (\d+)$/gm)].map(([, name = '', value = '']) => [name, value]));

const amount = (text: string | undefined, unit: number): number | undefined =>
  text === undefined || !/^\d+$/.test(text) ? undefined : Number(text) / unit;

const known = (all: Readonly<Record<string, number | undefined>>): GroupCounters =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));

function sumOf(all: readonly GroupCounters[]): GroupCounters {
  const sums = new Map<string, number>();
  for (const one of all) for (const [name, value] of Object.entries(one)) sums.set(name, (sums.get(name) ?? 0) + value);
  return Object.fromEntries(sums);
}
