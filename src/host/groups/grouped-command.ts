/**
 * Runs long commands in a cgroup on record. Whatever ends Tare, such a command is ended before what it writes is
 * removed.
 */
import { randomBytes } from 'node:crypto';
import { CommandError, type CommandOptions, type CommandResult } from '../commands/command.js';
import type { Host } from '../host.js';
import { runInGroup } from './run-in-group.js';

/**
 * Runs a command as `runCommand` does, and ends what it has started and left behind. Record what it writes before
 * calling this: changes are undone last first.
 */
export async function runGrouped(
  host: Host,
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return runInGroup(host, `command-${randomBytes(4).toString('hex')}`, argv, options);
}

/** Runs a command as `mustRun` does, in the same way. @throws CommandError */
export async function mustRunGrouped(
  host: Host,
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const result = await runGrouped(host, argv, options);
  if (result.code !== 0) throw new CommandError(argv, result);
  return result.stdout;
}
