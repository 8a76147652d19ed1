/**
 * Commands that take long, in a cgroup on record: whatever ends us, they are ended before what they write is removed.
 */
import { randomBytes } from 'node:crypto';
import { CommandError, type CommandOptions, type CommandResult } from '../command.js';
import type { Host } from '../host.js';
import { runInGroup } from './run-in-group.js';

/**
 * As `runCommand`; what the command has started and left behind ends with it. Put on record what it writes before: the
 * last change is taken back first.
 */
export async function runGrouped(
  host: Host,
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return runInGroup(host, `command-${randomBytes(4).toString('hex')}`, argv, options);
}

/** As `mustRun`. @throws CommandError */
export async function mustRunGrouped(
  host: Host,
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const result = await runGrouped(host, argv, options);
  if (result.code !== 0) throw new CommandError(argv, result);
  return result.stdout;
}
