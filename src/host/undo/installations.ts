/**
 * Finds the record of what was installed in this root. Containers, or an image and the one built after it, may share a
 * folder of state, and a package of the same name may be the user's in the other root.
 *
 * Such a record outlives boots, upgrades and the move to another disk, over which no number of a boot, a device or a
 * file stays what it was, and roots made of one snapshot have all of these alike. So the first installation leaves a
 * mark of ours in dpkg's own folder: a root with another database of packages does not have it, also where this root
 * was put back to what it was before. The mark goes with what was installed.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../log.js';
import { count } from '../../units.js';
import { ofFile } from '../files/file-errors.js';
import { JournalFile } from './journal-file.js';

/** dpkg has its database here. */
export const DATABASE = '/var/lib/dpkg';

/** The first root has the plain name, and each other one a name of its own. */
const FIRST = 'installed.jsonl';
const NAME = /^installed(?:-[0-9a-f]{8})?\.jsonl$/;

const TEXT =
  'By this file tare knows the packages that it installed here; tare cleanup --cleanup packages removes both.\n';

/** Returns the record of this root, which need not be there yet. One without a mark is of an earlier version. */
export function recordOfThisRoot(folder: string, log: Log): JournalFile {
  const files = recordsIn(folder, log);
  const own = files.find(({ mark }) => isHere(mark)) ?? files.find((file) => !isElsewhere(file));
  if (own) return own;
  return new JournalFile(join(folder, files.length === 0 ? FIRST : `installed-${randomHex()}.jsonl`), log);
}

/** Says what each other root still has, with what a person does, as it is said of the journal of a run. */
export const leftInOtherRoots = (folder: string, log: Log): string[] =>
  recordsIn(folder, log).filter(isElsewhere).map(leftElsewhere);

function leftElsewhere(file: JournalFile): string {
  const changes = file.pending();
  const names = changes.flatMap(([, undo]) => (undo.kind === 'packages' ? undo.names : []));
  const what = names.length > 0 ? names.join(' ') : count(changes.length, 'change');
  return [
    `${file.path} lists what tare installed with another root, in a container for instance; here it is let alone: ${what}`,
    'By hand: run tare cleanup --cleanup packages there; or, where that container is gone for good and its packages with it, remove the file.',
    `Where it was this root after all, and only its mark was lost: touch ${file.mark}`,
  ].join('\n');
}

/** Marks this root as the one that the record is of. A host without dpkg gets no packages of ours. */
export function markRoot(file: JournalFile, database: string): void {
  if (isHere(file.mark) || !existsSync(database)) return;
  const mark = join(database, `tare-${randomHex()}`);
  const made = file.record({ kind: 'path', path: mark });
  try {
    // dpkg brings this folder onto the disk at each of its own changes.
    writeFileSync(mark, TEXT, { flag: 'wx' });
  } catch (error) {
    throw ofFile(error, mark);
  }
  file.append({ type: 'owner', pid: process.pid, mark });
  // From here on it goes with the file: it must outlive what cannot be undone at the first try.
  file.settle(made);
}

const isHere = (mark: string | undefined): boolean => mark !== undefined && existsSync(mark);

/** A record that lists nothing any more is of no root. */
const isElsewhere = ({ mark, isDone }: JournalFile): boolean => mark !== undefined && !existsSync(mark) && !isDone;

function recordsIn(folder: string, log: Log): JournalFile[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const names = readdirSync(folder).filter((name) => NAME.test(name));
  return names.map((name) => new JournalFile(join(folder, name), log));
}

const randomHex = () => randomBytes(4).toString('hex');
