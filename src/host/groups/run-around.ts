/** Runs a command that watches something else, from a moment until another. */
import { randomBytes } from 'node:crypto';
import { closeSync, constants, openSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommandOptions, type CommandResult, mustRun } from '../commands/command.js';
import type { Host } from '../host.js';
import { runGrouped } from './grouped-command.js';

export interface Watcher {
  /** Lets the command end, and waits for that. @throws CommandError where it took too long. */
  end(): Promise<CommandResult>;
}

/**
 * Starts a command that runs another one and ends with that, as `perf record --` does, in a cgroup on record. It
 * watches when this returns, or has failed, which `end` tells. It ends by itself when Tare is killed.
 * @param folder of ours and on record: a FIFO gets its name there.
 */
export async function startWatcher(
  host: Host,
  argv: readonly string[],
  folder: string,
  options: CommandOptions,
): Promise<Watcher> {
  const fifo = join(folder, `until-${randomBytes(4).toString('hex')}`);
  await mustRun(['mkfifo', '--mode=600', fifo]);
  // cat runs once the command watches, opens the FIFO, and ends when we close our end of it.
  const command = runGrouped(host, [...argv, 'cat', fifo], options);
  const ended = command.then(
    () => undefined,
    () => undefined,
  );
  const opening = open(fifo, 'w');
  const ours = (await Promise.race([opening, ended])) ?? (await withReader(fifo, opening));
  let closed: Promise<void> | undefined;
  return {
    end: async () => {
      closed ??= ours.close();
      await closed;
      return command;
    },
  };
}

/** The command ended and never opened its end, so the opening of ours would wait for ever. */
async function withReader(fifo: string, opening: Promise<FileHandle>): Promise<FileHandle> {
  const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return await opening;
  } finally {
    closeSync(reader);
  }
}
