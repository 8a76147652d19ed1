/** Writes one file of changes, which is appended to and synced before each change. */
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../../log.js';
import { whileUndoing } from '../cancellation.js';
import { isOutOfRoom } from '../errno.js';
import { ofFile } from '../files/file-errors.js';
import { syncFolder } from '../files/sync-folder.js';
import { writeAll } from '../files/write-all.js';
import { makeFolder } from '../folders.js';
import { waitForLocks } from '../packages/apt-get.js';
import { accountsMade } from '../packages/new-accounts.js';
import { type Undo, type UndoOf, undoneByHand } from './kinds.js';
import { type JournalRecord, readRecords, type UnknownRecord } from './records.js';
import { StillRemoved } from './remove-or-leave.js';
import { applyUndo } from './undo.js';

export class JournalFile {
  #next = 0;
  readonly #open = new Map<number, Undo>();
  #unknown: UnknownRecord[] = [];
  #mark: string | undefined;
  readonly #away = new Set<string>();
  /** What could not be undone at the last try, by number. */
  readonly #failed = new Map<number, string>();

  /** It lists what undoing left on purpose, one sentence each. */
  readonly kept: string[] = [];

  constructor(
    readonly path: string,
    readonly log: Log,
  ) {
    for (const record of readRecords(path)) this.#apply(record);
  }

  /** Appends a record. @throws where the disk does not take all of it; the file is then as it was. */
  append(record: JournalRecord): void {
    makeFolder(dirname(this.path), 0o700);
    const file = openSync(this.path, 'a', 0o600);
    const { size } = fstatSync(file);
    try {
      // The line break comes first, so that a line cut short by a crash does not run into this one.
      writeAll(file, `\n${JSON.stringify(record)}\n`);
      fsyncSync(file);
    } catch (error) {
      ftruncateSync(file, size);
      throw ofFile(error, this.path);
    } finally {
      closeSync(file);
    }
    if (size === 0) syncFolder(dirname(this.path));
    this.#apply(record);
  }

  record(undo: Undo): number {
    const id = this.#next;
    this.append({ type: 'change', id, undo });
    return id;
  }

  settle(id: number): void {
    if (this.#open.has(id)) this.append({ type: 'settled', id });
  }

  /** After another boot the kernel's settings are those of that boot, and a number may stand for another device. */
  settleValues(): void {
    for (const [id, { kind }] of this.pending()) if (kind === 'value' || kind === 'controller') this.settle(id);
  }

  pending(): [number, Undo][] {
    return [...this.#open].reverse();
  }

  /** It is a file in the root that these changes are of, where the record names one. */
  get mark(): string | undefined {
    return this.#mark;
  }

  /** Whether every change is undone or settled. */
  get isDone(): boolean {
    return this.#open.size === 0 && this.#unknown.length === 0;
  }

  /** Returns what was tried and is not undone, each with what to do by hand. */
  get failed(): string[] {
    return [...this.#failed.values()];
  }

  /** Removes the file where no change in it is open, and the mark before it. */
  endWhereDone(): void {
    if (!this.isDone) return;
    if (this.#mark !== undefined) rmSync(this.#mark, { force: true });
    rmSync(this.path, { force: true });
    this.#mark = undefined;
  }

  async undo(id: number): Promise<void> {
    const undo = this.#open.get(id);
    if (!undo || this.#isTooEarly(undo)) return;
    try {
      if (undo.kind === 'packages') this.#refuseBeforeNewer(id, undo.names);
      if (undo.kind === 'accounts') await this.#narrow(undo);
      else this.kept.push(...(await applyUndo(undo, { log: this.log, away: this.#away })));
    } catch (error) {
      if (error instanceof StillRemoved) this.record({ kind: 'process', ...error.remover });
      this.#failed.set(id, failureText(error, undo));
      throw error;
    }
    this.#settleUndone(id);
  }

  /**
   * Undoing is what makes room on a full disk, so a record of it that finds none is left out: whoever reads the file
   * later undoes the change twice, which does no harm.
   */
  #settleUndone(id: number): void {
    try {
      this.settle(id);
    } catch (error) {
      if (!isOutOfRoom(error)) throw error;
      this.#apply({ type: 'settled', id });
    }
  }

  /**
   * Undoes the newest change first, and what packages have made after all others. It continues after a failure, so
   * that one change that cannot be undone does not stop the others. The file stays until no change in it is open.
   * Returns what could not be undone, each with what to do by hand.
   */
  async undoAll(): Promise<string[]> {
    return this.#unknown.length > 0 ? [this.#refusal()] : this.undoThose(() => true);
  }

  /** Does the same with some of the changes, which depend on no other. */
  async undoThose(isMeant: (undo: Undo) => boolean): Promise<string[]> {
    const isEarly = (undo: Undo) => undo.kind === 'accounts';
    const early = await this.#undoEach((undo) => isEarly(undo) && isMeant(undo));
    const rest = await this.#undoEach((undo) => !isEarly(undo) && isMeant(undo));
    this.endWhereDone();
    return [...early, ...rest];
  }

  async #undoEach(isMeant: (undo: Undo) => boolean): Promise<string[]> {
    const failures: string[] = [];
    const isLate = ([, undo]: [number, Undo]) => Number(undo.kind === 'command' && undo.madeBy !== undefined);
    const meant = this.pending().filter(([, undo]) => isMeant(undo));
    for (const [id, undo] of meant.sort((a, b) => isLate(a) - isLate(b))) {
      if (undo.kind === 'folder' && this.#isHeldOpen(undo.path)) continue;
      try {
        await this.undo(id);
      } catch (error) {
        failures.push(failureText(error, undo));
      }
    }
    return failures;
  }

  /** apt removes what is half removed together with any other, which then seems to be needed by the user. */
  #refuseBeforeNewer(id: number, names: readonly string[]): void {
    const isNewer = (other: number) => other > id && this.#open.get(other)?.kind === 'packages';
    if ([...this.#failed.keys()].some(isNewer))
      throw new Error(`${names.join(' ')} stays until what was installed after it is removed.`);
  }

  /** An apt of ours may have outlived a killed Tare and still be making accounts. */
  async #narrow(undo: UndoOf<'accounts'>): Promise<void> {
    const made = await whileUndoing(async () => {
      await waitForLocks(this.log);
      return accountsMade(undo, [...this.#open.values()]);
    });
    for (const one of made) this.record(one);
  }

  /** What packages have made stays on record as long as they do, and they until it is known what that is. */
  #isTooEarly(undo: Undo): boolean {
    const others = [...this.#open.values()];
    if (undo.kind === 'packages')
      return others.some((other) => other.kind === 'accounts' && haveCommon(other.packages, undo.names));
    const makers = undo.kind === 'command' ? (undo.madeBy?.packages ?? []) : [];
    return others.some((other) => other.kind === 'packages' && haveCommon(other.names, makers));
  }

  /** Returns whether something of Tare's is still in the folder, which then stays on record with it. */
  #isHeldOpen(folder: string): boolean {
    return [...this.#open.values()].some((undo) => 'path' in undo && undo.path.startsWith(`${folder}/`));
  }

  /** Changes are undone in their order. Where one of them is not understood, none is. */
  #refusal(): string {
    const [first] = this.#unknown;
    return [
      `${this.path} holds ${this.#unknown.length} records that this version of tare does not know, so nothing in it was undone: ${first?.text}`,
      'By hand: run cleanup of the version of tare that wrote it; or undo what it lists yourself, and remove the file.',
    ].join('\n');
  }

  #apply(record: JournalRecord | UnknownRecord): void {
    if (record.type === 'change') {
      this.#open.set(record.id, record.undo);
    } else if (record.type === 'settled') {
      this.#open.delete(record.id);
      this.#failed.delete(record.id);
      this.#unknown = this.#unknown.filter(({ id }) => id !== record.id);
    } else if (record.type === 'unknown') {
      this.#unknown.push(record);
    } else if (record.mark !== undefined) {
      this.#mark = record.mark;
    }
    if ('id' in record && record.id !== undefined) this.#next = Math.max(this.#next, record.id + 1);
  }
}

const haveCommon = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((name) => others.includes(name));

function failureText(error: unknown, undo: Undo): string {
  if (error instanceof StillRemoved) return error.message;
  return `${error instanceof Error ? error.message : error}\nBy hand: ${undoneByHand(undo)}.`;
}
