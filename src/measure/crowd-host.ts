/** What the host can give to a crowd of sandboxes, and what it tells about one. */
import { writeFileSync } from 'node:fs';
import { mustRun } from '../host/commands/command.js';
import { type HostFiles, hostFiles } from '../host/facts/files.js';
import { mustMemoryBytes, parseCpuTimes } from '../host/facts/proc.js';
import { isSlower } from '../suites/scale.js';
import { formatBytes } from '../units.js';
import { MeasurementFailure } from './session.js';

/** Upper bound on the processes and threads of one sandbox with its shim and client; gVisor's have about 60. */
export const TASKS_EACH = 256;

export const memoryAvailable = (files: HostFiles = hostFiles()): number =>
  mustMemoryBytes(files.must('/proc/meminfo'), 'MemAvailable');

/** Ticks a second in /proc/stat, on every architecture that Node runs on. */
const TICKS = 100;

/** Seconds of CPU time that the whole host has used since its boot. */
export const hostCpuSeconds = (files: HostFiles = hostFiles()): number =>
  parseCpuTimes(files.must('/proc/stat')).busy / TICKS;

/**
 * Drops the page cache, dentries and inodes that nothing needs; dirty pages stay. This is no setting, so nothing must
 * be put back.
 * @throws MeasurementFailure where the host does not allow it.
 */
export function dropCaches(): void {
  const path = '/proc/sys/vm/drop_caches';
  try {
    writeFileSync(path, '3');
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error);
    throw new MeasurementFailure({
      reason: 'launch',
      message: `the page cache cannot be dropped: ${trouble}`,
      tail: [],
    });
  }
}

/**
 * Drops all that the caches hold of files. What is not yet on the disk is written first, since it could not be
 * dropped: the disk of a microVM has often just been copied.
 * @throws CommandError, MeasurementFailure
 */
export async function emptyCaches(): Promise<void> {
  await mustRun(['sync']);
  dropCaches();
}

/**
 * A note for hosts whose kernel merges pages of idle sandboxes: their memory then depends on how long they have
 * existed.
 */
export function mergingNote(files: HostFiles = hostFiles()): string | undefined {
  if (files.read('/sys/kernel/mm/ksm/run') !== '1') return undefined;
  return 'Same-page merging (KSM) is on: the memory of many sandboxes depends on how far it has come (tune: on stops it).';
}

/** Returns why so many more tasks do not fit; undefined where they do. */
export function hostRoom(tasks: number, files: HostFiles = hostFiles()): string | undefined {
  const all = Number(/\/(\d+)/.exec(files.must('/proc/loadavg'))?.[1] ?? 0);
  for (const name of ['pid_max', 'threads-max']) {
    const most = Number(files.read(`/proc/sys/kernel/${name}`) ?? Number.POSITIVE_INFINITY);
    if (all + tasks > most)
      return `pids: ${all} tasks live, there must be room for ${tasks} more, and kernel.${name} is ${most}`;
  }
  return undefined;
}

/** Bounds beyond which a crowd does not grow. */
export interface Bounds {
  readonly memoryBytes: number;
  /** The time limit of a command: a block stays bounded, however slowly a runtime starts. */
  readonly seconds: number;
}

/** The state of a crowd that grows. */
export interface Grown {
  readonly startsMs: readonly number[];
  readonly takenBytes: number;
  readonly seconds: number;
}

/** Returns why no further sandbox is started. */
export function limitOf(
  { startsMs, takenBytes, seconds }: Grown,
  bounds: Bounds,
  files: HostFiles = hostFiles(),
): string | undefined {
  const [taken, most] = [formatBytes(takenBytes), formatBytes(bounds.memoryBytes)];
  if (takenBytes + takenBytes / startsMs.length > bounds.memoryBytes)
    return `memory: they take ${taken} of ${most} (scale-memory)`;
  if (seconds > bounds.seconds)
    return `time: they took ${Math.round(seconds)} s of ${bounds.seconds} (command-timeout)`;
  return (
    hostRoom(TASKS_EACH, files) ?? (isSlower(startsMs) ? 'starts take more than twice as long as the first' : undefined)
  );
}
