/**
 * Brings the record of packages up to what is here by now: what the user installs later under the same name is his,
 * and so are accounts that he makes later.
 */
import type { Host } from '../host.js';
import { lockHolder, tryLocks } from './apt-get.js';
import { packageStates, SETTINGS_ONLY } from './dpkg.js';
import { accountsMade } from './new-accounts.js';
import { leftIn } from './purge.js';

type Recorded = ReturnType<Host['journal']['installed']>[number];

/** Does nothing while somebody installs: what a killed run of Tare's is still bringing is not there yet. */
export async function forgetGonePackages({ journal }: Pick<Host, 'journal'>): Promise<void> {
  const records = journal.installed();
  const names = records.flatMap((undo) => (undo.kind === 'packages' ? undo.names : []));
  const before = await packageStates(names);
  const isCurrent = (undo: Recorded) => undo.kind !== 'accounts' && left(undo, before)[0] === undo;
  if (records.every(isCurrent) || lockHolder((await tryLocks()).stderr)) return;
  const made = new Map<Recorded, Recorded[]>();
  for (const undo of records) if (undo.kind === 'accounts') made.set(undo, await accountsMade(undo, records));
  const states = await packageStates(names);
  journal.narrowInstalled((undo) => made.get(undo) ?? left(undo, states));
}

/**
 * Returns a record of packages without what is gone, and with what only the settings are left of: either somebody
 * else has removed that, or Tare was killed while it did. Returns nothing where nothing is left, and the record itself
 * where nothing has changed. Pure.
 */
function left(undo: Recorded, states: ReadonlyMap<string, string>): Recorded[] {
  if (undo.kind !== 'packages') return [undo];
  const names = leftIn(states, undo);
  const settingsOnly = names.filter((name) => states.get(name) === SETTINGS_ONLY);
  if (names.length === 0) return [];
  const isSame = names.length === undo.names.length && settingsOnly.length === (undo.settingsOnly ?? []).length;
  return [isSame ? undo : { ...undo, names, settingsOnly }];
}
