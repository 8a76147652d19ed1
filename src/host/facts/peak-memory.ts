/** The most memory that a sandbox takes of its host between two moments: by its groups, and by processes beside. */
import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { CgroupLayout } from '../cgroup.js';
import { errorCode, UNSUPPORTED } from '../errno.js';
import { type HostFiles, hostFiles } from './files.js';
import { type LaunchedProcesses, pidsBelow } from './launched-processes.js';
import { memoryBytes } from './proc.js';

/** Tells the most since it was begun, bytes, and ends; undefined where it cannot be told. */
export type PeakMemory = () => number | undefined;

/**
 * Begins again and again. What it returns is the sum of the peaks of every group and process, so never less than the
 * peak of all together. Undefined where no group of the sandbox counts its memory: what runs inside might come and go.
 */
export function peakMemoryOf(
  { all, memoryGroups }: LaunchedProcesses,
  { memory }: CgroupLayout,
  daemonGroup: string | undefined,
): () => PeakMemory {
  const files = hostFiles();
  const daemon = memory !== undefined && daemonGroup !== undefined ? [join(memory, daemonGroup)] : [];
  const folders = [...memoryGroups.map(({ folder }) => folder), ...daemon];
  const counted = new Set([
    ...memoryGroups.flatMap(({ pids }) => pids),
    ...daemon.flatMap((folder) => pidsBelow(files, folder)),
  ]);
  const beside = all.map(({ pid }) => pid).filter((pid) => !counted.has(pid));
  return () => {
    if (memoryGroups.length === 0) return () => undefined;
    const peaks = [...folders.map(groupPeak), ...beside.map((pid) => processPeak(files, pid))];
    return () => {
      const bytes = peaks.map((peak) => peak());
      return bytes.every((one) => one !== undefined) ? bytes.reduce((sum, one) => sum + one, 0) : undefined;
    };
  };
}

/** Page cache and kernel memory too. */
function groupPeak(folder: string): PeakMemory {
  return v1Peak(join(folder, 'memory.max_usage_in_bytes')) ?? v2Peak(join(folder, 'memory.peak')) ?? (() => undefined);
}

/** Of cgroup v1: whatever is written starts it again, for all who read it. */
function v1Peak(path: string): PeakMemory | undefined {
  const files = hostFiles();
  return attempt(() => {
    writeFileSync(path, '0', { flag: 'r+' });
    return () => figureIn(files.read(path));
  });
}

/** Of cgroup v2, from Linux 6.12 on: it is started again for the one open file that it is written to. */
function v2Peak(path: string): PeakMemory | undefined {
  const descriptor = attempt(() => openSync(path, 'r+'));
  if (descriptor === undefined) return undefined;
  if (attempt(() => writeSync(descriptor, 'reset\n')) === undefined) {
    closeSync(descriptor);
    return undefined;
  }
  return () => {
    const buffer = Buffer.alloc(32);
    const length = attempt(() => readSync(descriptor, buffer, 0, buffer.length, 0));
    closeSync(descriptor);
    return figureIn(buffer.toString('utf8', 0, length ?? 0));
  };
}

/**
 * Its resident set; the kernel starts the peak again for a 5 (Documentation/filesystems/proc.rst). 0 once it ended.
 */
function processPeak(files: HostFiles, pid: number): PeakMemory {
  attempt(() => writeFileSync(`/proc/${pid}/clear_refs`, '5'));
  return () => memoryBytes(files.read(`/proc/${pid}/status`) ?? '', 'VmHWM') ?? 0;
}

const figureIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : undefined;

/** A kernel without the file, one that does not start it again, and a group or process that is gone. */
const REFUSED = new Set(['ENOENT', 'EACCES', 'EPERM', 'EINVAL', 'EBADF', 'ENODEV', 'ESRCH', 'EROFS', ...UNSUPPORTED]);

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch (error) {
    if (REFUSED.has(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}
