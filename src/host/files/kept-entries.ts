/**
 * A folder that keeps what costs something to make. An entry is there whole or not at all, and those that were not
 * used for longest go.
 */
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../folders.js';

/** The names of entries: digests of what they are, or of what they were made from. Other files are not ours. */
const NAME = /^[0-9a-f]{64}$/;
/** Names of folders that are being filled begin with this. */
const DRAFT = 'draft-';
/** Nobody fills a folder for so long: who began it was killed. */
const ABANDONED_MS = 60 * 60 * 1000;

export class KeptEntries {
  readonly #folder: string;
  readonly #most: number;

  /** @param most how many entries are kept. */
  constructor(folder: string, most: number) {
    this.#folder = folder;
    this.#most = most;
  }

  /** Returns the folder of this entry; undefined where there is none. */
  find(name: string): string | undefined {
    const entry = join(this.#folder, name);
    return NAME.test(name) && existsSync(entry) ? entry : undefined;
  }

  /** Has the entry count as used now. */
  use(name: string): void {
    const now = new Date();
    utimesSync(join(this.#folder, name), now, now);
  }

  discard(name: string): void {
    rmSync(join(this.#folder, name), { recursive: true, force: true });
  }

  /** Adds an entry, unless another process has meanwhile. `fill` is called with an empty folder. */
  add(name: string, fill: (folder: string) => void): void {
    makeFolder(this.#folder, 0o700);
    const draft = mkdtempSync(join(this.#folder, DRAFT));
    try {
      fill(draft);
      if (this.find(name) === undefined) renameSync(draft, join(this.#folder, name));
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
    this.#bound(name);
  }

  /** Removes the entries beyond the most, and what killed writers left. */
  #bound(newest: string): void {
    const all = readdirSync(this.#folder).filter((name) => name !== newest);
    const times = new Map(all.map((name) => [name, this.#timeOf(name)]));
    const age = (name: string) => Date.now() - (times.get(name) ?? 0);
    const drafts = all.filter((name) => name.startsWith(DRAFT));
    const entries = all.filter((name) => NAME.test(name)).sort((a, b) => age(a) - age(b));
    const gone = [...drafts.filter((name) => age(name) > ABANDONED_MS), ...entries.slice(this.#most - 1)];
    for (const name of gone) this.discard(name);
  }

  /** In ms; 0 where another process has just removed it. */
  #timeOf(name: string): number {
    return statSync(join(this.#folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }
}
