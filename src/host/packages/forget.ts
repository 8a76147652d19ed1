/** Takes packages off the record that are gone: what the user installs later under the same name is his. */
import type { Host } from '../host.js';
import { lockHolder, tryLocks } from './apt-get.js';
import { packageStates, SETTINGS_ONLY } from './dpkg.js';
import { leftIn } from './purge.js';

type Recorded = Extract<ReturnType<Host['journal']['installed']>[number], { kind: 'packages' }>;

/** Does nothing while somebody installs: what a killed run of Tare's is still bringing is not there yet. */
export async function forgetGonePackages({ journal }: Pick<Host, 'journal'>): Promise<void> {
  const records = journal.installed().flatMap((undo) => (undo.kind === 'packages' ? [undo] : []));
  const names = records.flatMap((undo) => undo.names);
  if (names.length === 0) return;
  const before = await packageStates(names);
  if (records.every((undo) => narrowed(undo, before) === undo) || lockHolder((await tryLocks()).stderr)) return;
  const states = await packageStates(names);
  journal.narrowInstalled((undo) => (undo.kind === 'packages' ? narrowed(undo, states) : undo));
}

/**
 * Returns the record without what is gone, and with what only the settings are left of: either somebody else has
 * removed that, or Tare was killed while it did. It returns undefined where nothing is left, and the record itself where
 * nothing has changed. Pure.
 */
function narrowed(undo: Recorded, states: ReadonlyMap<string, string>): Recorded | undefined {
  const names = leftIn(states, undo);
  const settingsOnly = names.filter((name) => states.get(name) === SETTINGS_ONLY);
  if (names.length === 0) return undefined;
  const isSame = names.length === undo.names.length && settingsOnly.length === (undo.settingsOnly ?? []).length;
  return isSame ? undo : { ...undo, names, settingsOnly };
}
