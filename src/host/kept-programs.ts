/**
 * Keeps small programs that were measured by their digest, since a later run may be asked to measure one again beside
 * its successor. They are in the state folder, which is root's alone, and each is checked anew before it is run.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { InputError } from '../errors.js';
import { readInputFile } from './files/input-file.js';

const MIB = 1024 ** 2;
export const LARGEST_PROGRAM = 64 * MIB;
const MOST = 8;

/** Names of folders that are being filled begin with this. */
const DRAFT = 'draft-';

const SHA256 = /^[0-9a-f]{64}$/;

export class KeptPrograms {
  readonly #folder: string;

  constructor(stateFolder: string) {
    this.#folder = join(stateFolder, 'programs');
  }

  /**
   * Keeps a copy of the file where it is the program with this digest, and small.
   * @throws InputError for another program, and for what is no file or too large.
   */
  keep(path: string, sha256: string): void {
    if (this.find(sha256) !== undefined) return;
    const bytes = programAt(path, sha256);
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const draft = mkdtempSync(join(this.#folder, DRAFT));
    const copy = join(draft, basename(path));
    writeFileSync(copy, bytes);
    chmodSync(copy, 0o755);
    renameSync(draft, join(this.#folder, sha256));
    this.#bound(sha256);
  }

  /** Returns the path; undefined where the program is not kept, or has changed. */
  find(sha256: string): string | undefined {
    const entry = join(this.#folder, sha256);
    if (!SHA256.test(sha256) || !existsSync(entry)) return undefined;
    const [name] = readdirSync(entry);
    const path = name && join(entry, name);
    if (!path || !isProgram(path, sha256)) {
      rmSync(entry, { recursive: true, force: true });
      return undefined;
    }
    const now = new Date();
    utimesSync(entry, now, now);
    return path;
  }

  /** Removes the least recently used programs, and what killed writers left. */
  #bound(newest: string): void {
    const time = (name: string) => statSync(join(this.#folder, name)).mtimeMs;
    const others = readdirSync(this.#folder).filter((name) => name !== newest);
    const whole = others.filter((name) => SHA256.test(name)).sort((a, b) => time(b) - time(a));
    const gone = [...whole.slice(MOST - 1), ...others.filter((name) => name.startsWith(DRAFT))];
    for (const name of gone) rmSync(join(this.#folder, name), { recursive: true, force: true });
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
