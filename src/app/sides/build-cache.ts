/**
 * Keeps in the user's cache what was built of a commit, so that the base of the next change need not be built again.
 * An entry is used only if its checksums are right.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { KeptEntries } from '../../host/files/kept-entries.js';
import { readReplaceable } from '../../host/files/own-file.js';
import { tryJson } from '../../json.js';
import { type Built, keyOf } from './build-key.js';
import { isWhole, type Made, madeSchema, putBack, refuseBound, storeMade } from './made-files.js';

const MOST_ENTRIES = 16;
const INDEX = 'made.json';

/** What was built of one commit, whole. */
export interface KeptBuild {
  /** Puts it into a fresh copy of the commit, which is then as it was after the build. */
  putInto(copy: string): void;
}

export class BuildCache {
  readonly #entries: KeptEntries;

  constructor(folder: string) {
    this.#entries = new KeptEntries(folder, MOST_ENTRIES);
  }

  /** The cache in a runner's tool cache, else in the user's cache folder. */
  static ofUser(environment: NodeJS.ProcessEnv): BuildCache {
    const { RUNNER_TOOL_CACHE: tools, XDG_CACHE_HOME: cache } = environment;
    return new BuildCache(join(tools || cache || join(homedir(), '.cache'), 'tare', 'builds'));
  }

  /** Whether there is an entry, which may be damaged. */
  has(built: Built): boolean {
    return this.#entries.find(keyOf(built)) !== undefined;
  }

  /** Undefined where there is none; one that is damaged, or is something else, is removed. */
  find(built: Built): KeptBuild | undefined {
    const key = keyOf(built);
    const entry = this.#entries.find(key);
    if (entry === undefined) return undefined;
    const made = readMade(entry);
    if (!made || !isWhole(made, entry)) {
      this.#entries.discard(key);
      return undefined;
    }
    this.#entries.use(key);
    return { putInto: (copy) => putBack(made, entry, copy) };
  }

  /**
   * Keeps what the build made in `copy`.
   * @param before the paths that were there before it. @throws NotKept
   */
  keep(built: Built, copy: string, before: readonly string[]): void {
    const key = keyOf(built);
    if (this.#entries.find(key)) return;
    refuseBound(
      copy,
      built.paths.map((path) => join(built.prefix, path)),
    );
    this.#entries.add(key, (draft) => {
      writeFileSync(join(draft, INDEX), JSON.stringify(storeMade(copy, before, draft)));
    });
  }
}

function readMade(entry: string): Made | undefined {
  const index = join(entry, INDEX);
  return existsSync(index) ? madeSchema.safeParse(tryJson(readReplaceable(index) ?? '')).data : undefined;
}
