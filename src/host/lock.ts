/** Locks between invocations: a file with the holder's pid and start time, taken over when the holder is gone. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import type { Log } from '../log.js';
import { errorCode, isGone } from './errno.js';
import { isAlive, thisProcess } from './process.js';

const holderSchema = z.object({ pid: z.number(), startTime: z.string(), since: z.string(), purpose: z.string() });
type Holder = z.infer<typeof holderSchema>;

export interface Lock {
  release(): void;
}

/** Waits, and says for whom, until the lock at `path` is ours. */
export async function acquireLock(path: string, purpose: string, log: Log, signal?: AbortSignal): Promise<Lock> {
  mkdirSync(dirname(path), { recursive: true });
  const mine: Holder = { ...thisProcess(), since: new Date().toISOString(), purpose };
  let announced = '';
  for (;;) {
    const holder = tryAcquire(path, mine);
    if (holder === 'nobody') return { release: () => rmSync(path, { force: true }) };
    if (holder === 'gone') continue;
    const waiting = `waiting for process ${holder.pid} (${holder.purpose}, since ${holder.since})`;
    if (waiting !== announced) log.step(waiting);
    announced = waiting;
    await delay(200);
    signal?.throwIfAborted();
  }
}

/** Returns who holds the lock: nobody when it is now ours, gone when its holder had died and it is free now. */
function tryAcquire(path: string, mine: Holder): Holder | 'nobody' | 'gone' {
  const draft = `${path}.${mine.pid}`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    linkSync(draft, path);
    return 'nobody';
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const holder = readHolder(path);
  if (holder && isAlive(holder)) return holder;
  removeStale(path, mine.pid);
  return 'gone';
}

/**
 * Moves the stale file aside before deleting it. Should a live holder have slipped in between, it is put back:
 * only one process can move a given file.
 */
function removeStale(path: string, pid: number): void {
  const aside = `${path}.stale.${pid}`;
  try {
    renameSync(path, aside);
    const moved = readHolder(aside);
    if (moved && isAlive(moved)) linkSync(aside, path);
  } catch (error) {
    if (!isGone(error)) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    const parsed = holderSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (isGone(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
