/**
 * Removes packages of Tare's whose installation was ended before its end: nobody can use them, and the user's own apt
 * would fail over them.
 */
import type { Host } from '../host.js';
import { lockHolder, tryLocks } from './apt-get.js';
import { unfinishedPackages } from './dpkg.js';

type Recorded = ReturnType<Host['journal']['installed']>[number];

/**
 * Does nothing while somebody installs: an apt of ours may have outlived a killed Tare, and be at work still. Returns
 * what could not be removed, which the end of this invocation tells too.
 */
export async function removeUnfinished({ journal, log }: Pick<Host, 'journal' | 'log'>): Promise<string[]> {
  if ((await unfinishedIn(journal.installed())).length === 0 || lockHolder((await tryLocks()).stderr)) return [];
  const records = await unfinishedIn(journal.installed());
  const names = records.flatMap((record) => record.names);
  if (names.length === 0) return [];
  log.step(`removing what an installation that did not come to its end has left: ${names.join(' ')}`);
  const isOfThese = (undo: Recorded) =>
    records.some((record) => record === undo) || makersOf(undo).some((name) => names.includes(name));
  return journal.undoInstallations(isOfThese);
}

/** The packages that have made what is on record, or may have made accounts. */
function makersOf(undo: Recorded): readonly string[] {
  if (undo.kind === 'accounts') return undo.packages;
  return undo.kind === 'command' ? (undo.madeBy?.packages ?? []) : [];
}

/** A record is undone as a whole, since its packages need each other. */
async function unfinishedIn(installed: readonly Recorded[]): Promise<Extract<Recorded, { kind: 'packages' }>[]> {
  const records = installed.filter((undo) => undo.kind === 'packages');
  const unfinished = await unfinishedPackages(records.flatMap(({ names }) => names));
  return records.filter(({ names }) => names.some((name) => unfinished.includes(name.replace(/:.*$/, ''))));
}
