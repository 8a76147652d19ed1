/** Finds which processes and control groups of the host belong to a sandbox that was just launched. */
import { dirname, join } from 'node:path';
import type { CgroupLayout } from '../cgroup.js';
import { type HostFiles, hostFiles } from './files.js';
import { parseGroup, parseProcessTimes } from './proc.js';

export interface LaunchedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly startTime: string;
  /** Set for a thread of the kernel. */
  readonly isKernel: boolean;
}

export interface ControlGroup {
  /** The path is below the mount point of its hierarchy. */
  readonly folder: string;
  /** These processes are in the group and below it. */
  readonly pids: readonly number[];
}

export interface LaunchedProcesses {
  readonly all: readonly LaunchedProcess[];
  /**
   * These are the sandbox's processes without a client that only holds the console of what a daemon runs. Such a
   * client would not exist if nobody read the console.
   */
  readonly withoutClient: readonly LaunchedProcess[];
  /** These groups are the sandbox's own: nothing older than the launch is in them. */
  readonly memoryGroups: readonly ControlGroup[];
  /** These are the same groups in the hierarchy that counts CPU time. */
  readonly cpuGroups: readonly ControlGroup[];
}

const identity = ({ pid, startTime }: LaunchedProcess): string => `${pid} ${startTime}`;

function processes(files: HostFiles): LaunchedProcess[] {
  const pids = files.list('/proc').filter((entry) => /^\d+$/.test(entry));
  // A process that ends between the listing and the reading does not belong to the sandbox.
  return pids.flatMap((pid) => {
    const stat = files.read(`/proc/${pid}/stat`);
    return stat === undefined ? [] : [parseProcessTimes(stat)];
  });
}

/**
 * Lists the processes before a launch. The function it returns lists those that have started since and belong to the
 * sandbox: our own children, processes that carry one of `names` in their command line, their relatives, and whatever
 * shares their control groups. Daemons that ran before the launch are left out.
 */
export function watchProcesses(
  layout: CgroupLayout,
  files: HostFiles = hostFiles(),
  own: number = process.pid,
): (names: readonly string[]) => LaunchedProcesses {
  const earlier = new Set(processes(files).map(identity));
  return (names) => {
    const fresh = processes(files).filter((one) => !earlier.has(identity(one)));
    const named = ({ pid }: LaunchedProcess): boolean => {
      const command = files.read(`/proc/${pid}/cmdline`) ?? '';
      return names.some((name) => command.includes(name));
    };
    const found = family(
      fresh,
      fresh.filter((one) => one.parent === own || named(one)),
    );
    const memoryGroups = ownGroups(files, 'memory', layout.memory, found, fresh);
    const inGroups = new Set(memoryGroups.flatMap(({ pids }) => pids));
    const all = family(fresh, [...found, ...fresh.filter(({ pid }) => inGroups.has(pid))]);
    const cpuGroups = ownGroups(files, 'cpuacct', layout.cpuacct, all, fresh);
    return { all, withoutClient: withoutClient(all, own), memoryGroups, cpuGroups };
  };
}

/** Returns all of `fresh` that have the same oldest ancestor among them as one of `seeds`. */
function family(fresh: readonly LaunchedProcess[], seeds: readonly LaunchedProcess[]): LaunchedProcess[] {
  const byPid = new Map(fresh.map((one) => [one.pid, one]));
  const first = (one: LaunchedProcess): number => {
    const parent = byPid.get(one.parent);
    return parent ? first(parent) : one.pid;
  };
  const firsts = new Set(seeds.map(first));
  return fresh.filter((one) => firsts.has(first(one)));
}

/** KVM puts a thread of the kernel into the groups of a machine's monitor; no daemon has started that monitor. */
function withoutClient(launched: readonly LaunchedProcess[], own: number): readonly LaunchedProcess[] {
  const all = launched.filter(({ isKernel }) => !isKernel);
  const ours = family(
    all,
    all.filter(({ parent }) => parent === own),
  );
  return ours.length < all.length ? all.filter((one) => !ours.includes(one)) : ours;
}

/** A container's own manager makes these groups for itself; the sandbox's group is the one above. */
const INNER = /\/(?:init\.scope|\.lxc)$/;

/** Returns the groups of these processes that hold nothing older than the launch, none of them below another. */
function ownGroups(
  files: HostFiles,
  controller: 'memory' | 'cpuacct',
  point: string | undefined,
  of: readonly LaunchedProcess[],
  fresh: readonly LaunchedProcess[],
): ControlGroup[] {
  if (point === undefined) return [];
  const since = new Set(fresh.map(({ pid }) => pid));
  const paths = of.flatMap(({ pid }) => parseGroup(files.read(`/proc/${pid}/cgroup`) ?? '', controller) ?? []);
  const folders = new Set(paths.map((path) => join(point, INNER.test(path) ? dirname(path) : path)));
  const groups = [...folders]
    .filter((folder) => folder !== point)
    .map((folder) => ({ folder, pids: pidsBelow(files, folder) }))
    .filter(({ pids }) => pids.every((pid) => since.has(pid)));
  return groups.filter(({ folder }) => !groups.some((other) => folder.startsWith(`${other.folder}/`)));
}

/** Returns the processes in a group and below it. */
export function pidsBelow(files: HostFiles, folder: string): number[] {
  const own = files.read(join(folder, 'cgroup.procs'));
  if (own === undefined) return [];
  const below = files.list(folder).flatMap((name) => pidsBelow(files, join(folder, name)));
  return [...own.split('\n').filter(Boolean).map(Number), ...below];
}
