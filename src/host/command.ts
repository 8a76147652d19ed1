/** Commands of the host: argv arrays, never a shell, never our secrets. */
import { execa } from 'execa';

export interface CommandResult {
  /** Exit code; null after a signal or a time-out. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default 60. */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
}

/** A command that did not do what was asked; says which, how it ended and its last lines. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(
    readonly argv: readonly string[],
    readonly result: CommandResult,
    outcome = result.code === null ? 'was ended' : `failed with exit code ${result.code}`,
  ) {
    const tail = lastLines(`${result.stdout}\n${result.stderr}`, 8).map((line) => `  | ${line}`);
    super([`${argv.slice(0, 6).join(' ')} ${outcome}`, ...tail].join('\n'));
  }
}

/** The last `count` lines that are not blank. */
export function lastLines(text: string, count: number): string[] {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-count);
}

const PASSED_ON = /^(PATH|HOME|LANG|TMPDIR|APT_CONFIG|SSL_CERT_(FILE|DIR)|(https?|ftp|no|all)_proxy)$/i;

/** An allow-list: tokens and inputs of the workflow must not reach a runtime, and locale must not change output. */
export function commandEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && PASSED_ON.test(entry[0]),
  );
  const { PATH = '/bin:/usr/bin', ...rest } = Object.fromEntries(kept);
  return {
    ...rest,
    PATH: `${PATH}:/usr/local/sbin:/usr/sbin:/sbin`,
    LC_ALL: 'C.UTF-8',
    DEBIAN_FRONTEND: 'noninteractive',
    ...extra,
  };
}

/**
 * Runs a command to its end, whatever its exit code.
 * @throws CommandError when it cannot be started or takes too long.
 */
export async function runCommand(argv: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [file = '', ...args] = argv;
  const outcome = await execa(file, args, {
    reject: false,
    extendEnv: false,
    env: commandEnvironment(options.env),
    cwd: options.cwd,
    input: options.input ?? '',
    timeout: (options.timeoutSeconds ?? 60) * 1000,
    cancelSignal: options.signal,
    forceKillAfterDelay: 5000,
    maxBuffer: 16 * 1024 * 1024,
    stripFinalNewline: false,
  });
  const result = { code: outcome.exitCode ?? null, stdout: outcome.stdout, stderr: outcome.stderr };
  if (outcome.timedOut) throw new CommandError(argv, result, `took longer than ${options.timeoutSeconds ?? 60} s`);
  if (outcome.code === 'ENOENT') throw new CommandError(argv, result, 'is not installed');
  return result;
}

/** Runs a command that must succeed and returns its standard output. @throws CommandError */
export async function mustRun(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await runCommand(argv, options);
  if (result.code !== 0) throw new CommandError(argv, result);
  return result.stdout;
}
