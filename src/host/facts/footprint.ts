/** Memory that a sandbox takes on the host: of all its processes, and as its control group counts it. */
import { dirname, join } from 'node:path';
import type { CgroupLayout } from '../cgroup.js';
import { type HostFiles, hostFiles } from './files.js';
import { memoryBytes, parseMemoryGroup, parseProcessTimes } from './proc.js';

export interface Footprint {
  /** Proportional set size: a page that n processes of the host map counts as 1/n of it in each. */
  readonly pssBytes: number;
  /** What the kernel charges to the sandbox's own groups, page cache and kernel memory too; null where it has none. */
  readonly cgroupBytes: number | null;
  readonly processes: number;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly startTime: string;
}

const identity = ({ pid, startTime }: Process): string => `${pid} ${startTime}`;

function processes(files: HostFiles): Process[] {
  const pids = files.list('/proc').filter((entry) => /^\d+$/.test(entry));
  // A process that ends between the listing and the reading is none of the sandbox's.
  return pids.flatMap((pid) => {
    const stat = files.read(`/proc/${pid}/stat`);
    return stat === undefined ? [] : [parseProcessTimes(stat)];
  });
}

/**
 * Looks before a launch; the function it returns looks after it, at what has started since and belongs to the sandbox:
 * our own children, processes that carry one of `names` in their command line, their relatives, and whatever shares
 * their control groups. Daemons run before the launch and are left out, clients too. Undefined where no process is
 * found.
 */
export function watchFootprint(
  layout: CgroupLayout,
  files: HostFiles = hostFiles(),
  own: number = process.pid,
): (names: readonly string[]) => Footprint | undefined {
  const earlier = new Set(processes(files).map(identity));
  return (names) => {
    const fresh = processes(files).filter((one) => !earlier.has(identity(one)));
    const named = ({ pid }: Process): boolean => {
      const command = files.read(`/proc/${pid}/cmdline`) ?? '';
      return names.some((name) => command.includes(name));
    };
    const found = family(
      fresh,
      fresh.filter((one) => one.parent === own || named(one)),
    );
    const groups = ownGroups(files, layout, found, fresh);
    const inGroups = new Set(groups.flatMap(({ pids }) => pids));
    const all = withoutClient(family(fresh, [...found, ...fresh.filter(({ pid }) => inGroups.has(pid))]), own);
    const pids = all.map(({ pid }) => pid);
    return pids.length === 0 ? undefined : { ...weigh(files, pids), cgroupBytes: charged(files, groups) };
  };
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

/** Every one of `fresh` that descends from the same first of them as one of `seeds`. */
function family(fresh: readonly Process[], seeds: readonly Process[]): Process[] {
  const byPid = new Map(fresh.map((one) => [one.pid, one]));
  const first = (one: Process): number => {
    const parent = byPid.get(one.parent);
    return parent ? first(parent) : one.pid;
  };
  const firsts = new Set(seeds.map(first));
  return fresh.filter((one) => firsts.has(first(one)));
}

/** A client that only holds the console of what a daemon runs is not there when nobody looks: it is left out. */
function withoutClient(all: readonly Process[], own: number): Process[] {
  const ours = family(
    all,
    all.filter(({ parent }) => parent === own),
  );
  return ours.length < all.length ? all.filter((one) => !ours.includes(one)) : ours;
}

interface ControlGroup {
  /** Below the mount point of the hierarchy that counts memory. */
  readonly folder: string;
  /** In it and below it. */
  readonly pids: readonly number[];
}

/** Groups a container's own manager makes for itself: the sandbox's is the one above. */
const INNER = /\/(?:init\.scope|\.lxc)$/;

/** The groups of these processes that hold nothing older than the launch, none of them below another. */
function ownGroups(
  files: HostFiles,
  { memory }: CgroupLayout,
  of: readonly Process[],
  fresh: readonly Process[],
): ControlGroup[] {
  if (memory === undefined) return [];
  const since = new Set(fresh.map(({ pid }) => pid));
  const paths = of.flatMap(({ pid }) => parseMemoryGroup(files.read(`/proc/${pid}/cgroup`) ?? '') ?? []);
  const folders = new Set(paths.map((path) => join(memory, INNER.test(path) ? dirname(path) : path)));
  const groups = [...folders]
    .filter((folder) => folder !== memory)
    .map((folder) => ({ folder, pids: pidsBelow(files, folder) }))
    .filter(({ pids }) => pids.every((pid) => since.has(pid)));
  return groups.filter(({ folder }) => !groups.some((other) => folder.startsWith(`${other.folder}/`)));
}

function pidsBelow(files: HostFiles, folder: string): number[] {
  const own = files.read(join(folder, 'cgroup.procs'));
  if (own === undefined) return [];
  const below = files.list(folder).flatMap((name) => pidsBelow(files, join(folder, name)));
  return [...own.split('\n').filter(Boolean).map(Number), ...below];
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
