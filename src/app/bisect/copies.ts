/** Keeps the built copies of the commits that are being compared. Other commits live on in the build cache only. */
import { lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CommitBuilder, refuseChanged, type Show } from '../sides/build-commit.js';
import type { BuildRecord } from '../sides/build-record.js';
import type { Builder } from '../sides/builder.js';
import { Checkout } from '../sides/checkout.js';
import { CopiesFolder } from '../sides/copies-folder.js';

export interface CopiesOf {
  readonly command: string;
  readonly paths: readonly string[];
  readonly timeoutSeconds: number;
  readonly builder: Builder;
  readonly checkout: Checkout;
  /** A folder in the checkout; messages name it. */
  readonly cwd: string;
  /** Folder of the copies. It is made here, and whatever a killed search left in it is removed. */
  readonly folder: string;
  /** Tells whether a change of the checkout was made by Tare itself. */
  isOurs(change: string): boolean;
  readonly record: BuildRecord;
  readonly show: Show;
}

export class Copies {
  readonly #of: CopiesOf;
  readonly #builds: CommitBuilder;
  readonly #before: readonly string[];
  readonly #place: CopiesFolder;
  readonly #folders = new Map<string, string>();

  private constructor(of: CopiesOf, before: readonly string[], place: CopiesFolder) {
    this.#of = of;
    this.#before = before;
    this.#place = place;
    this.#builds = new CommitBuilder(of);
  }

  static async open(of: CopiesOf): Promise<Copies> {
    const { folder, builder, checkout, record } = of;
    const before = await checkout.changes();
    if (isOwnFolder(folder)) await Checkout.remove(folder, builder);
    const place = new CopiesFolder(folder, builder, record);
    place.make();
    return new Copies(of, before, place);
  }

  /**
   * Returns the folder with this commit's runtimes, built first where it is not there.
   * @throws InputError where it cannot be built.
   */
  async of(commit: string, words: string, atMostSeconds: number): Promise<string> {
    const known = this.#folders.get(commit);
    if (known !== undefined) return known;
    const { command, paths, show, checkout, cwd, timeoutSeconds, isOurs } = this.#of;
    const build = { commit, command, name: nameOf(commit), words, paths };
    const folder = this.#builds.folderOf(build.name);
    try {
      await this.#builds.makeOnce(build, show, Math.max(1, Math.min(timeoutSeconds, atMostSeconds)));
    } catch (error) {
      await this.#removeCopy(build.name);
      throw error;
    }
    refuseChanged(
      this.#before,
      (await checkout.changes()).filter((change) => !isOurs(change)),
      cwd,
    );
    this.#folders.set(commit, folder);
    return folder;
  }

  /** Removes the copies of all other commits. */
  async keepOnly(commits: readonly string[]): Promise<void> {
    for (const commit of this.#folders.keys()) {
      if (commits.includes(commit)) continue;
      await this.#removeCopy(nameOf(commit));
      this.#folders.delete(commit);
    }
  }

  async #removeCopy(name: string): Promise<void> {
    const { folder, builder } = this.#of;
    for (const own of [name, `${name}.tmp`]) await Checkout.remove(join(folder, own), builder);
  }

  /** Returns what could not be undone. */
  remove(): Promise<readonly string[]> {
    return this.#place.remove();
  }
}

const nameOf = (commit: string): string => commit.slice(0, 12);

/** A link, or a folder of another user, is left alone: making the folder then fails. */
function isOwnFolder(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && basename(folder).startsWith('tare-bisect-');
}
