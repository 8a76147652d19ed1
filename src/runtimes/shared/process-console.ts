/** A sandbox whose console is the standard input and output of a process that we started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { whileUndoing } from '../../host/cancellation.js';
import { commandEnvironment, lastLines, signalGroup } from '../../host/commands/command.js';
import { closePipesAfterExit } from '../../host/commands/pipes.js';
import { MAKE_ROOM, startTrouble } from '../../host/commands/start-trouble.js';
import { ENTER_GROUPS } from '../../host/groups/in-groups.js';
import type { Console } from '../runtime.js';
import { handOver, openRealPipes } from './real-pipes.js';

export interface ProcessSandbox {
  readonly argv: readonly string[];
  /** A wrapper that is put in front of `argv` and has to `exec` it, such as `unshare … sh -c 'exec "$@"' sh`. */
  readonly within?: readonly string[];
  /** `cgroup.procs` files of groups that exist already. The process is in them before the runtime is called. */
  readonly groups?: readonly string[];
  /** The `poised` of the launch's request. */
  readonly poised?: (() => Promise<void>) | undefined;
  /** The host's clock in ms when the runtime was first called for this sandbox, where that was before this process. */
  readonly calledAt?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A folder of ours in which real pipes get their names, where the process needs them for its input and output. */
  readonly pipeFolder?: string;
  names?(): Promise<readonly string[]>;
  /** See `Console`. */
  connect?(): Promise<void>;
  /**
   * Ends what the process stands for, such as a container. The process itself is killed in any case.
   * @param exit resolves once the process has ended.
   */
  end(exit: Promise<unknown>): Promise<void>;
  /** Called where `end` failed: a daemon that hangs is replaced, where it is ours. */
  abandon?(): Promise<void>;
  /** Called once after the process has exited, for what the runtime itself still does to end the sandbox. */
  finish?(): Promise<void>;
  /** Called once after that, to remove what we made for the sandbox. The sandbox counts as gone when this returns. */
  afterExit?(ended: Outcome): Promise<void>;
}

/**
 * The outcome of `end` and `abandon` together, where the sandbox was ended by force: whether nothing of it can be
 * left.
 */
export type Outcome = 'done' | 'failed';

const DIAGNOSTIC_BYTES = 16 * 1024;

/**
 * Enters the groups of its first arguments, reports that, waits for a line, and becomes the command after `--`. So
 * none of our own work is part of the time of a start: Node copies its page tables to make a process, which takes 0.1
 * ms for each MiB that it uses, and the kernel takes up to 20 ms to put a process into a group.
 */
const POISED = `${ENTER_GROUPS}; echo >&2; read -r go && exec "$@"`;

/**
 * Entering groups takes milliseconds. In a group that is frozen, or on cgroup v2 has a frozen parent, it never ends.
 */
const ENTER_LIMIT_MS = 20_000;

/** Starts the process. A process that cannot be started at all appears as gone, with the reason in its diagnostics. */
export async function openProcessConsole(sandbox: ProcessSandbox, limitMs = ENTER_LIMIT_MS): Promise<Console> {
  const poised = ['/bin/sh', '-c', POISED, 'sh', ...(sandbox.groups ?? []), '--', ...sandbox.argv];
  const [file = '', ...args] = [...(sandbox.within ?? []), ...poised];
  const { child, input, output } = started(file, args, sandbox);
  closePipesAfterExit(child, [output, child.stderr]);
  const closed = Promise.all([closing(child), closing(output)]);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-DIAGNOSTIC_BYTES);
  });
  const exit = exitOf(child, (problem) => {
    errors += `\n${problem}`;
  });
  const trouble: string[] = [];
  const cleared = (act: (() => Promise<void>) | undefined) => tried(act, trouble);
  let ended: Promise<Outcome> = Promise.resolve('done');
  const gone = exit.then(async ({ code, at }) => {
    signalGroup(child, 'SIGKILL');
    await cleared(sandbox.finish);
    const endedAt = sandbox.finish ? performance.now() : at;
    const outcome = await ended;
    await cleared(() => sandbox.afterExit?.(outcome) ?? Promise.resolve());
    await closed;
    return { code, at: endedAt, trouble };
  });
  input.on('error', ({ message }) => {
    errors += `\n${message}`;
  });
  await groupsEntered(child, exit, limitMs, (problem) => {
    errors += `\n${problem}`;
  });
  try {
    await sandbox.poised?.();
  } catch (error) {
    // Without a line the process ends and does not call the runtime.
    input.end();
    await gone;
    throw error;
  }
  const calledAt = sandbox.calledAt ?? performance.now();
  input.write('go\n');
  return {
    calledAt,
    input,
    output,
    gone,
    ...(sandbox.names && { names: sandbox.names }),
    ...(sandbox.connect && { connect: sandbox.connect }),
    diagnostics: () => lastLines(errors, 8),
    kill: onlyOnce(async () => {
      ended = kill(child, exit, sandbox, cleared);
      await ended;
    }),
  };
}

type Child = ChildProcess & { readonly stderr: Readable };

const hasErrors = (child: ChildProcess): child is Child => child.stderr !== null;

function started(
  file: string,
  args: readonly string[],
  { cwd, env, pipeFolder }: ProcessSandbox,
): { readonly child: Child; readonly input: Writable; readonly output: Readable } {
  const options = { cwd, env: commandEnvironment(env), detached: true } as const;
  if (pipeFolder === undefined) {
    const child = spawn(file, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    return { child, input: child.stdin, output: child.stdout };
  }
  const pipes = openRealPipes(pipeFolder);
  const { input, output } = pipes;
  try {
    const child = spawn(file, args, { ...options, stdio: [...pipes.ends, 'pipe'] });
    if (!hasErrors(child)) throw new Error('a process was started without the pipe that it was given');
    // Of a pipe of its own Node does this.
    child.once('exit', () => input.destroy());
    child.once('error', () => input.destroy());
    return { child, input, output };
  } finally {
    handOver(pipes);
  }
}

const closing = (one: Readable | ChildProcess): Promise<void> =>
  new Promise((resolve) => void one.once('close', () => resolve()));

/** Resolves once the process is in its groups, or has ended. It is killed where that takes too long. */
async function groupsEntered(
  child: Child,
  exit: Promise<Exit>,
  limitMs: number,
  note: (problem: string) => void,
): Promise<void> {
  let tooLate: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    tooLate = setTimeout(() => {
      note(`its groups could not be entered within ${limitMs / 1000} s: is one of them frozen?`);
      signalGroup(child, 'SIGKILL');
      resolve();
    }, limitMs);
  });
  await Promise.race([once(child.stderr, 'data'), exit, over]);
  clearTimeout(tooLate);
}

interface Exit {
  readonly code: number | null;
  /** The host's clock in ms. */
  readonly at: number;
}

function exitOf(child: ChildProcess, note: (problem: string) => void): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      const trouble = startTrouble(error);
      note(trouble === undefined ? error.message : `it could not be started: ${trouble}. ${MAKE_ROOM}`);
      resolve({ code: null, at: performance.now() });
    });
    child.once('exit', (code) => resolve({ code, at: performance.now() }));
  });
}

type Clear = (act: (() => Promise<void>) | undefined) => Promise<Outcome>;

/**
 * Runs the clean-up even where the work was cancelled. A failure is reported with the end of the sandbox, so that the
 * block goes on.
 */
async function tried(act: (() => Promise<void>) | undefined, trouble: string[]): Promise<Outcome> {
  try {
    if (act) await whileUndoing(act);
    return 'done';
  } catch (error) {
    trouble.push(error instanceof Error ? error.message : String(error));
    return 'failed';
  }
}

/**
 * Ends a sandbox, then clears away what was made for it. Returns what did not work, and stays on record. Never
 * rejects.
 */
export async function clearing(
  end: ProcessSandbox['end'],
  afterExit: (ended: Outcome) => Promise<void>,
): Promise<readonly string[]> {
  const trouble: string[] = [];
  // The calls of a life have ended when it is cleared away.
  const ended = await tried(() => end(Promise.resolve()), trouble);
  await tried(() => afterExit(ended), trouble);
  return trouble;
}

/** The process leads a group of its own; a member that outlives it would go on with what is being cleared away. */
async function kill(child: ChildProcess, exit: Promise<Exit>, sandbox: ProcessSandbox, clear: Clear): Promise<Outcome> {
  const isRunning = child.exitCode === null && child.signalCode === null;
  const outcome = isRunning ? await endOrAbandon(exit, sandbox, clear) : 'done';
  signalGroup(child, 'SIGKILL');
  return outcome;
}

async function endOrAbandon(exit: Promise<Exit>, { end, abandon }: ProcessSandbox, clear: Clear): Promise<Outcome> {
  const outcome = await clear(() => end(exit));
  return outcome === 'failed' && abandon ? clear(abandon) : outcome;
}

function onlyOnce(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= action();
    return running;
  };
}
