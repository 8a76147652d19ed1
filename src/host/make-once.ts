/** Folders of the cache that are made once: whole or not there, one maker at a time. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host.js';
import { acquireLock } from './lock.js';

/** Path of what is kept for guests under this name, which should tell its content. */
export function guestCache(host: Host, name: string): string {
  return join(host.paths.cache, 'guest', name);
}

/** Makes sure that `folder` is there. `make` fills a draft beside it, which takes its place when complete. */
export async function makeOnce(
  host: Host,
  folder: string,
  what: string,
  make: (draft: string) => Promise<void>,
): Promise<void> {
  if (existsSync(folder)) return;
  mkdirSync(join(folder, '..'), { recursive: true });
  const lock = await acquireLock(`${folder}.lock`, `making ${what}`, host.log);
  try {
    if (existsSync(folder)) return;
    const draft = `${folder}.${process.pid}`;
    const change = host.journal.record({ kind: 'path', path: draft });
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft);
    host.log.step(`making ${what}`);
    await make(draft);
    renameSync(draft, folder);
    change.settle();
  } finally {
    lock.release();
  }
}
