/** Fills the submodules of a copy from the store of the checkout, so that neither network nor token is needed. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '../../errors.js';
import { type CommandResult, lastLines } from '../../host/commands/command.js';

export interface Git {
  /** Runs git in a folder. */
  run(argv: readonly string[], folder: string): Promise<CommandResult>;
  /** The same. @throws InputError where it fails. */
  must(argv: readonly string[], folder: string): Promise<CommandResult>;
}

/** A submodule that is there. */
interface Submodule {
  readonly name: string;
  /** From the folder of the repository that has it. */
  readonly path: string;
}

/**
 * Fills those of the copy in `folder`, and theirs. What the checkout lacks comes from where it is named.
 * @param top the checkout. @param commit for messages. @throws InputError
 */
export async function fillSubmodules(git: Git, top: string, commit: string, folder: string): Promise<void> {
  const { stdout } = await git.must(['rev-parse', '--git-dir', '--git-common-dir'], top);
  // A further worktree of a repository has a store of its own.
  const stores = stdout.split('\n').filter((line) => line !== '');
  await fill(git, commit, { folder, stores: stores.map((store) => resolve(top, store, 'modules')) });
}

interface Level {
  readonly folder: string;
  /** The folders that may have the repositories of its submodules, by name, the best first. */
  readonly stores: readonly string[];
}

async function fill(git: Git, commit: string, { folder, stores }: Level): Promise<void> {
  await git.must(['submodule', '--quiet', 'init'], folder);
  const keptOf = (name: string) => stores.map((store) => join(store, name)).find((kept) => existsSync(kept));
  for (const name of await namesIn(git, folder)) {
    const kept = keptOf(name);
    if (kept !== undefined) await git.must(['config', `submodule.${name}.url`, kept], folder);
  }
  const { code, stderr } = await git.run(['submodule', '--quiet', 'update', '--init'], folder);
  if (code !== 0)
    throw new InputError(
      `build: the submodules of ${commit.slice(0, 7)} cannot be had: ${lastLines(stderr, 3).join(' ')}`,
      'Give actions/checkout submodules: recursive and fetch-depth: 0.',
    );
  for (const { name, path } of await filled(git, folder)) {
    const [within, kept] = [join(folder, path), keptOf(name)];
    if (kept !== undefined) await restoreOrigin(git, kept, within);
    const stores = kept === undefined ? [] : [join(kept, 'modules')];
    if (existsSync(join(within, '.gitmodules'))) await fill(git, commit, { folder: within, stores });
  }
}

async function namesIn(git: Git, folder: string): Promise<string[]> {
  const asked = ['config', '--file', '.gitmodules', '--name-only', '--get-regexp', String.raw`^submodule\..*\.path$`];
  const { stdout } = await git.run(asked, folder);
  const keys = stdout.split('\n').filter((line) => line !== '');
  return keys.map((key) => key.slice('submodule.'.length, -'.path'.length));
}

/** Git names those alone that it has put there itself, whatever else .gitmodules says. */
async function filled(git: Git, folder: string): Promise<Submodule[]> {
  const print = String.raw`printf '%s\0%s\0' "$name" "$sm_path"`;
  const { stdout } = await git.must(['submodule', '--quiet', 'foreach', print], folder);
  const words = stdout.split('\0');
  return words.flatMap((path, at) => (at % 2 === 0 ? [] : [{ name: words[at - 1] ?? '', path }]));
}

/** Submodules of a submodule may be named relative to where that comes from, which is not the store. */
async function restoreOrigin(git: Git, kept: string, folder: string): Promise<void> {
  const { code, stdout } = await git.run(
    ['config', '--file', join(kept, 'config'), '--get', 'remote.origin.url'],
    folder,
  );
  if (code === 0) await git.must(['config', 'remote.origin.url', stdout.trim()], folder);
}
