/** Accounts and id ranges that packages make when they are installed, and that purging the packages leaves behind. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readPlainText } from '../../host/files/plain-file.js';
import type { Host } from '../../host/host.js';
import type { JournalEntry } from '../../host/undo/journal.js';

export interface Accounts {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

const NAMES = { users: 'passwd', groups: 'group' } as const;
const WORDS = { users: 'User', groups: 'Group' } as const;
const REMOVERS = { users: 'userdel', groups: 'groupdel' } as const;
const RANGES = ['subuid', 'subgid'];

/** What makes accounts, and where. */
interface Making {
  /** These packages make the accounts; a host has one of them or several. */
  readonly packages: readonly string[];
  readonly etc?: string;
}

/**
 * Puts the accounts that do not exist yet on record while `install` installs the packages that make them. They are
 * recorded first, because undo goes backwards and has to remove the packages before them. Where the packages are not
 * on record afterwards, since they could not be installed for instance, the accounts are not either: what the user
 * installs later makes accounts of his own.
 */
export async function withAccounts(
  host: Host,
  { accounts, packages }: { readonly accounts?: Accounts; readonly packages: readonly { readonly name: string }[] },
  install: () => Promise<void>,
): Promise<void> {
  const making = { packages: packages.map(({ name }) => name) };
  const recorded = host.mayInstall && accounts ? recordAccounts(host, accounts, making) : undefined;
  try {
    await install();
  } finally {
    for (const change of recorded?.narrowed().reverse() ?? []) await unlessPackagesAreThere(host, change);
  }
}

/** What packages on record have made is not undone by this. */
async function unlessPackagesAreThere(host: Host, change: JournalEntry): Promise<void> {
  try {
    await change.undo();
  } catch (error) {
    // The change stays on record; a person must first know how the installation ended.
    host.log.warn(`This could not be undone yet: ${error instanceof Error ? error.message : error}`);
  }
}

export interface RecordedAccounts {
  /**
   * Puts on record which lines were added, in place of what was there before: lines that the user adds later are not
   * among them. To be called once the packages are there. Returns the changes that are on record, the oldest first.
   */
  narrowed(): JournalEntry[];
}

/** Puts on record what will be made, and has been made where Tare is killed before it knows more. */
export function recordAccounts(host: Host, accounts: Accounts, { packages, etc = '/etc' }: Making): RecordedAccounts {
  const record = (what: string, argv: string[], goneWhen?: string): JournalEntry =>
    host.journal.record(
      { kind: 'command', argv, ...(goneWhen && { goneWhen }), madeBy: { what, packages: [...packages] } },
      'install',
    );
  const [names, ranges] = [recordNames(accounts, etc, record), recordRanges(accounts, etc, record)];
  return { narrowed: () => [...names, ...ranges.flatMap((narrow) => narrow())] };
}

type Recorder = (what: string, argv: string[], goneWhen?: string) => JournalEntry;

function recordNames(accounts: Accounts, etc: string, record: Recorder): JournalEntry[] {
  return (['groups', 'users'] as const).flatMap((kind) => {
    const there = linesOf(join(etc, NAMES[kind])).map((line) => line.split(':')[0]);
    const missing = accounts[kind].filter((name) => !there.includes(name));
    return missing.map((name) => record(`${WORDS[kind]} ${name}`, [REMOVERS[kind], name], 'does not exist'));
  });
}

/** Returns for each file how its record becomes one of the lines that were added. */
function recordRanges(accounts: Accounts, etc: string, record: Recorder): (() => JournalEntry[])[] {
  const owners = ['root', ...accounts.users];
  const files = RANGES.map((name) => join(etc, name)).filter((path) => existsSync(path));
  return files.map((file) => {
    const [what, before] = [`What was added to ${file}`, linesOf(file)];
    const wide = record(what, ['/bin/sh', '-c', KEEP, 'sh', file, owners.join(' '), ...before]);
    return () => {
      const added = linesOf(file).filter((line) => !before.includes(line) && owners.includes(line.split(':')[0] ?? ''));
      const narrow = added.length > 0 ? [record(what, removingLines(file, added))] : [];
      wide.settle();
      return narrow;
    };
  });
}

/**
 * The arguments are the file, the owners, and the lines of the file to keep. Other lines of these owners are removed;
 * those of anyone else stay, even if they were added since. The new file replaces the old one at once, so that a kill
 * leaves either of them; the draft that a kill leaves is overwritten by the next try.
 */
const KEEP = rewriting(
  'owners=$2; shift 2',
  `ours=
  for owner in $owners; do case $line in "$owner":*) ours=yes ;; esac; done
  for kept; do [ "$line" = "$kept" ] && ours=; done`,
);

/** The arguments are the file and the lines that are removed from it. */
const DROP = rewriting(
  'shift',
  `ours=
  for added; do [ "$line" = "$added" ] && ours=yes; done`,
);

/** Returns a command that removes these lines from the file, and leaves all others as they are. Pure. */
export const removingLines = (file: string, lines: readonly string[]): string[] => [
  ...['/bin/sh', '-c', DROP, 'sh', file],
  ...lines,
];

/** A script that leaves out the lines of a file that are `ours`. */
function rewriting(first: string, decide: string): string {
  return `
[ -e "$1" ] || exit 0
file=$(readlink -f -- "$1")
draft=$file.tare-draft
${first}
cp -p -- "$file" "$draft" || exit
while IFS= read -r line || [ -n "$line" ]; do
  ${decide}
  [ -n "$ours" ] || printf '%s\\n' "$line"
done <"$file" >"$draft" || exit
if cmp -s -- "$file" "$draft"; then rm -- "$draft"; else mv -- "$draft" "$file"; fi
`;
}

function linesOf(path: string): string[] {
  return existsSync(path) ? readPlainText(path).split('\n').filter(Boolean) : [];
}
