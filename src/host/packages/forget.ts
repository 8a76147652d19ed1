/** Takes packages off the record that are gone: what the user installs later under the same name is his. */
import type { Host } from '../host.js';
import { lockHolder, tryLocks } from './apt-get.js';
import { residualPackages } from './dpkg.js';

/** Does nothing while somebody installs: what a killed run of Tare's is still bringing is not there yet. */
export async function forgetGonePackages({ journal }: Pick<Host, 'journal'>): Promise<void> {
  const names = journal.installed().flatMap((undo) => (undo.kind === 'packages' ? undo.names : []));
  if (names.length === 0) return;
  if ((await residualPackages(names)).length === names.length || lockHolder((await tryLocks()).stderr)) return;
  const left = await residualPackages(names);
  journal.narrowInstalled((undo) => {
    if (undo.kind !== 'packages') return undo;
    const there = undo.names.filter((name) => left.includes(name));
    if (there.length === undo.names.length) return undo;
    return there.length > 0 ? { ...undo, names: there } : undefined;
  });
}
