/**
 * Small programs that were measured, kept by their digest: a later run may be asked to measure one again beside what
 * has taken its place. Below the state folder, which is root's alone; nothing in it is run before it is checked anew.
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
import { readInputFile } from './input-file.js';

const MIB = 1024 ** 2;
export const LARGEST_PROGRAM = 64 * MIB;
const MOST = 8;

/** How the names of folders begin that are being filled. */
const DRAFT = 'draft-';

const SHA256 = /^[0-9a-f]{64}$/;

export class KeptPrograms {
  readonly #folder: string;

  constructor(stateFolder: string) {
    this.#folder = join(stateFolder, 'programs');
  }

  /**
   * Keeps a copy of the file where it is the program with this digest, and small.
   * @throws InputError for another one, and for what is no file or too large.
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

  /** Where it is; undefined where it is not kept, or is not any more what it was. */
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

  /** The least recently used go, and what writers left that were killed. */
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

/** What is checked is what is returned: the file may change meanwhile. @throws InputError */
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
