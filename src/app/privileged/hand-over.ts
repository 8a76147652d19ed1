/** Gives files that root made in a user's folders to that user, who must be able to change and delete them. */
import { lchownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../../host/errno.js';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Returns the owner of each entry of a folder, by name; empty where there is no such folder. */
export function ownersIn(folder: string): Map<string, number> {
  return new Map(entriesOf(folder).map((name) => [name, lstatSync(join(folder, name)).uid]));
}

/**
 * Gives `owner` the entries of root that are new, or that belonged to somebody else before. Links are not followed.
 */
export function handOver(folder: string, before: ReadonlyMap<string, number>, { uid, gid }: Owner): void {
  for (const [name, holder] of ownersIn(folder)) {
    if (holder === 0 && before.get(name) !== 0) lchownSync(join(folder, name), uid, gid);
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
