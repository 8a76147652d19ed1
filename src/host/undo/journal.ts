/**
 * Keeps the undo journal. The way to undo a change is on disk before the change is made, so that a kill at any moment
 * leaves a list that the next start, the `post:` step or `tare cleanup` can replay.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HostError } from '../../errors.js';
import { type Log, silentLog } from '../../log.js';
import { count } from '../../units.js';
import { bootId } from '../boot.js';
import { pause } from '../cancellation.js';
import { type HeldFile, holdExisting, holdFile } from '../files/held-file.js';
import { isHidden } from '../files/hidden.js';
import { makeFolder } from '../folders.js';
import { belowState } from '../own-names.js';
import { DATABASE, leftInOtherRoots, markRoot, recordOfThisRoot } from './installations.js';
import { JournalFile } from './journal-file.js';
import type { Undo } from './kinds.js';
import { readRecords, type SystemIdentity } from './records.js';

/** `run` is undone when the invocation ends; `install` is kept for the next run and undone on request. */
export type Scope = 'run' | 'install';

/** A change that is on record. `undo` undoes it now, and `settle` records that it is gone already. */
export interface JournalEntry {
  undo(): Promise<void>;
  settle(): void;
}

/** A build goes on while others measure, so its journal may be held at any time. */
const NAMES = { run: /^run-\d+-[0-9a-z]+\.jsonl$/, build: /^build-(\d+)-[0-9a-z]+\.jsonl$/ };
export type Work = keyof typeof NAMES;

/** What was there before must not be undone. */
const NOTHING: JournalEntry = { undo: async () => undefined, settle: () => undefined };

export class Journal {
  readonly #folder: string;
  readonly #runPath: string;
  readonly #log: Log;
  readonly #database: string;
  #run: JournalFile | undefined;
  /** It shows other invocations, in whatever pid namespace they are, that this one is alive. */
  #held: HeldFile | undefined;
  #installed: JournalFile | undefined;
  /**
   * Folders that the journals of killed invocations list. One of them may still be there: what two of them left in it
   * is put back one after the other, and the one that had made it may have been the first.
   */
  readonly #foldersFound = new Set<string>();
  readonly #made = new Map<Undo['kind'], number>();

  /**
   * It reads nothing yet, since a user who only looks at the host need not be allowed to.
   * @param database in place of dpkg's folder; only tests set it.
   */
  constructor(stateFolder: string, log: Log = silentLog, work: Work = 'run', database = DATABASE) {
    this.#log = log;
    this.#database = database;
    this.#folder = belowState(stateFolder, 'journal');
    this.#runPath = join(this.#folder, `${work}-${process.pid}-${randomBytes(4).toString('hex')}.jsonl`);
  }

  /**
   * Records a change; call it before the change. @throws HostError for a path that exists already, which would be
   * removed with Tare's.
   */
  record(undo: Undo, scope: Scope = 'run'): JournalEntry {
    const file = scope === 'run' ? this.#ofRun() : this.#ofInstalled();
    if (scope === 'install' && undo.kind === 'packages') markRoot(file, this.#database);
    if ((undo.kind === 'path' || undo.kind === 'folder') && isThere(undo.path)) {
      const known = file.pending().find(([, other]) => other.kind === undo.kind && other.path === undo.path);
      if (known) return changeIn(file, known[0], scope);
      if (undo.kind === 'folder' && !this.#foldersFound.has(undo.path)) return NOTHING;
      if (undo.kind === 'path')
        throw new HostError(
          `${undo.path} is there already, and no record says that tare made it.`,
          'Look at what it is, and move or remove it.',
        );
    }
    const id = file.record(undo);
    this.#made.set(undo.kind, (this.#made.get(undo.kind) ?? 0) + 1);
    return changeIn(file, id, scope);
  }

  /** It gives how many changes of each kind this invocation has recorded so far, those undone since too. */
  get made(): ReadonlyMap<Undo['kind'], number> {
    return new Map(this.#made);
  }

  /** Undoes all changes of this invocation. Returns what could not be undone. */
  async undoRun(): Promise<string[]> {
    const failures = (await this.#run?.undoAll()) ?? [];
    if (failures.length === 0) this.#run = undefined;
    this.#held?.release();
    this.#held = undefined;
    return failures;
  }

  /**
   * Removes what this and earlier invocations installed in this root. Returns what could not be undone, and what other
   * roots have.
   */
  async undoInstalled(): Promise<string[]> {
    const failures = await this.#ofInstalled().undoAll();
    return [...failures, ...leftInOtherRoots(this.#folder, this.#log)];
  }

  /** Removes some of it. Returns what could not be undone. */
  async undoInstallations(isMeant: (undo: Undo) => boolean): Promise<string[]> {
    return this.#ofInstalled().undoThose(isMeant);
  }

  /** Returns what this invocation has tried to remove of it, and could not. */
  notRemoved(): readonly string[] {
    return this.#installed?.failed ?? [];
  }

  /** Puts what `narrow` returns in the place of each record of an installation. */
  narrowInstalled(narrow: (undo: Undo) => readonly Undo[]): void {
    const file = this.#ofInstalled();
    for (const [id, undo] of file.pending().reverse()) {
      const now = narrow(undo);
      if (now.length === 1 && now[0] === undo) continue;
      for (const one of now) file.record(one);
      file.settle(id);
    }
    file.endWhereDone();
  }

  /**
   * Returns what undoing of installations left on purpose, such as packages that others need by now, one sentence
   * each.
   */
  kept(): readonly string[] {
    return this.#installed?.kept ?? [];
  }

  /** Returns what Tare installed and is still here; nothing for a user who may not read it, whom `unseen` tells so. */
  installed(): Undo[] {
    if (isHidden(this.#folder)) return [];
    return this.#ofInstalled()
      .pending()
      .map(([, undo]) => undo);
  }

  /**
   * Undoes what invocations left that ended without doing so themselves: what they built and, for who has the lock,
   * what they measured. Returns what could not be undone.
   */
  async recover(log: Log, patienceMs = LET_GO_MS): Promise<string[]> {
    const builds = await this.recoverBuilds(log);
    const runs = await this.#recovered(NAMES.run, (path) => whenLetGo(path, patienceMs), heldStill, log);
    return [...builds, ...runs];
  }

  /** Undoes what builds left whose invocation was killed; one that goes on is let alone. */
  async recoverBuilds(log: Log): Promise<string[]> {
    const patience = (path: string) => (isOwn(path) ? 0 : BUILD_LETS_GO_MS);
    return this.#recovered(NAMES.build, (path) => whenLetGo(path, patience(path)), undefined, log);
  }

  async #recovered(
    names: RegExp,
    take: (path: string) => Promise<HeldFile | undefined>,
    held: ((path: string) => string) | undefined,
    log: Log,
  ): Promise<string[]> {
    makeFolder(this.#folder, 0o700);
    const failures: string[] = [];
    for (const name of readdirSync(this.#folder).filter((one) => names.test(one))) {
      const path = join(this.#folder, name);
      const taken = await take(path);
      if (!taken) {
        if (held && existsSync(path)) failures.push(held(path));
        continue;
      }
      try {
        failures.push(...(await this.#replay(path, log)));
      } finally {
        taken.release();
      }
    }
    return failures;
  }

  async #replay(path: string, log: Log): Promise<string[]> {
    const elsewhere = ofAnotherRoot(path);
    if (elsewhere !== undefined) return [elsewhere];
    const file = new JournalFile(path, log);
    if (isOfAnotherBoot(path)) file.settleValues();
    const changes = file.pending();
    for (const [, undo] of changes) if (undo.kind === 'folder') this.#foldersFound.add(undo.path);
    if (changes.length > 0)
      log.step(`putting back ${count(changes.length, 'change')} that an interrupted run left behind`);
    return file.undoAll();
  }

  #ofRun(): JournalFile {
    this.#run ??= this.#begin();
    return this.#run;
  }

  #begin(): JournalFile {
    makeFolder(this.#folder, 0o700);
    this.#held = holdFile(this.#runPath);
    const file = new JournalFile(this.#runPath, this.#log);
    file.append({ type: 'owner', pid: process.pid, place: systemIdentity() });
    return file;
  }

  #ofInstalled(): JournalFile {
    this.#installed ??= recordOfThisRoot(this.#folder, this.#log);
    return this.#installed;
  }
}

/** A process that is killed lets go of the lock that let us in before it lets go of its journal. */
const LET_GO_MS = 10_000;
/** This is as long as a process takes to end that was just killed while it built. */
const BUILD_LETS_GO_MS = 1000;

/** A process of another pid namespace may have the same number; its journal is then only not waited for. */
const isOwn = (path: string): boolean => NAMES.build.exec(basename(path))?.[1] === String(process.pid);

/** Returns undefined where the journal is gone, or is held for longer than that. */
async function whenLetGo(path: string, patienceMs: number): Promise<HeldFile | undefined> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const held = holdExisting(path);
    if (held || !existsSync(path) || performance.now() > deadline) return held;
    await pause(20);
  }
}

const heldStill = (path: string): string =>
  [
    `${path} is held by a process that still measures, though nothing keeps others from it: was its lock removed?`,
    'By hand: wait until it has ended, or end it; then run tare cleanup.',
  ].join('\n');

/** The file of a run is held, and ends with the run; that of installations ends with the last of them. */
function changeIn(file: JournalFile, id: number, scope: Scope): JournalEntry {
  const endWhereDone = () => (scope === 'install' ? file.endWhereDone() : undefined);
  return {
    undo: () => file.undo(id).then(endWhereDone),
    settle: () => {
      file.settle(id);
      endWhereDone();
    },
  };
}

/** A link that leads nowhere counts too. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function ofAnotherRoot(path: string): string | undefined {
  const owner = readRecords(path).find((record) => record.type === 'owner');
  const here = systemIdentity();
  if (owner?.place && owner.place.boot === here.boot && owner.place.root !== here.root)
    return [
      `${path} was left by a run with another root, in a container for instance: its paths mean other files here`,
      'By hand: run cleanup there; or, where that container is gone for good and its changes with it, remove the file.',
    ].join('\n');
  return undefined;
}

function isOfAnotherBoot(path: string): boolean {
  const owner = readRecords(path).find((record) => record.type === 'owner');
  return owner?.place !== undefined && owner.place.boot !== bootId();
}

function systemIdentity(): SystemIdentity {
  const { dev, ino } = statSync('/');
  return { boot: bootId(), root: `${dev}:${ino}` };
}
