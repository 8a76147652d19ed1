/** Runs commands that would outlive Tare when it is killed, and ends them before their files are removed. */
import { join } from 'node:path';
import { createGroup } from '../cgroup.js';
import { type CommandOptions, type CommandResult, runCommand } from '../commands/command.js';
import type { Host } from '../host.js';
import { inGroups } from './in-groups.js';
import { runGroup } from './run-group.js';

/**
 * Runs a command in the run's group `name`, which is on record: after a kill its children would go on writing into
 * what is being removed. When this returns, the group is gone with everything in it.
 * @throws CommandError as `runCommand` does.
 */
export async function runInGroup(
  host: Host,
  name: string,
  argv: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const group = `${runGroup(host)}/${name}`;
  const paths = host.cgroup.hierarchies.map((point) => join(point, group));
  const change = host.journal.record({ kind: 'cgroup', paths });
  const { timeoutSeconds = 60 } = options;
  // The command has ended by then, but processes that it started would keep its output open.
  let ended: Promise<void> | undefined;
  const timer = setTimeout(
    () => {
      ended = change.undo();
    },
    timeoutSeconds * 1000 + 500,
  );
  try {
    return await runCommand(inGroups(createGroup(host.cgroup, group), argv), options);
  } finally {
    clearTimeout(timer);
    await (ended ?? change.undo());
  }
}
