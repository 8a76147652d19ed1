/** Accounts and id ranges that packages make when they are installed, and that purging the packages leaves behind. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readPlainText } from '../../host/files/plain-file.js';
import type { Host } from '../../host/host.js';

export interface Accounts {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

const NAMES = { users: 'passwd', groups: 'group' } as const;
const REMOVERS = { users: 'userdel', groups: 'groupdel' } as const;
const RANGES = ['subuid', 'subgid'];

/**
 * Puts the accounts that do not exist yet on record. It has to be called before the packages are put on record,
 * because undo goes backwards and has to remove the packages first.
 */
export function recordAccounts(host: Host, accounts: Accounts, etc = '/etc'): void {
  for (const kind of ['groups', 'users'] as const) {
    const there = linesOf(join(etc, NAMES[kind])).map((line) => line.split(':')[0]);
    for (const name of accounts[kind].filter((candidate) => !there.includes(candidate)))
      host.journal.record({ kind: 'command', argv: [REMOVERS[kind], name], goneWhen: 'does not exist' }, 'install');
  }
  const owners = ['root', ...accounts.users].join(' ');
  for (const file of RANGES.map((name) => join(etc, name)).filter((path) => existsSync(path))) {
    const argv = ['/bin/sh', '-c', KEEP, 'sh', file, owners, ...linesOf(file)];
    host.journal.record({ kind: 'command', argv }, 'install');
  }
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
