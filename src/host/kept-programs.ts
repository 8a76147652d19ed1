/**
 * Keeps small programs that were measured by their digest, since a later run may be asked to measure one again beside
 * its successor. They are in the state folder, which is root's alone, and each is checked anew before it is run.
 */

import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InputError } from '../errors.js';
import { ofFile } from './files/file-errors.js';
import { readInputFile } from './files/input-file.js';
import { KeptEntries } from './files/kept-entries.js';
import { belowState } from './own-names.js';

const MIB = 1024 ** 2;
export const LARGEST_PROGRAM = 64 * MIB;
const MOST = 8;

export class KeptPrograms {
  readonly #entries: KeptEntries;

  constructor(stateFolder: string) {
    this.#entries = new KeptEntries(belowState(stateFolder, 'programs'), MOST);
  }

  /**
   * Keeps a copy of the file where it is the program with this digest, and small.
   * @throws InputError for another program, and for what is no file or too large.
   */
  keep(path: string, sha256: string): void {
    if (this.find(sha256) !== undefined) return;
    const bytes = programAt(path, sha256);
    this.#entries.add(sha256, (folder) => {
      const copy = join(folder, basename(path));
      writeCopy(copy, bytes);
    });
  }

  /** Returns the path; undefined where the program is not kept, or has changed. */
  find(sha256: string): string | undefined {
    const entry = this.#entries.find(sha256);
    if (entry === undefined) return undefined;
    const [name] = readdirSync(entry);
    const path = name && join(entry, name);
    if (!path || !isProgram(path, sha256)) {
      this.#entries.discard(sha256);
      return undefined;
    }
    this.#entries.use(sha256);
    return path;
  }
}

/** @throws what the kernel says, with the path. */
function writeCopy(path: string, bytes: Buffer): void {
  try {
    writeFileSync(path, bytes);
    chmodSync(path, 0o755);
  } catch (error) {
    throw ofFile(error, path);
  }
}

const WANTED = {
  what: 'a program that is kept',
  remedy: 'Give the file that was measured.',
  largestBytes: LARGEST_PROGRAM,
};

/** Returns the bytes that were checked, since the file may change meanwhile. @throws InputError */
export function programAt(path: string, sha256: string): Buffer {
  const bytes = readInputFile(path, WANTED);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256) return bytes;
  throw new InputError(`${path} is not the program with sha256 ${sha256} but ${found}.`, WANTED.remedy);
}

function isProgram(path: string, sha256: string): boolean {
  try {
    programAt(path, sha256);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
