/** A user without privileges, made for the run, with ids of its own for a user namespace. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../../errors.js';
import { mustRun } from '../../host/commands/command.js';
import { readPlainText } from '../../host/files/plain-file.js';
import type { Host } from '../../host/host.js';
import { processName } from '../../host/process.js';
import { Slot } from '../../host/run-context.js';
import { removingLines } from '../install/accounts.js';
import { accountRanges, freeRange, IDS_OF_A_USER, type IdRange, subordinateRanges } from './id-ranges.js';

export interface RunUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** The ids of the host that ids from 1 on are in its user namespaces. */
  readonly ids: IdRange;
}

const USER = new Slot<Promise<RunUser>>('user of the run');
const RANGES = ['subuid', 'subgid'] as const;
const ACCOUNTS = ['passwd', 'group'] as const;
/** The programs that change these files keep each as it was before, with a hyphen after its name. */
const CHANGED = [...ACCOUNTS, 'shadow', 'gshadow', ...RANGES];
const ETC = '/etc';

/**
 * Returns the user of the run, whom the first call makes. It is removed with its ids when the run ends; all its
 * processes have to be in groups that are put on record after this.
 * @throws HostError where no ids are left, CommandError where the host cannot make a user.
 */
export const runUser = (host: Host): Promise<RunUser> => host.run.once(USER, () => makeUser(host));

async function makeUser(host: Host): Promise<RunUser> {
  const name = `${processName()}-u${host.run.nextId('user')}`;
  const ids = idsToGive();
  recordUser(host, name, ids);
  for (const file of RANGES.map(inEtc)) if (!existsSync(file)) writeFileSync(file, '', { flag: 'wx', mode: 0o644 });
  const settings = ['--home-dir', '/nonexistent', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  await mustRun(['useradd', '--system', '--user-group', ...settings, name]);
  const range = `${ids.first}-${ids.first + ids.count - 1}`;
  await mustRun(['usermod', '--add-subuids', range, '--add-subgids', range, name]);
  const [, , uid, gid] =
    linesOf('passwd')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':') ?? [];
  if (!uid || !gid) throw new HostError(`The user ${name} is not in ${inEtc('passwd')} after useradd made it.`);
  return { name, uid: Number(uid), gid: Number(gid), ids };
}

const inEtc = (name: string): string => join(ETC, name);
const textOf = (name: string): string => (existsSync(inEtc(name)) ? readPlainText(inEtc(name)) : '');
const linesOf = (name: string): string[] => textOf(name).split('\n');

/** The same range serves users and groups. @throws HostError */
function idsToGive(): IdRange {
  const taken = [
    ...RANGES.flatMap((name) => subordinateRanges(textOf(name))),
    ...ACCOUNTS.flatMap((name) => accountRanges(textOf(name))),
  ];
  const ids = freeRange(taken);
  if (ids) return ids;
  throw new HostError(
    `No ${IDS_OF_A_USER} ids in a row are left for a user namespace: ${RANGES.map(inEtc).join(' and ')} give all away.`,
    'Take a range there away from a user who needs none.',
  );
}

const REMOVE_IF_EMPTY = '[ -s "$0" ] || rm -f -- "$0"';

/**
 * Puts on record what will be made, first what is undone last. `userdel` removes the ranges too, under the lock that
 * others heed; they are on record by themselves for a host where it does not.
 */
function recordUser(host: Host, name: string, { first, count }: IdRange): void {
  const command = (argv: readonly string[], goneWhen?: string) =>
    host.journal.record({ kind: 'command', argv: [...argv], ...(goneWhen && { goneWhen }) });
  for (const path of CHANGED.map((file) => `${inEtc(file)}-`))
    if (!existsSync(path)) host.journal.record({ kind: 'path', path });
  for (const file of RANGES.map(inEtc)) {
    if (!existsSync(file)) command(['/bin/sh', '-c', REMOVE_IF_EMPTY, file]);
    command(removingLines(file, [`${name}:${first}:${count}`]));
  }
  command(['groupdel', name], 'does not exist');
  command(['userdel', name], 'does not exist');
}

/** Returns the words in front of a command that this user runs, without any privilege and group of root's. */
export const asUser = ({ uid, gid }: RunUser): readonly string[] => [
  ...['setpriv', '--reuid', String(uid), '--regid', String(gid)],
  ...['--clear-groups', '--inh-caps=-all', '--'],
];
