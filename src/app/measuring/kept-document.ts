/** Keeps the document of a run where it was asked for. Once that place takes no more, it goes where there is room. */

import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { HostError } from '../../errors.js';
import { fileTrouble } from '../../host/files/file-errors.js';
import { belowState } from '../../host/own-names.js';
import type { Log } from '../../log.js';
import type { RunDocument } from '../../results/document.js';
import { draftOf, writeRun } from '../../results/store.js';

export class KeptDocument {
  /** The first is where the document is now. */
  #places: readonly string[];
  readonly #log: Log;

  /** @param path where the user wants the document. @param state our own folder, as a rule on another file system. */
  constructor(path: string, state: string, log: Log) {
    this.#places = [path, belowState(state, 'results', basename(path)), join(tmpdir(), basename(path))];
    this.#log = log;
  }

  /** Files that a kill may leave beside the document, in each place where it may be written. */
  get drafts(): readonly string[] {
    return this.#places.map(draftOf);
  }

  /** Returns the path that it was written to. @throws HostError where no place takes it. */
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

/** Why it cannot be written; undefined where it was. */
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
