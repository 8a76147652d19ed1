/**
 * The undo journal: how to take back a change is on disk before the change is made, so that a kill at any moment
 * leaves a list that the next start, the `post:` step or `tare cleanup` can replay.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Log, silentLog } from '../../log.js';
import { errorCode } from '../errno.js';
import { isAlive, thisProcess } from '../process.js';
import { applyUndo, type Undo, undoSchema } from './undo.js';

/** `run`: undone when the invocation ends. `install`: kept for the next run, undone on request. */
export type Scope = 'run' | 'install';

const entrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('owner'), pid: z.number(), startTime: z.string() }),
  z.object({ type: z.literal('change'), id: z.number(), undo: undoSchema }),
  z.object({ type: z.literal('settled'), id: z.number() }),
]);
type Entry = z.infer<typeof entrySchema>;

/** One file of changes, appended to and synced before each change. */
class JournalFile {
  #next = 0;
  #open = new Map<number, Undo>();
  /** What undoing left by decision, one sentence each. */
  readonly kept: string[] = [];

  constructor(
    readonly path: string,
    readonly log: Log,
  ) {
    for (const entry of readEntries(path)) this.#apply(entry);
  }

  append(entry: Entry): void {
    mkdirSync(join(this.path, '..'), { recursive: true });
    const file = openSync(this.path, 'a', 0o600);
    // The line break comes first, so that a line cut short by a crash cannot swallow this one.
    writeSync(file, `\n${JSON.stringify(entry)}\n`);
    fsyncSync(file);
    closeSync(file);
    this.#apply(entry);
  }

  record(undo: Undo): number {
    const id = this.#next;
    this.append({ type: 'change', id, undo });
    return id;
  }

  settle(id: number): void {
    if (this.#open.has(id)) this.append({ type: 'settled', id });
  }

  pending(): [number, Undo][] {
    return [...this.#open].reverse();
  }

  async undo(id: number): Promise<void> {
    const undo = this.#open.get(id);
    if (!undo) return;
    this.kept.push(...(await applyUndo(undo, this.log)));
    this.settle(id);
  }

  /** Newest change first; goes on after a failure, so that one stuck item does not leave the others behind. */
  async undoAll(): Promise<string[]> {
    const failures: string[] = [];
    for (const [id] of this.pending()) {
      try {
        await this.undo(id);
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
    if (failures.length === 0) rmSync(this.path, { force: true });
    return failures;
  }

  #apply(entry: Entry): void {
    if (entry.type === 'change') {
      this.#open.set(entry.id, entry.undo);
      this.#next = Math.max(this.#next, entry.id + 1);
    } else if (entry.type === 'settled') {
      this.#open.delete(entry.id);
    }
  }
}

/** A line cut short by a crash was never followed by its change: it is left out. */
function readEntries(path: string): Entry[] {
  return readText(path)
    .split('\n')
    .flatMap((line) => {
      const entry = entrySchema.safeParse(parseLine(line));
      return entry.success ? [entry.data] : [];
    });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/** A change that is on record; `undo` takes it back now, `settle` says that it is already gone. */
export interface Change {
  undo(): Promise<void>;
  settle(): void;
}

export class Journal {
  readonly #folder: string;
  readonly #run: JournalFile;
  readonly #installed: JournalFile;

  constructor(stateFolder: string, log: Log = silentLog) {
    const owner = thisProcess();
    this.#folder = join(stateFolder, 'journal');
    this.#run = new JournalFile(join(this.#folder, `run-${owner.pid}-${owner.startTime}.jsonl`), log);
    this.#installed = new JournalFile(join(this.#folder, 'installed.jsonl'), log);
  }

  /** Call before the change. */
  record(undo: Undo, scope: Scope = 'run'): Change {
    const file = scope === 'run' ? this.#run : this.#installed;
    if (file === this.#run && file.pending().length === 0) file.append({ type: 'owner', ...thisProcess() });
    const id = file.record(undo);
    return { undo: () => file.undo(id), settle: () => file.settle(id) };
  }

  /** Takes back all changes of this invocation. Returns what could not be undone. */
  async undoRun(): Promise<string[]> {
    return this.#run.undoAll();
  }

  /** Takes back what was installed, by this and earlier invocations. Returns what could not be undone. */
  async undoInstalled(): Promise<string[]> {
    return this.#installed.undoAll();
  }

  /** What undoing what was installed left by decision: packages that others need by now. One sentence each. */
  kept(): readonly string[] {
    return this.#installed.kept;
  }

  /** What is installed by us and still here. */
  installed(): Undo[] {
    return this.#installed.pending().map(([, undo]) => undo);
  }

  /** Takes back what invocations left that ended without doing so themselves. */
  async recover(log: Log): Promise<string[]> {
    const failures: string[] = [];
    for (const path of this.#abandoned()) {
      const file = new JournalFile(path, log);
      log.step(`putting back ${file.pending().length} changes that an interrupted run left behind`);
      failures.push(...(await file.undoAll()));
    }
    return failures;
  }

  #abandoned(): string[] {
    mkdirSync(this.#folder, { recursive: true });
    return readdirSync(this.#folder)
      .filter((name) => name.startsWith('run-'))
      .map((name) => join(this.#folder, name))
      .filter((path) => {
        const owner = readEntries(path).find((entry) => entry.type === 'owner');
        return !owner || !isAlive(owner);
      });
  }
}
