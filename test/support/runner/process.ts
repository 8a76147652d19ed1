/** Runs a program as the runner does, and cancels it as the runner does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long the runner waits for a program before it takes the next step, in ms. */
export interface WaitLimits {
  /** From SIGINT to SIGTERM: 7500 in the runner. */
  readonly sigintMs: number;
  /** From SIGTERM to SIGKILL: 2500 in the runner. */
  readonly sigtermMs: number;
  /** From the end of the program to the end of its output, which a child may hold open: 5000 in the runner. */
  readonly outputMs: number;
}

export const RUNNER_WAIT_LIMITS: WaitLimits = { sigintMs: 7500, sigtermMs: 2500, outputMs: 5000 };

/** A user of this host. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Called with every line of both outputs. */
  readonly onLine: (line: string) => void;
  /** The user that runs it; the one that runs the harness where it is not given. */
  readonly account?: Account;
  /** Cancels the program. */
  readonly signal: AbortSignal;
  readonly wait: WaitLimits;
}

/** Returns true once it happened, and false where it did not happen in time. */
async function within(event: Promise<unknown>, ms: number): Promise<boolean> {
  const stop = new AbortController();
  const late = sleep(ms, false, { signal: stop.signal }).catch(() => false);
  const inTime = await Promise.race([event.then(() => true), late]);
  stop.abort();
  return inTime;
}

/** Kills a process, or a group by its negative number. It does nothing where the process has gone. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Stops waiting for a process that holds the output open. It lives on until the job ends. */
function hangUp(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

async function cancel(child: ChildProcess, ended: Promise<unknown>, wait: WaitLimits): Promise<void> {
  child.kill('SIGINT');
  if (await within(ended, wait.sigintMs)) return;
  child.kill('SIGTERM');
  if (await within(ended, wait.sigtermMs)) return;
  // Only the program is killed, and not what it started.
  child.kill('SIGKILL');
}

function linesOf(child: ChildProcess, onLine: Program['onLine']): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine);
  }
}

/**
 * Runs the program to its end and returns its exit code, or null where a signal ended it.
 * @throws Error where it cannot be started.
 */
export async function execute(program: Program): Promise<number | null> {
  const { file, args, cwd, env, account, onLine, signal, wait } = program;
  const who = account && { uid: account.uid, gid: account.gid };
  const child = spawn(file, args, { cwd, env, ...who, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  linesOf(child, onLine);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const closed = new Promise((resolve) => child.once('close', resolve));
  const onAbort = () => void cancel(child, exited, wait);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const [code] = await exited;
    if (!(await within(closed, wait.outputMs))) hangUp(child);
    return code;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
