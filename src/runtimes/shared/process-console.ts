/** A sandbox whose console is the standard input and output of a process we started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { commandEnvironment, lastLines } from '../../host/command.js';
import { isGone } from '../../host/errno.js';
import type { Console } from '../runtime.js';

export interface ProcessSandbox {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  names?(): Promise<readonly string[]>;
  /** Ends what the process stands for (a container, say); the process itself is killed in any case. */
  end(): Promise<void>;
  /** Called once after the process has exited; the sandbox counts as gone when it returns. */
  afterExit?(): Promise<void>;
}

const DIAGNOSTIC_BYTES = 16 * 1024;

/** Starts the process. A process that cannot be started at all shows as gone, with the reason in its diagnostics. */
export function openProcessConsole(sandbox: ProcessSandbox): Console {
  const [file = '', ...args] = sandbox.argv;
  const child = spawn(file, args, {
    cwd: sandbox.cwd,
    env: commandEnvironment(sandbox.env),
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-DIAGNOSTIC_BYTES);
  });
  const gone = exitOf(child, (problem) => {
    errors += `\n${problem}`;
  }).then(async (code) => {
    endGroup(child);
    await sandbox.afterExit?.();
    await closed;
    return { code };
  });
  return {
    input: child.stdin,
    output: child.stdout,
    gone,
    ...(sandbox.names && { names: sandbox.names }),
    diagnostics: () => lastLines(errors, 8),
    kill: once(() => kill(child, sandbox)),
  };
}

function exitOf(child: ChildProcess, note: (problem: string) => void): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      note(error.message);
      resolve(null);
    });
    child.once('exit', (code) => resolve(code));
  });
}

async function kill(child: ChildProcess, sandbox: ProcessSandbox): Promise<void> {
  try {
    if (child.exitCode === null && child.signalCode === null) await sandbox.end();
  } finally {
    endGroup(child);
  }
}

/** The process leads a group of its own; a member that outlives it would hold our pipes open. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= action();
    return running;
  };
}
