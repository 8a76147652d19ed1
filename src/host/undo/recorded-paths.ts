/** Records folders and groups that a runtime makes outside the places it is given, before it can make them. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { removeGroup } from '../groups/remove-group.js';
import type { Host } from '../host.js';
import type { JournalEntry } from './journal.js';
import { socketsIn } from './sockets.js';

/**
 * Records `path`, which is removed when the run ends, and each folder above it that is new, which is removed if it is
 * empty by then. What exists already is left alone.
 */
export function recordNewFolder(host: Host, path: string): void {
  if (existsSync(path)) return;
  const above = missingAbove(path);
  for (const folder of above) host.journal.record({ kind: 'folder', path: folder });
  host.journal.record({ kind: 'path', path });
}

/**
 * Records `path` and each new folder above it: they are removed when the run ends, if nothing has been put into them.
 */
export function recordWhileEmpty(host: Host, path: string): void {
  for (const folder of missingAbove(join(resolve(path), 'entry')))
    host.journal.record({ kind: 'folder', path: folder });
}

/** Returns the missing folders above `path`, the outermost first, without `path` itself. */
function missingAbove(path: string): string[] {
  const parent = dirname(path);
  return existsSync(parent) ? [] : [...missingAbove(parent), parent];
}

/** Records the group `name`, where a hierarchy does not have it yet. */
export function recordNewGroup(host: Host, name: string): JournalEntry {
  const paths = host.cgroup.hierarchies.map((point) => join(point, name)).filter((path) => !existsSync(path));
  return host.journal.record({ kind: 'cgroup', paths });
}

/**
 * Ends the processes in the group `name` and removes it from every hierarchy, since a runtime may have made it in all
 * of them.
 */
export async function removeEverywhere(host: Host, name: string): Promise<void> {
  for (const point of host.cgroup.hierarchies) await removeGroup(join(point, name));
}

/**
 * Records the sockets that Tare's daemons will make in a folder that others use too: a daemon that is killed leaves
 * them there.
 */
export function recordNewSockets(host: Host, folder: string): void {
  host.journal.record({ kind: 'sockets', folder, before: socketsIn(folder) });
}
