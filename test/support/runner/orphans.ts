/** Finds processes that a job left behind. The runner kills them at its end, and so does the harness. */
import { readdirSync, readFileSync } from 'node:fs';
import { kill } from './process.js';

/** This variable is in the environment of everything that a job starts. */
export const TRACKING_VARIABLE = 'RUNNER_TRACKING_ID';

/** Returns a file of /proc; an empty text where the process has gone or is another user's. */
function readProc(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

/** Kills the processes that are left of a job, and returns their command lines. */
export function endOrphans(trackingId: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const left = pids.filter((pid) =>
    readProc(pid, 'environ').split('\0').includes(`${TRACKING_VARIABLE}=${trackingId}`),
  );
  return left.map((pid) => {
    const command = readProc(pid, 'cmdline').replaceAll('\0', ' ').trim();
    kill(Number(pid));
    return command;
  });
}
