/**
 * Reads the CPU time of processes, finer than the clock ticks of /proc/PID/stat: an idle sandbox uses less than one
 * tick a second.
 */
import { type HostFiles, hostFiles } from '../files.js';

/** The CPU time that each live thread has used since it was started, in ns, by `PID/TID`. */
export type ThreadTimes = ReadonlyMap<string, number>;

/**
 * Returns the times of all threads of these processes. A thread is left out where the kernel gives no time (no
 * CONFIG_SCHED_INFO).
 */
export function threadTimes(pids: readonly number[], files: HostFiles = hostFiles()): ThreadTimes {
  return new Map(
    pids.flatMap((pid) =>
      files.list(`/proc/${pid}/task`).flatMap((tid): [string, number][] => {
        const time = /^\d+/.exec(files.read(`/proc/${pid}/task/${tid}/schedstat`) ?? '')?.[0];
        return time === undefined ? [] : [[`${pid}/${tid}`, Number(time)]];
      }),
    ),
  );
}

/**
 * Returns the seconds that the threads of `after` have used since `before`. Threads that ended in between are not
 * known and are left out.
 */
export function secondsBetween(before: ThreadTimes, after: ThreadTimes): number {
  const used = [...after].map(([thread, time]) => time - (before.get(thread) ?? 0));
  return used.reduce((sum, ns) => sum + ns, 0) / 1e9;
}
