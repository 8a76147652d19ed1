/** Builds the base and the head of a change, each in a clean copy of its commit outside the checkout. */
import { mkdtempSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { BuiltSides } from '../../config/built-sides.js';
import { InputError } from '../../errors.js';
import { currentSignal, withSignal } from '../../host/cancellation.js';
import { hostFiles } from '../../host/facts/files.js';
import { mustMemoryBytes } from '../../host/facts/proc.js';
import type { BuildRequest, Commands } from '../request/build.js';
import {
  type CommitBuild,
  CommitBuilder,
  ownFolder,
  refuseChanged,
  type Show,
  short,
  uncommittedNote,
} from './build-commit.js';
import { builderOf } from './builder.js';
import { Checkout } from './checkout.js';

export interface Building {
  readonly request: BuildRequest;
  /** A folder in the checkout. */
  readonly cwd: string;
  /** Folder in which the copies are made. */
  readonly temp: string;
  readonly show: Show;
}

export interface Built {
  readonly sides: BuiltSides;
  /** Folder of the copies. */
  readonly folder: string;
  /** Removes the copies. */
  remove(): Promise<void>;
}

/** @throws InputError where the head cannot be built. A base that cannot is left out, with a message. */
export async function buildSides({ request, cwd, temp, show }: Building): Promise<Built> {
  const { commands, timeoutSeconds, paths } = request;
  const builder = await builderOf(cwd);
  const checkout = await Checkout.open(cwd, builder);
  const commits = await checkout.commits(request.commits);
  const before = await checkout.changes();
  const uncommitted = request.isOfWorkflow ? undefined : uncommittedNote(before);
  if (uncommitted !== undefined) show.warn(uncommitted);
  const folder = ownFolder(mkdtempSync(join(temp, 'tare-sides-')), builder);
  const remove = () => Checkout.remove(folder, builder);
  try {
    const task = { timeoutSeconds, builder, checkout, folder };
    const makes = new CommitBuilder(task);
    const work = new Work({ commands, paths, builder: makes, show });
    const note = await work.all(commits.head, commits.base);
    refuseChanged(before, await checkout.changes(), cwd);
    const isAlone = commits.base === undefined || note !== undefined;
    const told = note ?? commits.note;
    if (told) show.warn(told);
    const side = (name: Name, commit: string) => ({ commit, folder: makes.folderOf(name) });
    const sides: BuiltSides = {
      command: commands.head,
      head: side('head', commits.head),
      ...(!isAlone && { base: side('base', commits.base ?? ''), ...ownCommand(commands) }),
      ...(told && { note: told }),
    };
    return { sides, folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** That of the base, where it is another. */
export const ownCommand = ({ head, base }: Commands): Pick<BuiltSides, 'baseCommand'> =>
  base === head ? {} : { baseCommand: base };

type Name = 'head' | 'base';

/** Memory in bytes from which two builds run at once: compilers and linkers of one build seldom take half of it. */
const ENOUGH_FOR_TWO = 4 * 1024 ** 3;

const mayBeTwo = (): boolean =>
  availableParallelism() > 1 && mustMemoryBytes(hostFiles().must('/proc/meminfo'), 'MemAvailable') >= ENOUGH_FOR_TWO;

interface Task {
  readonly commands: Commands;
  readonly paths: BuildRequest['paths'];
  readonly builder: CommitBuilder;
  readonly show: Show;
}

class Work {
  readonly #task: Task;

  constructor(task: Task) {
    this.#task = task;
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
    const stop = AbortSignal.any([failed.signal, ...[currentSignal()].filter((signal) => signal !== undefined)]);
    const other = withSignal(stop, () => this.#base(base, kept));
    // It may fail while the head is waited for; whoever waits for it gets the error.
    other.catch(() => undefined);
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
    const { builder, show } = this.#task;
    if (!builder.restored(this.#build('base', commit), show)) return false;
    this.#there.add(commit);
    return true;
  }

  /** Undefined where the base was built, else why not: the head is then compared with a recorded run. */
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

  #make(name: Name, commit: string, show: Show): Promise<void> {
    return this.#task.builder.make(this.#build(name, commit), show);
  }

  #build(name: Name, commit: string): CommitBuild {
    const { commands, paths } = this.#task;
    return { commit, command: commands[name], name, words: `the ${name}`, paths: paths[name] };
  }
}

/** Keeps the output of a build that runs beside another, to show it afterwards: a log has one group at a time. */
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
    // Of an endless output, the first and the last lines are enough.
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
