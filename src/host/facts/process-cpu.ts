/**
 * CPU time of processes, finer than the clock ticks of /proc/PID/stat: an idle sandbox uses less than one a second.
 */
import { type HostFiles, hostFiles } from './files.js';

/** CPU time that each thread alive has used since it was started, ns, by `PID/TID`. */
export type ThreadTimes = ReadonlyMap<string, number>;

/** Of all threads of these processes; one that the kernel tells nothing of is left out (no CONFIG_SCHED_INFO). */
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

/** What the threads of `after` have used since `before`, s; what ended in between is not known, and left out. */
export function secondsBetween(before: ThreadTimes, after: ThreadTimes): number {
  const used = [...after].map(([thread, time]) => time - (before.get(thread) ?? 0));
  return used.reduce((sum, ns) => sum + ns, 0) / 1e9;
}
