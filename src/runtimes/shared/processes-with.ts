/** Finds processes by their arguments: those that a runtime starts for a sandbox and does not name to its caller. */
import { readdirSync } from 'node:fs';
import { hostFiles } from '../../host/facts/files.js';
import { identify, isAlive, type ProcessIdentity } from '../../host/process.js';

/** Returns the processes that have all of these words as arguments. */
export function processesWith(words: readonly string[]): ProcessIdentity[] {
  const files = hostFiles();
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const one = identify(Number(pid));
    const found = Buffer.from(files.bytes(`/proc/${pid}/cmdline`) ?? [])
      .toString()
      .split('\0');
    // The number may be another process's by now.
    return one && words.every((word) => found.includes(word)) && isAlive(one) ? [one] : [];
  });
}
