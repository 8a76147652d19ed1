/** Says why the system started no process, where that is a limit of the host, and what to do about it. */
import { HostError } from '../../errors.js';
import { errorCode } from '../errno.js';

/** What there is too little of, by the code of the error (fork(2), pipe(2)). */
const TOO_FEW: ReadonlyMap<string, string> = new Map([
  ['EAGAIN', 'this host has no room for another process'],
  ['ENOMEM', 'this host has no memory for another process'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open on this host'],
]);

export const MAKE_ROOM =
  'End other work, or raise the limit that is reached: pids.max or memory.max of the cgroup, ulimit -u or ulimit -n.';

/** Returns a clause such as `this host has no room for another process`; undefined for all other errors. */
export const startTrouble = (error: unknown): string | undefined => TOO_FEW.get(errorCode(error) ?? '');

/** @param what the sentence's beginning: `/state/measure.lock cannot be locked`. */
export const notStarted = (what: string, error: unknown): HostError =>
  new HostError(`${what}: ${startTrouble(error)}.`, MAKE_ROOM);

/** Returns a sentence on a program that nobody expected not to start; undefined for all other errors. */
export function startSentence(error: unknown): string | undefined {
  const trouble = startTrouble(error);
  if (trouble === undefined || typeof error !== 'object' || error === null) return undefined;
  const { syscall } = error as { syscall?: unknown };
  if (typeof syscall !== 'string' || !syscall.startsWith('spawn')) return undefined;
  return `${syscall.replace(/^spawn\w*\s*/, '') || 'A program'} could not be started: ${trouble}.\n${MAKE_ROOM}`;
}
