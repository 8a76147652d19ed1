/** Builds single commits of a checkout, each in a clean copy of its own. */
import { lchownSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../errors.js';
import { runShown } from '../../host/commands/shown-command.js';
import { errorCode } from '../../host/errno.js';
import { fileSentence } from '../../host/files/file-errors.js';
import type { Log } from '../../log.js';
import { formatDuration } from '../../units.js';
import { BuildCache } from './build-cache.js';
import type { Built } from './build-key.js';
import type { BuildRecord } from './build-record.js';
import { type Builder, buildEnvironment } from './builder.js';
import type { Checkout } from './checkout.js';
import { NotKept, pathsBelow } from './made-files.js';

export interface Show extends Log {
  /** Begins a group of output lines, which lasts until the next. */
  group(title: string): void;
  line(text: string): void;
  endGroup(): void;
}

export interface BuildTask {
  readonly timeoutSeconds: number;
  readonly builder: Builder;
  readonly checkout: Checkout;
  /** Folder of the copies. */
  readonly folder: string;
  readonly record: BuildRecord;
}

/** One commit to build. */
export interface CommitBuild {
  readonly commit: string;
  /** A command line of bash. */
  readonly command: string;
  /** Name of the copy's folder. */
  readonly name: string;
  /** Words for messages: `the head`. */
  readonly words: string;
  /** Files that the build must have made, relative to the folder it runs in. */
  readonly paths: readonly string[];
}

export class CommitBuilder {
  readonly #task: BuildTask;
  /** The cache, used only when we build as ourselves: root follows no path in the cache of another user. */
  readonly #cache: BuildCache | undefined;

  constructor(task: BuildTask) {
    this.#task = task;
    this.#cache = task.builder.account ? undefined : BuildCache.ofUser(process.env);
  }

  /** The folder in which the command runs and its results are. */
  folderOf(name: string): string {
    return join(this.#task.folder, name, this.#task.checkout.prefix);
  }

  /** Whether what was built of this commit before is in the cache, though it may turn out to be damaged. */
  isKept(build: CommitBuild): boolean {
    return this.#cache?.has(this.#built(build)) ?? false;
  }

  /**
   * Makes a copy that is as it was after the build, from the cache where it was built before.
   * @throws InputError where the commit cannot be built.
   */
  async makeOnce(build: CommitBuild, show: Show, timeoutSeconds?: number): Promise<void> {
    const kept = this.#cache?.find(this.#built(build));
    if (!kept) return this.make(build, show, timeoutSeconds);
    const copy = join(this.#task.folder, build.name);
    await this.#task.checkout.copy(build.commit, copy);
    kept.putInto(copy);
    show.step(`build: ${build.words} ${short(build.commit)} was built before, and is taken from the cache`);
  }

  /** Builds, whatever is in the cache. @throws InputError where the commit cannot be built. */
  async make(build: CommitBuild, show: Show, timeoutSeconds = this.#task.timeoutSeconds): Promise<void> {
    const { folder, checkout } = this.#task;
    const copy = join(folder, build.name);
    await checkout.copy(build.commit, copy);
    const before = this.#cache ? pathsBelow(copy) : [];
    const differing = await this.#differing(copy);
    const at = `at ${build.words}, ${short(build.commit)}`;
    await this.#run(build, show, { timeoutSeconds, at });
    refuseAbsent(build, this.folderOf(build.name), at);
    refuseDirty(differing, await this.#differing(copy), at);
    this.#keep(build, { copy, before, show });
  }

  async #run({ command, name }: CommitBuild, show: Show, { timeoutSeconds, at }: Run): Promise<void> {
    const { folder, builder, record } = this.#task;
    const temp = ownFolder(join(folder, `${name}.tmp`), builder);
    show.group(`build: ${command.split('\n')[0]} ${at}`);
    const given = {
      cwd: this.folderOf(name),
      env: buildEnvironment(process.env, temp),
      timeoutSeconds,
      onLine: (line: string) => show.line(line),
    };
    const words = [...builder.prefix, 'bash', '-e', '-o', 'pipefail', '-c', command];
    const { code, isLate, tail } = await record
      .around(words, (argv) => runShown({ ...given, argv }))
      .finally(() => show.endGroup());
    if (isLate) {
      const limit = formatDuration(timeoutSeconds);
      throw new InputError(`build: it took longer than ${limit} ${at}.`, `Give build-timeout.${lines(tail)}`);
    }
    if (code !== 0)
      throw new InputError(
        `build: it failed with exit code ${code ?? 'of a signal'} ${at}.`,
        `Its last lines:${lines(tail)}`,
      );
  }

  /**
   * Lists the files of the repository that differ from the commit, each with its state: line ends that git would
   * convert, and filters, make some differ in a copy that nobody has touched.
   */
  async #differing(copy: string): Promise<Differing> {
    const lines = await this.#task.checkout.changes(copy, 'no');
    return new Map(lines.map((line) => [line, stateOf(join(copy, line.slice(STATUS.length)))]));
  }

  #keep(build: CommitBuild, { copy, before, show }: Finished): void {
    try {
      this.#cache?.keep(this.#built(build), copy, before);
    } catch (error) {
      if (error instanceof NotKept) {
        show.step(`build: what was built of ${short(build.commit)} is not kept for the next time: ${error.message}`);
        return;
      }
      const trouble = fileSentence(error);
      if (trouble === undefined) throw error;
      show.warn(`What was built is not kept for the next time: ${trouble}`);
    }
  }

  #built({ commit, command, paths }: CommitBuild): Built {
    const environment = buildEnvironment(process.env, '');
    return { commit, command, paths, prefix: this.#task.checkout.prefix, environment };
  }
}

interface Run {
  readonly timeoutSeconds: number;
  /** Words for messages: which side, and which commit. */
  readonly at: string;
}

interface Finished {
  readonly copy: string;
  /** The paths that were in the copy before the build. */
  readonly before: readonly string[];
  readonly show: Show;
}

/** Lines of git, which begin with the status of a file, and the states of these files. */
type Differing = ReadonlyMap<string, string>;
const STATUS = 'XY ';

/** A folder, which is a submodule, changes with everything that is built in it. */
function stateOf(path: string): string {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? `${stat.size} ${stat.mtimeMs}` : '';
}

/** @throws InputError where the build has changed what is measured. */
function refuseDirty(before: Differing, after: Differing, at: string): void {
  const dirty = [...after].flatMap(([line, state]) => (before.get(line) === state ? [] : [line]));
  if (dirty.length === 0) return;
  throw new InputError(
    `build: it changed files of the repository ${at}, so what it made is not that commit: ${listed(dirty)}.`,
    'Let it write only files that git does not know, or commit what it writes.',
  );
}

/**
 * Makes a folder that belongs to the builder.
 * @throws InputError where a build was there before: root would follow a link of its.
 */
export function ownFolder(folder: string, builder: Builder): string {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    throw new InputError(`build: a build has made ${folder} by itself.`, 'Let it write below its working directory.');
  }
  giveTo(builder, folder);
  return folder;
}

/** Gives the builder what root has made; a link that was put in its place meanwhile is not followed. */
export function giveTo({ account }: Builder, path: string): void {
  if (account) lchownSync(path, account.uid, account.gid);
}

/**
 * Refuses a build that wrote into the checkout: both sides would measure it, or the user would commit it.
 * @throws InputError
 */
export function refuseChanged(before: readonly string[], after: readonly string[], cwd: string): void {
  const changed = after.filter((line) => !before.includes(line));
  if (changed.length === 0) return;
  throw new InputError(
    `build: it wrote into the checkout, ${cwd}, and not into the copy that it ran in: ${listed(changed)}.`,
    'Let it write below its working directory only: no $GITHUB_WORKSPACE and no absolute path.',
  );
}

/** Undefined where all is committed. @param changes what differs from the head. */
export function uncommittedNote(changes: readonly string[]): string | undefined {
  const { length } = changes;
  if (length === 0) return undefined;
  return `What is not committed is not built: ${length} ${length === 1 ? 'file differs' : 'files differ'} from the head.`;
}

const listed = (changed: readonly string[]) =>
  changed.slice(0, 5).join(', ') + (changed.length > 5 ? ` and ${changed.length - 5} more` : '');

function refuseAbsent({ paths }: CommitBuild, cwd: string, at: string): void {
  for (const path of paths) {
    if (statSync(join(cwd, path), { throwIfNoEntry: false })) continue;
    throw new InputError(
      `build: it ended well ${at}, and left no ${path}.`,
      'Say in runtimes where it leaves the runtime; baseline-runtimes says it for the base, where that is another place.',
    );
  }
}

/** Shortens the id of a commit as people write it. */
export const short = (commit: string) => commit.slice(0, 7);

const lines = (tail: readonly string[]) => tail.map((line) => `\n  | ${line}`).join('');
