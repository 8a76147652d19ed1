/** Builds the base and the head of a change, each in a clean copy of its commit outside the checkout. */
import { chownSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { BuiltSides } from '../../config/built-sides.js';
import type { Inputs } from '../../config/inputs.js';
import { InputError } from '../../errors.js';
import type { WorkflowContext } from '../../github/workflow.js';
import { heeded, heeding } from '../../host/cancellation.js';
import { hostFiles } from '../../host/facts/files.js';
import { mustMemoryBytes } from '../../host/facts/proc.js';
import { fileSentence } from '../../host/file-errors.js';
import { runShown } from '../../host/shown-command.js';
import type { Log } from '../../log.js';
import { formatDuration } from '../../units.js';
import { BuildCache } from './build-cache.js';
import { type Builder, buildEnvironment, builderOf } from './builder.js';
import { Checkout } from './checkout.js';
import { builtPaths, checkBuild, requestedSides } from './request.js';

type Asked = Pick<Inputs, 'build' | 'baselineRef' | 'buildTimeoutSeconds' | 'runtimes' | 'baselineRuntimes'>;

export interface Building {
  readonly inputs: Asked;
  readonly workflow: WorkflowContext | undefined;
  /** In the checkout. */
  readonly cwd: string;
  /** Where the copies are made. */
  readonly temp: string;
  readonly show: Show;
}

export interface Show extends Log {
  /** Lines of output follow, until the next. */
  group(title: string): void;
  line(text: string): void;
  endGroup(): void;
}

export interface Built {
  readonly sides: BuiltSides;
  /** That holds the copies. */
  readonly folder: string;
  /** Removes it. */
  remove(): Promise<void>;
}

/** @throws InputError where the head cannot be built; a base that cannot is left out, and said. */
export async function buildSides({ inputs, workflow, cwd, temp, show }: Building): Promise<Built | undefined> {
  checkBuild(inputs);
  if (inputs.build === undefined) return undefined;
  const request = requestedSides(workflow, inputs.baselineRef);
  const builder = await builderOf(cwd);
  const checkout = await Checkout.open(cwd, builder);
  const commits = await checkout.commits(request);
  const before = await checkout.changes();
  if (workflow === undefined && before.length > 0)
    show.warn(`what is not committed is not built: ${before.length} files differ from the head`);
  const folder = ownFolder(mkdtempSync(join(temp, 'tare-sides-')), builder);
  const remove = () => Checkout.remove(folder, builder);
  try {
    const work = new Work({ command: inputs.build, inputs, builder, checkout, folder, show });
    const note = await work.all(commits.head, commits.base);
    refuseChanged(before, await checkout.changes(), cwd);
    const isAlone = commits.base === undefined || note !== undefined;
    const told = note ?? commits.note;
    if (told) show.warn(told);
    const side = (name: Name, commit: string) => ({ commit, folder: join(folder, name, checkout.prefix) });
    const sides: BuiltSides = {
      command: inputs.build,
      head: side('head', commits.head),
      ...(!isAlone && { base: side('base', commits.base ?? '') }),
      ...(told && { note: told }),
    };
    return { sides, folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What the build wrote there would be measured on both sides, or be committed by the user. */
function refuseChanged(before: readonly string[], after: readonly string[], cwd: string): void {
  const changed = after.filter((line) => !before.includes(line));
  if (changed.length === 0) return;
  throw new InputError(
    `build: it wrote into the checkout, ${cwd}, and not into the copy that it ran in: ${listed(changed)}.`,
    'Let it write below its working directory only: no $GITHUB_WORKSPACE and no absolute path.',
  );
}

const listed = (lines: readonly string[]) =>
  lines.slice(0, 5).join(', ') + (lines.length > 5 ? ` and ${lines.length - 5} more` : '');

function ownFolder(folder: string, { account }: Builder): string {
  mkdirSync(folder, { recursive: true });
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

type Name = 'head' | 'base';

/** Memory with which two builds run at once, bytes: compilers and linkers of one seldom take half. */
const ENOUGH_FOR_TWO = 4 * 1024 ** 3;

const mayBeTwo = (): boolean =>
  availableParallelism() > 1 && mustMemoryBytes(hostFiles().must('/proc/meminfo'), 'MemAvailable') >= ENOUGH_FOR_TWO;

interface Task {
  readonly command: string;
  readonly inputs: Asked;
  readonly builder: Builder;
  readonly checkout: Checkout;
  readonly folder: string;
  readonly show: Show;
}

class Work {
  readonly #task: Task;
  /** Only for who we are: root follows no path in the cache of another user. */
  readonly #cache: BuildCache | undefined;

  constructor(task: Task) {
    this.#task = task;
    this.#cache = task.builder.account ? undefined : BuildCache.ofUser(process.env);
  }

  /** @returns why the base is left out. @throws InputError for the head. */
  async all(head: string, base: string | undefined): Promise<string | undefined> {
    const { show } = this.#task;
    if (base === undefined || this.#restored(base) || !mayBeTwo()) {
      await this.#make('head', head, show);
      return base === undefined || this.#isThere(base) ? undefined : this.#base(base, show);
    }
    const kept = new KeptLines(show);
    const failed = new AbortController();
    const stop = AbortSignal.any([failed.signal, ...[heeded()].filter((signal) => signal !== undefined)]);
    const other = heeding(stop, () => this.#base(base, kept));
    try {
      await this.#make('head', head, show);
    } catch (error) {
      failed.abort(error);
      await other.catch(() => undefined);
      throw error;
    }
    const note = await other;
    kept.tell();
    return note;
  }

  readonly #there = new Set<string>();
  readonly #isThere = (commit: string): boolean => this.#there.has(commit);

  #restored(commit: string): boolean {
    const folder = join(this.#task.folder, 'base', this.#task.checkout.prefix);
    if (!this.#cache?.restore(this.#built('base', commit), folder)) return false;
    this.#there.add(commit);
    this.#task.show.step(`build: the base ${short(commit)} was built before, and is taken from the cache`);
    return true;
  }

  /** Undefined where it was built, else why not: the head is then compared with a recorded run. */
  async #base(commit: string, show: Show): Promise<string | undefined> {
    try {
      await this.#make('base', commit, show);
      return undefined;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      show.warn(error.message);
      const [why = ''] = error.message.split('\n');
      return `The base ${short(commit)} could not be built, so the head is not measured beside it but compared with a recorded run, where there is one. ${why}`;
    }
  }

  async #make(name: Name, commit: string, show: Show): Promise<void> {
    const { folder, checkout, builder, inputs, command } = this.#task;
    const [copy, temp] = [join(folder, name), ownFolder(join(folder, `${name}.tmp`), builder)];
    await checkout.copy(commit, copy);
    const cwd = join(copy, checkout.prefix);
    show.group(`build: ${command.split('\n')[0]} at the ${name}, ${short(commit)}`);
    const { code, isLate, tail } = await runShown({
      argv: [...builder.prefix, 'bash', '-e', '-o', 'pipefail', '-c', command],
      cwd,
      env: buildEnvironment(process.env, temp),
      timeoutSeconds: inputs.buildTimeoutSeconds,
      onLine: (line) => show.line(line),
    }).finally(() => show.endGroup());
    const at = `at the ${name}, ${short(commit)}`;
    if (isLate) {
      const limit = formatDuration(inputs.buildTimeoutSeconds);
      throw new InputError(`build: it took longer than ${limit} ${at}.`, `Give build-timeout.${lines(tail)}`);
    }
    if (code !== 0)
      throw new InputError(
        `build: it failed with exit code ${code ?? 'of a signal'} ${at}.`,
        `Its last lines:${lines(tail)}`,
      );
    this.#refuseAbsent(name, cwd, at);
    const dirty = await checkout.changes(copy, 'no');
    if (dirty.length > 0) {
      const which = `build: it changed files of the repository ${at}, so what it made is not that commit: ${listed(dirty)}.`;
      throw new InputError(which, 'Let it write only files that git does not know, or commit what it writes.');
    }
    this.#keep(name, commit, cwd);
  }

  #refuseAbsent(name: Name, cwd: string, at: string): void {
    for (const path of builtPaths(this.#runtimes(name))) {
      if (statSync(join(cwd, path), { throwIfNoEntry: false })) continue;
      throw new InputError(
        `build: it ended well ${at}, and left no ${path}.`,
        'Say in runtimes where it leaves the runtime; baseline-runtimes says it for the base, where that is another place.',
      );
    }
  }

  #keep(name: Name, commit: string, cwd: string): void {
    try {
      this.#cache?.keep(this.#built(name, commit), cwd);
    } catch (error) {
      const trouble = fileSentence(error);
      if (trouble === undefined) throw error;
      this.#task.show.warn(`what was built is not kept for the next time: ${trouble}`);
    }
  }

  #runtimes(name: Name): readonly string[] {
    const { runtimes, baselineRuntimes } = this.#task.inputs;
    return name === 'base' ? (baselineRuntimes ?? runtimes) : runtimes;
  }

  #built(name: Name, commit: string) {
    const { command, checkout } = this.#task;
    return { commit, command, paths: builtPaths(this.#runtimes(name)), prefix: checkout.prefix };
  }
}

const short = (commit: string) => commit.slice(0, 7);
const lines = (tail: readonly string[]) => tail.map((line) => `\n  | ${line}`).join('');

/** The output of a build that runs beside another is shown after it: a log has one group at a time. */
class KeptLines implements Show {
  readonly #to: Show;
  readonly #told: (() => void)[] = [];

  constructor(to: Show) {
    this.#to = to;
  }

  group(title: string): void {
    this.#told.push(() => this.#to.group(title));
  }
  line(text: string): void {
    this.#told.push(() => this.#to.line(text));
    // Of an endless output the first lines and the last are enough.
    if (this.#told.length > MOST_KEPT) this.#told.splice(MOST_KEPT / 2, 1);
  }
  endGroup(): void {
    this.#told.push(() => this.#to.endGroup());
  }
  step(text: string): void {
    this.#told.push(() => this.#to.step(text));
  }
  warn(text: string): void {
    this.#told.push(() => this.#to.warn(text));
  }
  tell(): void {
    for (const tell of this.#told) tell();
  }
}

const MOST_KEPT = 10_000;
