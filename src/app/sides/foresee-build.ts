/** What a build would do, found without building: the commits of both sides, and where their copies would be. */
import { join } from 'node:path';
import type { BuiltSides } from '../../config/built-sides.js';
import type { BuildRequest } from '../request/build.js';
import { ownCommand } from './build.js';
import { short, uncommittedNote } from './build-commit.js';
import { builderOf } from './builder.js';
import { Checkout } from './checkout.js';

export interface ForeseenBuild {
  /** As if it had been done; the folders are named and not there. */
  readonly sides: BuiltSides;
  /** What would be done, a line each. */
  readonly lines: readonly string[];
}

/** The end of a name that is drawn when it is made. */
const DRAWN = 'tare-sides-…';

/** @throws InputError for a checkout, a head or a base that a build could not begin with. */
export async function foreseeBuild(
  { commands, paths, commits: asked, isOfWorkflow }: BuildRequest,
  cwd: string,
  temp: string,
): Promise<ForeseenBuild> {
  const builder = await builderOf(cwd);
  const checkout = await Checkout.open(cwd, builder);
  const { head, base, note } = await checkout.commits(asked);
  const side = (name: 'head' | 'base', commit: string) => ({
    commit,
    folder: join(temp, DRAWN, name, checkout.prefix),
  });
  const sides = {
    command: commands.head,
    head: side('head', head),
    ...(checkout.prefix !== '' && { prefix: checkout.prefix }),
    ...(base !== undefined && { base: side('base', base), ...ownCommand(commands) }),
  };
  const firstLine = (name: 'head' | 'base') => `"${commands[name].split('\n')[0]}"`;
  const told = (name: 'head' | 'base', { commit, folder }: BuiltSides['head'], where = '') =>
    `  the ${name} ${short(commit)}${where} in ${folder}, which is to leave ${paths[name].join(', ')}`;
  const ofBase = sides.baseCommand === undefined ? '' : `, the base by its own, ${firstLine('base')}`;
  const who = builder.account ? ` by ${builder.account.name}` : '';
  const dirty = isOfWorkflow ? undefined : uncommittedNote(await checkout.changes());
  const lines = [
    `Would be built first${who}, by ${firstLine('head')}${ofBase}, each in a clean copy that is removed when the run ends:`,
    told('head', sides.head),
    ...(sides.base ? [told('base', sides.base, `, ${asked.base?.words},`)] : []),
    ...[note, dirty].filter((line) => line !== undefined),
  ];
  return { sides, lines };
}
