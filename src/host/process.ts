/** Identifies processes so that a recycled pid is never mistaken for the process that is meant. */
import { randomInt } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { pause } from './cancellation.js';
import { isGone } from './errno.js';

export interface ProcessIdentity {
  readonly pid: number;
  /** It is field 22 of /proc/PID/stat: clock ticks after boot. */
  readonly startTime: string;
}

/** Returns the process that has this pid now; undefined where there is none, or only a zombie. */
export function identify(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : { pid, startTime: fields[19] ?? '' };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.startTime === identity.startTime;
}

/**
 * Returns, for example, `pid:[4026531836]`: two processes whose namespaces differ may have the same number. It is
 * empty where the kernel has no namespaces.
 */
export function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch (error) {
    if (isGone(error)) return '';
    throw error;
  }
}

/** The kernel starts with this namespace (PROC_PID_INIT_INO in Linux's include/linux/proc_ns.h). */
const FIRST_PID_NAMESPACE = 'pid:[4026531836]';

/**
 * It is short, since paths of sockets hold it. Without it, what somebody else has made could have the name: the number
 * of a process is known before, and is used again.
 */
const OWN = randomInt(36 ** 4)
  .toString(36)
  .padStart(4, '0');

/**
 * Returns a name for what this process makes that nothing else on this machine has, in whatever pid namespace it is:
 * what has it is removed as this process's own.
 */
export function processName(): string {
  const namespace = pidNamespace();
  const number = Number(/\d+/.exec(namespace)?.[0] ?? 0);
  return `tare-${process.pid}${namespace === FIRST_PID_NAMESPACE ? '' : `n${number.toString(36)}`}-${OWN}`;
}

/** Sends SIGTERM to a process, sends SIGKILL after `graceSeconds`, and waits until it is gone. */
export async function endProcess(identity: ProcessIdentity, graceSeconds: number): Promise<void> {
  signalProcess(identity, 'SIGTERM');
  if (await goneWithin(identity, graceSeconds)) return;
  signalProcess(identity, 'SIGKILL');
  if (!(await goneWithin(identity, 10))) throw new Error(`process ${identity.pid} does not end even after SIGKILL`);
}

async function goneWithin(identity: ProcessIdentity, seconds: number): Promise<boolean> {
  const deadline = performance.now() + seconds * 1000;
  while (isAlive(identity)) {
    if (performance.now() > deadline) return false;
    await pause(10);
  }
  return true;
}

/** Sends a signal to this very process. Returns false where that is gone, whoever has its number now. */
export function signalProcess(identity: ProcessIdentity, name: 'SIGHUP' | 'SIGTERM' | 'SIGKILL'): boolean {
  if (!isAlive(identity)) return false;
  try {
    return process.kill(identity.pid, name);
  } catch (error) {
    if (!isGone(error)) throw error;
    return false;
  }
}
