/**
 * Keeps run documents on disk: writes them whole or not at all, does not trust what it reads, and keeps the recent
 * ones for comparison.
 */

import { existsSync, readdirSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type * as z from 'zod';
import { InputError } from '../errors.js';
import { errorCode } from '../host/errno.js';
import { ofFile } from '../host/files/file-errors.js';
import { readInputFile } from '../host/files/input-file.js';
import { usersMode } from '../host/files/mask.js';
import { syncFolder } from '../host/files/sync-folder.js';
import { makeFolder } from '../host/folders.js';
import { belowState } from '../host/own-names.js';
import { parseJson, tryJson } from '../json.js';
import { blockTexts } from './block-texts.js';
import { type Block, type RunDocument, runSchema, SCHEMA_VERSION } from './document.js';
import { fitting } from './fitted.js';
import { kindOf, newestFirst, superfluous } from './keeping.js';
import { LARGEST_DOCUMENT_BYTES } from './limits.js';
import { migrate } from './migrate.js';
import { documentText } from './packed.js';
import { blockSchema } from './schema/block.js';
import { soundness } from './schema/soundness.js';
import { excess, excessOfBlocks } from './size.js';

/** Documents of this size together are read at once; as objects they take about three quarters of it. */
export const MOST_BYTES_AT_ONCE = 1024 ** 3;

/** Makes a document one that can be read again. @throws Error where that takes more than a change of texts. */
export const fittingRun = fitting(runSchema);

/** Writes only what can be read again: what is there already stays otherwise. @throws Error as `fittingRun` does. */
export function writeRun(path: string, run: RunDocument): void {
  writeWhole(path, `${textOfRun(fittingRun(run))}\n`);
}

/** Leaves out the indentation of a large document, of which there is a largest that is read. */
function textOfRun(run: RunDocument): string {
  const indented = JSON.stringify(run, null, 1);
  return Buffer.byteLength(indented) < LARGEST_DOCUMENT_BYTES / 2 ? indented : JSON.stringify(run);
}

/** Returns where the text of a file is written first. The path is put on record where there is a journal. */
export const draftOf = (path: string): string => `${path}.${process.pid}.draft`;

/** Removes the drafts of writers that were killed. Call it where no other writer can be at work. */
export function sweepDrafts(path: string): void {
  if (!existsSync(dirname(path))) return;
  const begins = `${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(begins) && /^\d+\.draft$/.test(name.slice(begins.length)))
      rmSync(join(dirname(path), name), { force: true });
  }
}

/**
 * Writes a draft beside the file, syncs it and renames it, so that a kill at any moment leaves the old text or the new
 * one. Others may write to the folder: a link of theirs with either name is replaced, and what it leads to stays as it
 * is.
 */
export function writeWhole(path: string, text: string | Buffer): void {
  makeFolder(dirname(path));
  const draft = draftOf(path);
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, text, { flag: 'wx', flush: true, mode: usersMode(0o666) });
    renameSync(draft, path);
  } catch (error) {
    dropDraft(draft);
    // Of a write to an open file the kernel names no path, and without one nobody knows where to make room.
    throw ofFile(error, path);
  }
  syncFolder(dirname(path));
}

/** A folder that takes no new name lets none go either: its draft stays, on record. Why it does is told already. */
function dropDraft(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}

const WANTED = {
  what: 'a run document',
  remedy: 'Give the path of a run document (…/run-….json, packed or not).',
  largestBytes: LARGEST_DOCUMENT_BYTES,
};

/** Reads the file of a document, in whatever form; `-` is standard input. @throws InputError */
export const readDocument = (path: string): Buffer => readInputFile(path, WANTED);

/**
 * Reads a document in every form in which one is kept; `-` is standard input.
 * @throws InputError that says what is wrong with the file and where.
 */
export function readRun(path: string): RunDocument {
  return parseRun(documentText(readDocument(path), path), path);
}

/** Reads the text of a document. @param text in UTF-8 where it is bytes. @throws InputError */
export function parseRun(text: string | Buffer, path: string): RunDocument {
  const { head, blocks } = inParts(typeof text === 'string' ? Buffer.from(text) : text, path);
  if (head.kind !== 'tare-run')
    throw new InputError(`${path} is not a run document of tare.`, 'Its "kind" should be "tare-run".');
  const current = migrate(head);
  if (current === undefined) {
    throw new InputError(
      `${path} has schemaVersion ${JSON.stringify(head.schemaVersion)}, and this tare reads ${SCHEMA_VERSION}.`,
      'Use the version of tare that wrote it, or measure again.',
    );
  }
  refuse(excess({ ...current, ...(blocks && { blocks }) }), path);
  const parsed = runSchema.safeParse(blocks ? { ...current, blocks: [] } : current);
  const read = checkedBlocks(blocks ?? [], path);
  const issues = [...(parsed.error?.issues ?? []), ...read.issues];
  if (parsed.success && issues.length === 0) return blocks ? { ...parsed.data, blocks: read.blocks } : parsed.data;
  const faults = issues.slice(0, FAULTS).map((issue) => `  ${issue.path.join('.') || 'document'}: ${issue.message}`);
  throw new InputError(`${path} is damaged:\n${faults.join('\n')}`, 'It was edited or cut short: measure again.');
}

/** At most this many faults of a damaged document are listed. */
const FAULTS = 5;

interface DocumentParts {
  readonly head: Readonly<Record<string, unknown>>;
  /** Each is made when it is called; undefined where there is no list of them. */
  readonly blocks: readonly (() => unknown)[] | undefined;
}

/**
 * Parses the document block by block where that is possible. A document of an older version is migrated whole, and
 * damage is reported by its place in the whole.
 */
function inParts(json: Buffer, path: string): DocumentParts {
  const texts = blockTexts(json);
  const head = texts && tryJson(texts.head);
  if (texts && isRecord(head) && head.schemaVersion === SCHEMA_VERSION) {
    return { head, blocks: texts.blocks.map((text) => () => parsedBlock(text, json, path)) };
  }
  const whole = parseJson(json.toString('utf8'), path);
  if (!isRecord(whole)) return { head: {}, blocks: undefined };
  const { blocks } = whole;
  return { head: whole, blocks: Array.isArray(blocks) ? blocks.map((block: unknown) => () => block) : undefined };
}
/** A block that is no JSON is reported by its place in the whole. */
function parsedBlock(text: Buffer, json: Buffer, path: string): unknown {
  const block = tryJson(text.toString('utf8'));
  return block === undefined ? parseJson(json.toString('utf8'), path) : block;
}

interface CheckedBlocks {
  readonly blocks: Block[];
  readonly issues: readonly Pick<z.core.$ZodIssue, 'path' | 'message'>[];
}

const isSoundBlock = soundness(blockSchema);

/** Checks the blocks until the end, or until enough faults are known. */
function checkedBlocks(blocks: readonly (() => unknown)[], path: string): CheckedBlocks {
  const beyond = excessOfBlocks();
  const sound: Block[] = [];
  const issues: Pick<z.core.$ZodIssue, 'path' | 'message'>[] = [];
  for (const [i, read] of blocks.entries()) {
    const block = read();
    refuse(beyond(block), path);
    // The schema changes nothing, and the copy that it makes takes more memory than what was read.
    if (isSoundBlock(block)) {
      sound.push(block as Block);
      continue;
    }
    const { success, error } = blockSchema.safeParse(block);
    if (success) sound.push(block as Block);
    for (const issue of error?.issues ?? [])
      issues.push({ path: ['blocks', i, ...issue.path], message: issue.message });
    if (issues.length >= FAULTS) break;
  }
  return { blocks: sound, issues };
}

function refuse(beyond: string | undefined, path: string): void {
  if (beyond !== undefined) throw new InputError(`${path} ${beyond}.`, 'No run of tare writes so many.');
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Tare names its documents so; what else lies in the folder is not Tare's. */
const NAME = /^\d{8}T\d{6}Z-[0-9a-f]+\.json$/;
/** Killed writers have left such files. Only one run at a time writes here. */
const LEFT_DRAFT = /^\d{8}T\d{6}Z-[0-9a-f]+\.json\.\d+\.draft$/;

/** Keeps the runs that were measured on this host, newest first; documents that cannot be read are left out. */
export class RunStore {
  readonly #folder: string;
  readonly #mostBytes: number;

  constructor(stateFolder: string, mostBytes = MOST_BYTES_AT_ONCE) {
    this.#folder = belowState(stateFolder, 'runs');
    this.#mostBytes = mostBytes;
  }

  keep(run: RunDocument): void {
    writeRun(join(this.#folder, `${run.id}.json`), run);
    const kept = this.#names().map((name) => ({ name, kind: this.#kindOf(name) }));
    for (const name of superfluous(kept)) rmSync(join(this.#folder, name), { force: true });
    for (const name of readdirSync(this.#folder).filter((one) => LEFT_DRAFT.test(one)))
      rmSync(join(this.#folder, name), { force: true });
  }

  /** Returns the newest, and as many more as can be held at once. */
  recent(): RunDocument[] {
    const runs: RunDocument[] = [];
    let bytes = 0;
    for (const name of this.#names()) {
      const path = join(this.#folder, name);
      bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (runs.length > 0 && bytes > this.#mostBytes) break;
      try {
        runs.push(readRun(path));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }
    return runs;
  }

  /** A document that cannot be read is kept as long as one that can be no baseline. */
  #kindOf(name: string): string | undefined {
    const path = join(this.#folder, name);
    try {
      return kindOf(inParts(documentText(readDocument(path), path), path).head);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return undefined;
    }
  }

  /** Newest first. */
  #names(): string[] {
    if (!existsSync(this.#folder)) return [];
    const names = readdirSync(this.#folder).filter((name) => NAME.test(name));
    return newestFirst(names, (name) => name);
  }
}
