/** The user's checkout, which is only read, and clean copies of single commits of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HostError, InputError } from '../../errors.js';
import { whileUndoing } from '../../host/cancellation.js';
import {
  CommandError,
  type CommandResult,
  lastLines,
  proxyVariables,
  runCommand,
} from '../../host/commands/command.js';
import type { Base, CommitsRequest } from '../request/build.js';
import type { Builder } from './builder.js';
import { fillSubmodules, type Git } from './submodules.js';

/** Copying a large repository takes a while. */
const GIT_SECONDS = 600;

/**
 * No hook of the user runs and none of git's own services stays, submodules may come from the checkout's own store,
 * and what is read is written in the one encoding that is read here.
 */
const QUIETLY = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'maintenance.auto=false',
  'protocol.file.allow=always',
  'advice.detachedHead=false',
  'i18n.logOutputEncoding=UTF-8',
].flatMap((setting) => ['-c', setting]);

const FULL = 'Give actions/checkout fetch-depth: 0 (on your machine: git fetch --unshallow).';

export interface Commits {
  readonly head: string;
  readonly base: string | undefined;
  /** Why there is no base, as a sentence. */
  readonly note: string | undefined;
}

/** One commit of a line. */
export interface LineCommit {
  readonly id: string;
  readonly isMerge: boolean;
  readonly subject: string;
}

/** Id, parents and subject, separated by NUL, which none of them holds. */
const LINE = '%H%x00%P%x00%s';

/** Nobody searches more commits by hand, and their document would be too large to read. */
const MOST_COMMITS = 10_000;

/** A subject is recorded, and shown, to this many characters, so that the record of all commits stays small. */
const LONGEST_SUBJECT = 500;

/** What git says of a folder, where that is more than that it is in no checkout. */
function gitsWords(stderr: string): string {
  const words = lastLines(stderr, 2).join(' ');
  return words === '' || /not a git repository/.test(words) ? '' : `: ${words.replace(/\.$/, '')}`;
}

function lineCommit(row: string): LineCommit {
  const [id = '', parents = '', subject = ''] = row.split('\0');
  return { id, isMerge: parents.includes(' '), subject: shortSubject(subject) };
}

const shortSubject = (subject: string): string =>
  subject.length > LONGEST_SUBJECT ? `${subject.slice(0, LONGEST_SUBJECT - 1)}…` : subject;

/** Why a base cannot be found in the checkout, as the rest of a sentence, and what to do. */
interface NoBase {
  readonly why: string;
  readonly remedy: string;
}

/** Says that the head is measured alone. @throws InputError where the base has to be there. */
function aloneOr({ absent }: Base, { why, remedy }: NoBase): string {
  if (absent === undefined) throw new InputError(`build: ${why}`, remedy);
  return `The head is measured alone, as after a forced push: ${why}`;
}

export class Checkout {
  readonly #top: string;
  readonly #builder: Builder;
  /** The current folder within the checkout, such as `sub/`; empty at the top. */
  readonly prefix: string;

  private constructor(top: string, prefix: string, builder: Builder) {
    this.#top = top;
    this.prefix = prefix;
    this.#builder = builder;
  }

  /** @throws InputError where `folder` is in no checkout, or in one without history. */
  static async open(folder: string, builder: Builder): Promise<Checkout> {
    const here = new Checkout(folder, '', builder);
    const { code, stdout, stderr } = await here.#git([
      'rev-parse',
      '--show-toplevel',
      '--show-prefix',
      '--is-shallow-repository',
    ]);
    const [top = '', prefix = '', isShallow] = stdout.split('\n');
    if (code !== 0 || top === '') {
      throw new InputError(
        `build: there is no git checkout in ${folder} whose commits could be built${gitsWords(stderr)}.`,
        'Change into the checkout of what is built; in a workflow, take actions/checkout with fetch-depth: 0 and without path before.',
      );
    }
    if (isShallow === 'true')
      throw new InputError(`build: the checkout in ${top} is shallow, so the base cannot be found in it.`, FULL);
    return new Checkout(top, prefix, builder);
  }

  /** Returns the commit that is checked out in a folder; undefined where that is in no checkout. */
  static headOf(folder: string): Promise<string | undefined> {
    return new Checkout(folder, '', { prefix: [] }).commit('HEAD');
  }

  /** @throws InputError for a head or a merge base that does not exist. */
  async commits({ head: wanted, base }: CommitsRequest): Promise<Commits> {
    const head = await this.commit(wanted);
    if (head === undefined)
      throw new InputError(`build: the checkout does not have the head, ${wanted}.`, `${FULL} Do not give it a ref.`);
    if (base === undefined) return { head, base: undefined, note: undefined };
    const found = await this.#base(base, head);
    if (typeof found !== 'string') return { head, base: undefined, note: aloneOr(base, found) };
    if (found !== head) return { head, base: found, note: undefined };
    return { head, base: undefined, note: `There is nothing between the base and the head, ${head.slice(0, 7)}.` };
  }

  async #base({ revisions, words }: Base, head: string): Promise<string | NoBase> {
    let tip: string | undefined;
    for (const revision of revisions) tip ??= await this.commit(revision);
    if (tip === undefined)
      return { why: `the base is ${words}, and the checkout has no ${revisions.join(' or ')}.`, remedy: FULL };
    const { code, stdout } = await this.#git(['merge-base', tip, head]);
    if (code === 0) return stdout.trim();
    return {
      why: `the head ${head.slice(0, 7)} has no merge base with ${tip.slice(0, 7)}: their histories have nothing in common.`,
      remedy: 'Rebase it onto the branch that it goes to, or say with baseline-ref what to compare with.',
    };
  }

  /** Undefined where the checkout does not have the commit. */
  async commit(revision: string): Promise<string | undefined> {
    const { code, stdout } = await this.#git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
    return code === 0 ? stdout.trim() : undefined;
  }

  /**
   * Returns the commits after `good` up to `bad`, oldest first, each the first parent of the next: a merge counts as
   * one change of its branch. Undefined where `good` is not on that line.
   */
  async firstParents(good: string, bad: string): Promise<LineCommit[] | undefined> {
    const range = `${good}..${bad}`;
    const { stdout: count } = await this.#must(['rev-list', '--count', '--first-parent', range]);
    if (Number(count) > MOST_COMMITS)
      throw new InputError(
        `There are ${count.trim()} commits between ${good.slice(0, 7)} and ${bad.slice(0, 7)}, and at most ${MOST_COMMITS} are searched.`,
        'Give a good commit that is nearer.',
      );
    const { stdout } = await this.#must(['log', '--first-parent', '--no-show-signature', `--format=${LINE}`, range]);
    const rows = stdout.split('\n').filter((row) => row !== '');
    const oldest = rows.at(-1)?.split('\0')[1]?.split(' ')[0];
    return oldest === good ? rows.map(lineCommit).reverse() : undefined;
  }

  /** Whether `older` can be reached from `newer` over any parent. */
  async isAncestor(older: string, newer: string): Promise<boolean> {
    return (await this.#git(['merge-base', '--is-ancestor', older, newer])).code === 0;
  }

  /** Returns the subject of a commit, cut where it is longer than anybody reads. */
  async subject(commit: string): Promise<string> {
    const { stdout } = await this.#must(['log', '-1', '--no-show-signature', '--format=%s', commit]);
    return shortSubject(stdout.trim());
  }

  /** Returns the text of a file at a commit; undefined where it has none. @param path from the current folder. */
  async file(commit: string, path: string): Promise<string | undefined> {
    const { code, stdout } = await this.#git(['cat-file', 'blob', `${commit}:${join(this.prefix, path)}`]);
    return code === 0 ? stdout : undefined;
  }

  /** Lists what differs from the commit in the checkout, or in a copy of it. */
  async changes(folder = this.#top, untracked: 'no' | 'normal' = 'normal'): Promise<string[]> {
    const { stdout } = await this.#must(
      ['status', '--porcelain', `--untracked-files=${untracked}`, '--ignore-submodules=untracked'],
      folder,
    );
    return stdout.split('\n').filter((line) => line !== '');
  }

  /** Makes a copy that shares the objects of the checkout and writes nothing into it. @throws InputError */
  async copy(commit: string, folder: string): Promise<void> {
    const origin = await this.#git(['config', '--get', 'remote.origin.url']);
    await this.#must(['clone', '--quiet', '--shared', '--no-checkout', '--', this.#top, folder]);
    if (origin.code === 0) await this.#must(['config', 'remote.origin.url', origin.stdout.trim()], folder);
    await this.#must(['checkout', '--quiet', '--detach', commit], folder);
    if (!existsSync(join(folder, '.gitmodules'))) return;
    const git: Git = { run: (argv, at) => this.#git(argv, at), must: (argv, at) => this.#must(argv, at) };
    await fillSubmodules(git, this.#top, commit, folder);
  }

  /** Removes what the builder made, including read-only folders of a module cache; also after a cancellation. */
  static async remove(folder: string, { prefix }: Builder): Promise<void> {
    await whileUndoing(async () => {
      await runCommand([...prefix, 'chmod', '-R', 'u+w', folder], { timeoutSeconds: GIT_SECONDS });
      await runCommand([...prefix, 'rm', '-rf', folder], { timeoutSeconds: GIT_SECONDS });
    });
  }

  async #must(argv: readonly string[], folder = this.#top): Promise<CommandResult> {
    const result = await this.#git(argv, folder);
    if (result.code === 0) return result;
    throw new InputError(
      `build: git ${argv[0]} failed: ${lastLines(result.stderr, 4).join(' ')}`,
      'Check the repository out anew, whole: fetch-depth: 0, no filter.',
    );
  }

  async #git(argv: readonly string[], folder = this.#top): Promise<CommandResult> {
    const env = { ...proxyVariables(), GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };
    try {
      return await runCommand([...this.#builder.prefix, 'git', ...QUIETLY, '-C', folder, ...argv], {
        env,
        timeoutSeconds: GIT_SECONDS,
      });
    } catch (error) {
      if (error instanceof CommandError && /is not installed/.test(error.message))
        throw new HostError('build: git is not installed, and the base is found and copied with it.', 'Install git.');
      throw error;
    }
  }
}
