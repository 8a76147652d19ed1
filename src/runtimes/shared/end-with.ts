/** Ends a sandbox by a command of its runtime. */
import { setTimeout as delay } from 'node:timers/promises';
import { pause } from '../../host/cancellation.js';
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

/** The first pause before `end` is called again, and the longest; every pause is twice the one before. */
const BETWEEN_ENDS_MS = { first: 10, longest: 250 };

/**
 * Ends a sandbox that others than our own command make: a daemon, or a monitor. They go on with what they were asked
 * for after the command is killed, and would make the sandbox after `end` has found none. So `end` is called until the
 * command has heard of the end and has ended itself. A command that does not is stuck, and is to be killed then.
 * @param exit resolves once the command has ended.
 * @throws CommandError where `end` fails.
 */
export async function endUntil(exit: Promise<unknown>, end: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + END_SECONDS * 1000;
  const exited = exit.then(() => true);
  for (let wait = BETWEEN_ENDS_MS.first; ; wait = Math.min(2 * wait, BETWEEN_ENDS_MS.longest)) {
    await end();
    const isOver = await Promise.race([exited, pause(wait).then(() => false)]);
    if (isOver || performance.now() > deadline) return;
  }
}
