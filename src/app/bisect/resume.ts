/**
 * Says whether a search may be gone on with here: anyone may have written its record, which names a command that is
 * run and a program that root starts. All of it is found before anything is built.
 */
import { statSync } from 'node:fs';
import type { BisectRecord } from '../../bisect/document.js';
import { HostError, InputError } from '../../errors.js';
import { readBoot } from '../../host/facts/fingerprint.js';
import type { Wanted } from '../request/search.js';
import type { Checkout } from '../sides/checkout.js';

const ANEW = 'Begin a new search.';

/** @throws HostError for a record of another host or boot, or one that another user wrote or may write. */
export function refuseForeign({ host }: BisectRecord, path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new InputError(`${path} is no plain file, and the search is recorded in it.`, ANEW);
  const ours = [process.getuid?.(), 0, Number(process.env.SUDO_UID ?? 0)];
  if (!ours.includes(stat.uid)) throw refused(`${path} belongs to another user (${stat.uid})`);
  if ((stat.mode & WRITABLE_BY_OTHERS) !== 0) throw refused(`${path} can be written to by every user`);
  const now = readBoot();
  const changed = (['kernel', 'bootId'] as const).filter((field) => host?.[field] !== now[field]);
  if (changed.length === 0) return;
  throw refused(
    changed.map((field) => `${field} was ${host?.[field] ?? 'not recorded'}, now ${now[field]}`).join('; '),
  );
}

const WRITABLE_BY_OTHERS = 0o002;

const refused = (why: string): HostError => new HostError(`The search cannot be resumed here: ${why}`, ANEW);

/**
 * What a record says twice, and what the file of inputs has said since, must be the same.
 * @throws InputError
 */
export function refuseContradiction(record: BisectRecord, { command, runtime, cell }: Wanted, path: string): void {
  const pairs = [
    ['build', record.command, command],
    ['runtimes', record.runtime, runtime],
    ['cell', `${record.cell.arm} ${record.cell.benchmark}`, `${cell.arm} ${cell.benchmark}`],
  ];
  const [other] = pairs.filter(([, recorded, now]) => recorded !== now);
  if (!other) return;
  const [name, recorded, now] = other;
  throw new InputError(`${path}: ${name} was "${recorded}" in the search, and is "${now}" by its flags.`, ANEW);
}

/** @throws InputError where the commits of the record are not a line of this checkout. */
export async function refuseOtherLine({ commits }: BisectRecord, path: string, checkout: Checkout): Promise<void> {
  const [good = '', bad = ''] = [commits[0]?.id, commits.at(-1)?.id];
  for (const id of [good, bad]) {
    if ((await checkout.commit(id)) !== undefined) continue;
    throw new InputError(`${path}: the checkout does not have the commit ${id}.`, 'Call it where the search began.');
  }
  const line = (await checkout.firstParents(good, bad)) ?? [];
  const ids = commits.slice(1).map(({ id }) => id);
  if (line.map(({ id }) => id).join() === ids.join()) return;
  throw new InputError(`${path}: its commits are not the line from ${good} to ${bad} in this checkout.`, ANEW);
}

/** Says what a record has run, a line each, before it is. */
export function foreseeResumed({ command, runtime, cell, flags }: BisectRecord): string[] {
  const given = Object.entries(flags).flatMap(([name, values]) => values.map((value) => `--${name}=${value}`));
  return [
    `as its record says, each commit is built by "${command}",`,
    `and root starts ${runtime} of each to measure ${cell.benchmark}, with ${given.join(' ')}`,
  ];
}
