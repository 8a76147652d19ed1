/** The end of a sandbox by a command of its runtime. */
import { CommandError, runCommand } from '../../host/command.js';

/** How long a runtime may take over it, s: many times what it takes, and little beside a launch. */
export const END_SECONDS = 15;

/** @param gone how the command says that there is none. @throws CommandError where it does not manage. */
export async function endWith(
  argv: readonly string[],
  gone: RegExp,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const result = await runCommand(argv, { env, timeoutSeconds: END_SECONDS });
  if (result.code !== 0 && !gone.test(`${result.stdout}${result.stderr}`)) throw new CommandError(argv, result);
}
