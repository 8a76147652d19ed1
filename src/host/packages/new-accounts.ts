/** Accounts that packages make when they are installed, and that stay when the packages are purged. */
import { existsSync } from 'node:fs';
import { readPlainText } from '../files/plain-file.js';
import type { Host } from '../host.js';
import { filesOf } from './dpkg.js';
import { maintainerScripts } from './maintainer-scripts.js';

const KINDS = {
  users: { file: '/etc/passwd', word: 'User', remove: 'userdel' },
  groups: { file: '/etc/group', word: 'Group', remove: 'groupdel' },
} as const;

type Kind = keyof typeof KINDS;
export type AccountNames = Readonly<Record<Kind, ReadonlySet<string>>>;

/** The names of all accounts of this host. */
export const accountNames = (): AccountNames => ({ users: namesOf('users'), groups: namesOf('groups') });

function namesOf(kind: Kind): Set<string> {
  const { file } = KINDS[kind];
  const lines = existsSync(file) ? readPlainText(file).split('\n') : [];
  return new Set(lines.flatMap((line) => line.split(':', 1)).filter(Boolean));
}

/**
 * Puts on record what these packages have made since, but for what is on record already. Groups are removed last.
 * Somebody else may have made an account meanwhile: those of a package stand in its scripts.
 */
export async function recordNewAccounts(
  { journal }: Pick<Host, 'journal'>,
  before: AccountNames,
  packages: string[],
): Promise<void> {
  const now = accountNames();
  const isNew = (kind: Kind) => [...now[kind]].filter((name) => !before[kind].has(name));
  if ([...isNew('groups'), ...isNew('users')].length === 0) return;
  const scripts = await scriptsOf(packages);
  const known = journal.installed().flatMap((undo) => (undo.kind === 'command' ? [undo.argv.join(' ')] : []));
  for (const kind of ['groups', 'users'] as const) {
    const { word, remove } = KINDS[kind];
    for (const name of isNew(kind).filter((one) => isWordOf(scripts, one))) {
      const argv = [remove, name];
      if (known.includes(argv.join(' '))) continue;
      const madeBy = { what: `${word} ${name}`, packages };
      journal.record({ kind: 'command', argv, goneWhen: 'does not exist', madeBy }, 'install');
    }
  }
}

const DECLARED = '/usr/lib/sysusers.d/';

/** What runs when these packages are installed, and the accounts that they declare to systemd. */
async function scriptsOf(packages: readonly string[]): Promise<string> {
  const files = (await Promise.all(packages.map(filesOf))).flat();
  const declared = files.filter((path) => path.startsWith(DECLARED) && existsSync(path));
  const scripts = maintainerScripts(packages, ['preinst', 'postinst']);
  return [...scripts, ...declared.map((path) => readPlainText(path))].join('\n');
}

const isWordOf = (text: string, name: string): boolean => text.split(/[^\w.-]+/).includes(name);
