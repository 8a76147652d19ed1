/**
 * Accounts that packages make when they are installed, and profiles of AppArmor that they load into the kernel: both
 * stay when the packages are purged.
 */
import { existsSync } from 'node:fs';
import { loadedProfiles } from '../apparmor.js';
import { readPlainText } from '../files/plain-file.js';
import { filesOf } from './dpkg.js';
import { maintainerScripts } from './maintainer-scripts.js';
import { type MadeProfile, profilesMade } from './new-profiles.js';

const KINDS = {
  users: { file: '/etc/passwd', word: 'User', remove: 'userdel' },
  groups: { file: '/etc/group', word: 'Group', remove: 'groupdel' },
} as const;

type Kind = keyof typeof KINDS;

/** The names of all accounts of this host, and of its profiles, before these packages are installed. */
export interface AccountsBefore extends Readonly<Record<Kind, readonly string[]>> {
  readonly packages: readonly string[];
  /** Absent where the kernel tells of none, and in records of earlier versions. */
  readonly profiles?: readonly string[] | undefined;
}

const accountNames = (): Record<Kind, string[]> => ({ users: namesOf('users'), groups: namesOf('groups') });

/** Returns what there is before these packages are installed. */
export function accountsBefore(packages: readonly string[]) {
  const profiles = loadedProfiles();
  return { ...accountNames(), packages: [...packages], ...(profiles && { profiles }) };
}

function namesOf(kind: Kind): string[] {
  const { file } = KINDS[kind];
  const lines = existsSync(file) ? readPlainText(file).split('\n') : [];
  return [...new Set(lines.flatMap((line) => line.split(':', 1)).filter(Boolean))];
}

/** What the journal has of an account. */
interface MadeAccount {
  readonly kind: 'command';
  readonly argv: string[];
  readonly goneWhen: string;
  readonly madeBy: { readonly what: string; readonly packages: string[] };
}

type OnRecord = readonly { readonly kind: string; readonly argv?: readonly string[] }[];

/**
 * Returns what removes the accounts that these packages have made since, and the profiles that they have loaded, but
 * for what is on record already. Groups are removed last, and come first. Somebody else may have made an account
 * meanwhile: those of a package stand in its scripts, which are gone when it is.
 */
export async function accountsMade(before: AccountsBefore, onRecord: OnRecord): Promise<(MadeAccount | MadeProfile)[]> {
  const known = onRecord.map(({ argv = [] }) => argv.join(' '));
  const profiles = (await profilesMade(before)).filter(({ argv }) => !known.includes(argv.join(' ')));
  return [...(await newAccounts(before, known)), ...profiles];
}

async function newAccounts(before: AccountsBefore, known: readonly string[]): Promise<MadeAccount[]> {
  const now = accountNames();
  const isNew = (kind: Kind) => now[kind].filter((name) => !before[kind].includes(name));
  if ([...isNew('groups'), ...isNew('users')].length === 0) return [];
  const scripts = await scriptsOf(before.packages);
  return (['groups', 'users'] as const).flatMap((kind) => {
    const { word, remove } = KINDS[kind];
    const made = isNew(kind).filter((name) => isWordOf(scripts, name) && !known.includes(`${remove} ${name}`));
    return made.map((name): MadeAccount => {
      const madeBy = { what: `${word} ${name}`, packages: [...before.packages] };
      return { kind: 'command', argv: [remove, name], goneWhen: 'does not exist', madeBy };
    });
  });
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
