/**
 * Keeps invocations apart by a file that the kernel locks for its holder, with the holder's name in it for those who
 * wait.
 */
import { ftruncateSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { tryJson } from '../json.js';
import type { Log } from '../log.js';
import { pause } from './cancellation.js';
import { isOutOfRoom } from './errno.js';
import { ofFile } from './files/file-errors.js';
import { type HeldFile, holdExisting, holdFile } from './files/held-file.js';
import { readOwnFile } from './files/own-file.js';
import { writeAll } from './files/write-all.js';
import { makeFolder } from './folders.js';
import { pidNamespace } from './process.js';

const holderSchema = z.object({
  pid: z.number(),
  pidNamespace: z.string(),
  since: z.string(),
  purpose: z.string(),
});
type Holder = z.infer<typeof holderSchema>;

export interface Lock {
  release(): void;
}

/**
 * Waits until this process holds the lock at `path`, and says for whom it waits. @throws HostError where it can be no
 * lock.
 */
export async function acquireLock(path: string, purpose: string, log: Log, signal?: AbortSignal): Promise<Lock> {
  let announced = '';
  for (;;) {
    makeFolder(dirname(path), 0o700);
    const held = holdFile(path);
    if (held) return named(held, purpose, path);
    const waiting = `waiting for ${describeHolder(path)}`;
    if (waiting !== announced) log.step(waiting);
    announced = waiting;
    await pause(200);
    signal?.throwIfAborted();
  }
}

function named(held: HeldFile, purpose: string, path: string): Lock {
  const holder: Holder = {
    pid: process.pid,
    pidNamespace: pidNamespace(),
    since: new Date().toISOString(),
    purpose,
  };
  try {
    ftruncateSync(held.descriptor);
    writeAll(held.descriptor, JSON.stringify(holder));
  } catch (error) {
    // What frees room, such as a cleanup, needs the lock first. Whoever waits is told no name then.
    if (!isOutOfRoom(error)) {
      held.remove();
      throw ofFile(error, path);
    }
  }
  return { release: () => held.remove() };
}

/** Returns a noun phrase. It leaves out the process number, which means nothing in another pid namespace. */
function describeHolder(path: string): string {
  const holder = readHolder(path);
  if (!holder) return `another process, which holds ${path}`;
  const who = holder.pidNamespace === pidNamespace() ? `process ${holder.pid}` : 'a process of another container';
  return `${who} (${holder.purpose}, since ${holder.since})`;
}

/** Removes the lock file of a holder that was killed. Returns true where there was one. */
export function removeIfAbandoned(path: string): boolean {
  const held = readHolder(path) && holdExisting(path);
  held?.remove();
  return held !== undefined;
}

/**
 * Removes the lock file of a holder that was killed before it wrote its name. Call it only where the name of the file
 * says that it is Tare's.
 */
export function removeIfNameless(path: string): boolean {
  const held = statSync(path, { throwIfNoEntry: false })?.size === 0 ? holdExisting(path) : undefined;
  held?.remove();
  return held !== undefined;
}

function readHolder(path: string): Holder | undefined {
  return holderSchema.safeParse(tryJson(readOwnFile(path) ?? '')).data;
}
