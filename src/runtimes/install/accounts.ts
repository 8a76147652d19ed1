/** Accounts and id ranges that packages make when they are installed and leave when they are purged. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../host/host.js';

export interface Accounts {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

const NAMES = { users: 'passwd', groups: 'group' } as const;
const REMOVERS = { users: 'userdel', groups: 'groupdel' } as const;
const RANGES = ['subuid', 'subgid'];

/** Puts on record those that are not there yet. Call before the packages are put on record: they are undone first. */
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
 * Arguments: file, owners, the lines of it to keep. Other lines of these owners are taken out; those of anyone else
 * stay, also those that were added since. The new file takes the place of the old one at once, so that a kill leaves
 * either; the draft of a killed one is written over when this is tried again.
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
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
}
