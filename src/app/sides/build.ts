/** Builds the base and the head of a change, each in a clean copy of its commit outside the checkout. */
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { BuiltSides } from '../../config/built-sides.js';
import { InputError } from '../../errors.js';
import { currentSignal, withSignal } from '../../host/cancellation.js';
import { memoryForChildren } from '../../host/facts/available-memory.js';
import type { BuildRequest, Commands } from '../request/build.js';
import { type CommitBuild, CommitBuilder, refuseChanged, type Show, short, uncommittedNote } from './build-commit.js';
import type { BuildRecord } from './build-record.js';
import { builderOf } from './builder.js';
import { Checkout } from './checkout.js';
import { CopiesFolder } from './copies-folder.js';

export interface Building {
  readonly request: BuildRequest;
  /** A folder in the checkout. */
  readonly cwd: string;
  /** Folder in which the copies are made. */
  readonly temp: string;
  readonly record: BuildRecord;
  readonly show: Show;
}

export interface Built {
  readonly sides: BuiltSides;
  /** Folder of the copies. */
  readonly folder: string;
  /** Removes the copies. Returns what could not be undone. */
  remove(): Promise<readonly string[]>;
}

/** @throws InputError where the head cannot be built. A base that cannot is left out, with a message. */
export async function buildSides({ request, cwd, temp, record, show }: Building): Promise<Built> {
  const { commands, timeoutSeconds, paths } = request;
  const builder = await builderOf(cwd);
  const checkout = await Checkout.open(cwd, builder);
  const commits = await checkout.commits(request.commits);
  const before = await checkout.changes();
  const uncommitted = request.isOfWorkflow ? undefined : uncommittedNote(before);
  if (uncommitted !== undefined) show.warn(uncommitted);
  const copies = new CopiesFolder(join(temp, `tare-sides-${randomBytes(6).toString('hex')}`), builder, record);
  const { folder } = copies;
  try {
    copies.make();
    const task = { timeoutSeconds, builder, checkout, folder, record };
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
      ...(checkout.prefix !== '' && { prefix: checkout.prefix }),
    };
    return { sides, folder, remove: () => copies.remove() };
  } catch (error) {
    for (const problem of await copies.remove()) show.warn(`This could not be undone: ${problem}`);
    throw error;
  }
}

/** That of the base, where it is another. */
export const ownCommand = ({ head, base }: Commands): Pick<BuiltSides, 'baseCommand'> =>
  base === head ? {} : { baseCommand: base };

type Name = 'head' | 'base';

/** Memory in bytes from which two builds run at once: compilers and linkers of one build seldom take half of it. */
const ENOUGH_FOR_TWO = 4 * 1024 ** 3;

const mayBeTwo = (): boolean => availableParallelism() > 1 && memoryForChildren() >= ENOUGH_FOR_TWO;

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
    if (base === undefined || this.#isKept(base) || !mayBeTwo()) {
      await this.#head(head);
      return base === undefined ? undefined : this.#base(base, show);
    }
    const kept = new KeptLines(show);
    const failed = new AbortController();
    const stop = AbortSignal.any([failed.signal, ...[currentSignal()].filter((signal) => signal !== undefined)]);
    const other = withSignal(stop, () => this.#base(base, kept));
    // It may fail while the head is waited for; whoever waits for it gets the error.
    other.catch(() => undefined);
    try {
      await this.#head(head);
    } catch (error) {
      failed.abort(error);
      await other.catch(() => undefined);
      throw error;
    }
    const note = await other;
    kept.tell();
    return note;
  }

  #isKept(base: string): boolean {
    return this.#task.builder.isKept(this.#build('base', base));
  }

  /** The head is always built: it is the change itself. */
  #head(commit: string): Promise<void> {
    return this.#task.builder.make(this.#build('head', commit), this.#task.show);
  }

  /** Undefined where the base was built, else why not: the head is then compared with a recorded run. */
  async #base(commit: string, show: Show): Promise<string | undefined> {
    try {
      await this.#task.builder.makeOnce(this.#build('base', commit), show);
      return undefined;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      show.warn(error.message);
      const [why = ''] = error.message.split('\n');
      return `The base ${short(commit)} could not be built, so the head is not measured beside it but compared with a recorded run, where there is one. ${why}`;
    }
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
