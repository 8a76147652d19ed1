/** Where the document of a run is kept: where it was asked for and, once that takes no more, where there is room. */
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { HostError } from '../errors.js';
import { fileTrouble } from '../host/file-errors.js';
import type { Log } from '../log.js';
import type { RunDocument } from '../results/document.js';
import { draftOf, writeRun } from '../results/store.js';

export class KeptDocument {
  /** The first is where it is now. */
  #places: readonly string[];
  readonly #log: Log;

  /** @param path as asked for. @param state folder of our own, on another file system as a rule. */
  constructor(path: string, state: string, log: Log) {
    this.#places = [path, join(state, 'results', basename(path)), join(tmpdir(), basename(path))];
    this.#log = log;
  }

  /** What a kill may leave beside the document, in each place where it may come to be. */
  get drafts(): readonly string[] {
    return this.#places.map(draftOf);
  }

  /** Returns where it was written. @throws HostError where no place takes it. */
  save(run: RunDocument): string {
    for (;;) {
      const [path, next] = this.#places;
      if (path === undefined) throw new HostError('The run document can be written nowhere.', 'Make room on the disk.');
      const trouble = written(path, run);
      if (trouble === undefined) return path;
      this.#places = this.#places.slice(1);
      this.#log.warn(`${path} ${trouble}${next === undefined ? '' : `; the run document goes to ${next}`}.`);
    }
  }
}

/** What forbids it; undefined where it was written. */
function written(path: string, run: RunDocument): string | undefined {
  try {
    writeRun(path, run);
    return undefined;
  } catch (error) {
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    return trouble.what;
  }
}
