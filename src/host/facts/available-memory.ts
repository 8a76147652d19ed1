/** Reads how much memory may still be taken: the host's, and what control groups with a limit leave of it. */
import { join } from 'node:path';
import { parseLayout } from '../cgroup.js';
import { type HostFiles, hostFiles } from './files.js';
import { mustMemoryBytes } from './proc.js';

/**
 * Returns what sandboxes may still take, in bytes. Their groups are made where the hierarchy is mounted: in a
 * container, that is a group with the container's own limit.
 * @throws HostError where /proc is not mounted.
 */
export function memoryForSandboxes(files: HostFiles = hostFiles()): number {
  const point = memoryPoint(files);
  return Math.min(available(files), ...(point === undefined ? [] : [leftIn(files, point)]));
}

/**
 * Returns what a process and its children may still take, in bytes: a service with a limit, as a runner may be, gives
 * it to all that it starts.
 * @param pid a process; this one where absent.
 * @throws HostError where /proc is not mounted.
 */
export function memoryForChildren(pid: number | 'self' = 'self', files: HostFiles = hostFiles()): number {
  const point = memoryPoint(files);
  const groups = point === undefined ? [] : groupsUpTo(point, files.read(`/proc/${pid}/cgroup`) ?? '');
  return Math.min(available(files), ...groups.map((group) => leftIn(files, group)));
}

const available = (files: HostFiles): number => mustMemoryBytes(files.must('/proc/meminfo'), 'MemAvailable');

/** Where the hierarchy that limits memory is mounted, v1 before v2. */
const memoryPoint = (files: HostFiles): string | undefined =>
  parseLayout(files.read('/proc/self/mountinfo') ?? '', ['memory']).memory;

/** The group of a process, and all above it. Those that a container does not show have no files, and no limit here. */
function groupsUpTo(point: string, membership: string): string[] {
  const lines = membership.split('\n').map((line) => line.split(':'));
  const own = lines.find(([, names = '']) => names.split(',').includes('memory')) ?? lines.find(([id]) => id === '0');
  const names = (own?.slice(2).join(':') ?? '').split('/').filter(Boolean);
  return [point, ...names.map((_, at) => join(point, ...names.slice(0, at + 1)))];
}

/** Bytes up to the limit of a group, those of its files that the kernel drops first included; no limit is Infinity. */
function leftIn(files: HostFiles, group: string): number {
  const read = (v2: string, v1: string) => files.read(join(group, v2)) ?? files.read(join(group, v1));
  const limit = Number(read('memory.max', 'memory.limit_in_bytes'));
  const used = Number(read('memory.current', 'memory.usage_in_bytes'));
  // The text of v2 for no limit is `max`; the outermost group has no such file.
  if (Number.isNaN(limit) || Number.isNaN(used)) return Infinity;
  const stat = files.read(join(group, 'memory.stat')) ?? '';
  // On v1 the plain line is of the group alone, and its usage is with all groups below it.
  const dropped = /^total_inactive_file (\d+)$/m.exec(stat) ?? /^inactive_file (\d+)$/m.exec(stat);
  return Math.max(0, limit - used + Number(dropped?.[1] ?? 0));
}
