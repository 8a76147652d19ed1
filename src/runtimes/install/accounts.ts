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
  const changes = host.mayInstall && accounts ? recordAccounts(host, accounts, making) : [];
  try {
    await install();
  } finally {
    for (const change of changes.reverse()) await unlessPackagesAreThere(host, change);
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

/** Returns the changes that were put on record, the oldest first. */
export function recordAccounts(host: Host, accounts: Accounts, { packages, etc = '/etc' }: Making): JournalEntry[] {
  const record = (what: string, argv: string[], goneWhen?: string): JournalEntry =>
    host.journal.record(
      { kind: 'command', argv, ...(goneWhen && { goneWhen }), madeBy: { what, packages: [...packages] } },
      'install',
    );
  return [...recordNames(accounts, etc, record), ...recordRanges(accounts, etc, record)];
}

type Recorder = (what: string, argv: string[], goneWhen?: string) => JournalEntry;

function recordNames(accounts: Accounts, etc: string, record: Recorder): JournalEntry[] {
  return (['groups', 'users'] as const).flatMap((kind) => {
    const there = linesOf(join(etc, NAMES[kind])).map((line) => line.split(':')[0]);
    const missing = accounts[kind].filter((name) => !there.includes(name));
    return missing.map((name) => record(`${WORDS[kind]} ${name}`, [REMOVERS[kind], name], 'does not exist'));
  });
}

function recordRanges(accounts: Accounts, etc: string, record: Recorder): JournalEntry[] {
  const owners = ['root', ...accounts.users].join(' ');
  const files = RANGES.map((name) => join(etc, name)).filter((path) => existsSync(path));
  return files.map((file) =>
    record(`What was added to ${file}`, ['/bin/sh', '-c', KEEP, 'sh', file, owners, ...linesOf(file)]),
  );
}

/**
 * The arguments are the file, the owners, and the lines of the file to keep. Other lines of these owners are removed;
 * those of anyone else stay, even if they were added since. The new file replaces the old one at once, so that a kill
 * leaves either of them; the draft that a kill leaves is overwritten by the next try.
 */
const KEEP = `
[ -e "$1" ] || exit 0
file=$(readlink -f -- "$1") owners=$2
draft=$file.tare-draft
shift 2
cp -p -- "$file" "$draft" || exit
while IFS= read -r line || [ -n "$line" ]; do
  ours=
  for owner in $owners; do case $line in "$owner":*) ours=yes ;; esac; done
  for kept; do [ "$line" = "$kept" ] && ours=; done
  [ -n "$ours" ] || printf '%s\\n' "$line"
done <"$file" >"$draft" || exit
if cmp -s -- "$file" "$draft"; then rm -- "$draft"; else mv -- "$draft" "$file"; fi
`;

function linesOf(path: string): string[] {
  return existsSync(path) ? readPlainText(path).split('\n').filter(Boolean) : [];
}
