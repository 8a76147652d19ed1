/** Runs commands on the host, as arrays of arguments, never through a shell and never with Tare's secrets. */
import type { ChildProcess } from 'node:child_process';
import { execa } from 'execa';
import { withoutPasswords } from '../../errors.js';
import { currentSignal, isUndoing } from '../cancellation.js';
import { isGone } from '../errno.js';
import { closePipesAfterExit } from './pipes.js';
import { MAKE_ROOM, startTrouble } from './start-trouble.js';

export interface CommandResult {
  /** This is the exit code; null after a signal or a time-out. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The default is 60. */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
}

/** A command did not do what was asked. The message says which, how it ended and what its last lines were. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(
    readonly argv: readonly string[],
    readonly result: CommandResult,
    outcome = result.code === null ? 'was ended' : `failed with exit code ${result.code}`,
  ) {
    const tail = lastLines(`${result.stdout}\n${result.stderr}`, 8).map((line) => `  | ${line}`);
    super(withoutPasswords([`${argv.slice(0, 6).join(' ')} ${outcome}`, ...tail].join('\n')));
  }
}

/** Returns the last `count` lines that are not blank. */
export function lastLines(text: string, count: number): string[] {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-count);
}

const PASSED_ON = /^(PATH|HOME|LANG|TMPDIR|APT_CONFIG|SSL_CERT_(FILE|DIR))$/i;
const PROXIES = /^(https?|ftp|no|all)_proxy$/i;

const ownVariables = (names: RegExp): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && names.test(entry[0]),
    ),
  );

/**
 * Returns the variables by which a command that fetches something finds the proxy. A password may stand in them, so no
 * other command is given them: runtimes pass their environment, or the proxy in it, on to what they start.
 */
export const proxyVariables = (): Record<string, string> => ownVariables(PROXIES);

/**
 * Only listed variables are passed on: tokens and inputs of the workflow must not reach a runtime, and the locale must
 * not change output.
 */
export function commandEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { PATH = '/bin:/usr/bin', ...rest } = ownVariables(PASSED_ON);
  return {
    ...rest,
    PATH: `${PATH}:/usr/local/sbin:/usr/sbin:/sbin`,
    LC_ALL: 'C.UTF-8',
    DEBIAN_FRONTEND: 'noninteractive',
    ...extra,
  };
}

const DISTRIBUTION = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * Returns variables for a program of the distribution that starts others by their names, as mmdebstrap starts scripts
 * whose first line is `/usr/bin/env python3`. Those are the distribution's, and not what a user's pyenv or conda put
 * before them on PATH, which need not work as root. What only the user's PATH has is still found.
 */
export const distributionFirst = (): { PATH: string } => ({
  PATH: [...DISTRIBUTION, commandEnvironment().PATH].join(':'),
});

/**
 * Runs a command until it has ended, whatever its exit code. Processes that it leaves running may keep its output
 * open.
 * @throws CommandError when it cannot be started or takes too long; the reason of the cancellation when cancelled.
 */
export async function runCommand(argv: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const stops = [options.signal, currentSignal()].filter((signal) => signal !== undefined);
  for (const signal of stops) signal.throwIfAborted();
  const child = started(argv, options);
  closePipesAfterExit(child);
  const seconds = options.timeoutSeconds ?? 60;
  const isLate = endWhen(child, seconds * 1000, stops);
  const outcome = await child;
  const result = { code: outcome.exitCode ?? null, stdout: outcome.stdout, stderr: outcome.stderr };
  if (outcome.code === 'ENOENT') throw new CommandError(argv, result, 'is not installed');
  const trouble = result.code === null ? startTrouble(outcome) : undefined;
  if (trouble !== undefined) throw new CommandError(argv, result, `could not be started: ${trouble}. ${MAKE_ROOM}`);
  if (isLate()) throw new CommandError(argv, result, `took longer than ${seconds} s`);
  if (result.code === null) for (const signal of stops) signal.throwIfAborted();
  return result;
}

/**
 * Starts the command. @throws CommandError where the system has no room for its pipes: execa fails there in another
 * way.
 */
function started(argv: readonly string[], options: CommandOptions) {
  const [file = '', ...args] = argv;
  try {
    return execa(file, args, {
      reject: false,
      extendEnv: false,
      env: commandEnvironment(options.env),
      cwd: options.cwd,
      input: options.input ?? '',
      // The command gets a process group: Ctrl-C on the terminal then reaches Tare alone, and its children can be
      // ended with it.
      detached: true,
      maxBuffer: 16 * 1024 * 1024,
      stripFinalNewline: false,
    });
  } catch {
    // The cause comes as an event of the process that did not start; whoever waits for the command reports it.
    throw new CommandError(argv, { code: null, stdout: '', stderr: '' }, 'could not be started');
  }
}

/**
 * A command gets this time between SIGTERM and SIGKILL; it is short while changes are undone, since little time is
 * left then.
 */
const graceMs = () => (isUndoing() ? 100 : 1000);

/**
 * Ends the command and its children after `milliseconds`, or when one of `stops` is aborted. The function it returns
 * says whether the time was up.
 */
export function endWhen(child: ChildProcess, milliseconds: number, stops: readonly AbortSignal[]): () => boolean {
  const grace = graceMs();
  let late = false;
  let insist: NodeJS.Timeout | undefined;
  const end = () => {
    if (insist) return;
    signalGroup(child, 'SIGTERM');
    insist = setTimeout(() => signalGroup(child, 'SIGKILL'), grace);
    insistAtExit(child);
  };
  const limit = setTimeout(() => {
    late = true;
    end();
  }, milliseconds);
  for (const signal of stops) signal.addEventListener('abort', end);
  const ended = () => {
    clearTimeout(limit);
    for (const signal of stops) signal.removeEventListener('abort', end);
    if (!insist) return;
    clearTimeout(insist);
    insisted(child);
    signalGroup(child, 'SIGKILL');
  };
  child.once('exit', ended).once('error', ended);
  return () => late;
}

/** It holds the commands that were asked to end and have not. */
const asked = new Set<ChildProcess>();

const insistNow = () => {
  for (const child of asked) signalGroup(child, 'SIGKILL');
};

/** Ends the command at our own end, where that comes first. */
function insistAtExit(child: ChildProcess): void {
  if (asked.size === 0) process.once('exit', insistNow);
  asked.add(child);
}

function insisted(child: ChildProcess): void {
  asked.delete(child);
  if (asked.size === 0) process.off('exit', insistNow);
}

/** Sends a signal to a process that leads a group, and to all of its group. */
export function signalGroup({ pid }: ChildProcess, name: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Runs a command that must succeed and returns its standard output. @throws CommandError */
export async function mustRun(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await runCommand(argv, options);
  if (result.code !== 0) throw new CommandError(argv, result);
  return result.stdout;
}
