/** Ends a sandbox by a command of its runtime. */
import { setTimeout as delay } from 'node:timers/promises';
import { CommandError, runCommand } from '../../host/commands/command.js';

/**
 * How long a runtime may take to end a sandbox, in seconds. It is many times what it takes, and little beside a
 * launch.
 */
export const END_SECONDS = 15;

/**
 * A refused command is tried again, because the refusal may be temporary, as while the runtime itself sees its process
 * end. A runtime that answers is not stuck.
 */
const TRIES = 4;
const PAUSE_MS = 250;

/**
 * Ends the sandbox.
 * @param gone the message by which the command says that there is no such sandbox.
 * @throws CommandError where the command fails or takes too long.
 */
export async function endWith(
  argv: readonly string[],
  gone: RegExp,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const result = await runCommand(argv, { env, timeoutSeconds: END_SECONDS });
    if (result.code === 0 || gone.test(`${result.stdout}${result.stderr}`)) return;
    if (attempt === TRIES || result.code === null) throw new CommandError(argv, result);
    await delay(PAUSE_MS);
  }
}
