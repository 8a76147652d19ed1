/** Runs a command that needs root again under sudo, where the user may do that, and says so. */
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { asRoot } from '../app/privileged/parent.js';
import { isHidden } from '../host/files/hidden.js';
import { statePath } from '../host/state-paths.js';
import { say } from './print.js';

export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Runs this very command line as root, with the flags `more`. New files in `folders` are given to the user.
 * @returns the exit code.
 */
export function againAsRoot(folders: readonly string[] = [], more: readonly string[] = []): Promise<number> {
  say('tare: this needs root and goes on with sudo');
  return runAsRoot(withFlags(process.argv.slice(2), more), folders);
}

/** Puts flags right behind the command: at the end, a `--` of the user's would make other words of them. */
export function withFlags([command = '', ...rest]: readonly string[], flags: readonly string[]): string[] {
  return [command, ...flags, ...rest];
}

/** Runs another command line of this program as root. @returns the exit code. */
export function runAsRoot(argv: readonly string[], folders: readonly string[]): Promise<number> {
  const script = realpathSync(process.argv[1] ?? '');
  return asRoot({
    script,
    argv,
    handOver: folders.map((folder) => resolve(folder)),
    messages: { output: () => undefined, progress: () => undefined },
    start: startInSession,
    otherWay: `run it as root: sudo ${process.execPath} ${script}`,
  });
}

/**
 * The child may write to the terminal, but has a session of its own: Ctrl-C reaches only the parent, which passes it
 * on once.
 */
function startInSession(
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  input: string,
): Promise<number> {
  return new Promise((settle, reject) => {
    const child = spawn(program, args, { env: { ...env }, stdio: ['pipe', 'inherit', 'inherit'], detached: true });
    // Where sudo refuses, nobody reads the input; the exit code tells that.
    child.stdin.once('error', () => undefined).end(input);
    child.once('error', reject);
    child.once('exit', (code) => settle(code ?? 1));
  });
}

/** Tells a user that what root has kept was not looked at. */
export function sayWhatIsHidden(): void {
  if (isHidden(statePath()))
    say(`tare: what root has kept in ${statePath()} (runs, calibrations) was not looked at; sudo sees it`);
}
