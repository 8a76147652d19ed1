/** Run documents in files and folders: of a run, of artifacts, of a checkout of the branch of baselines. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { InputError } from '../errors.js';
import { documentIn } from '../github/download.js';
import type { RunDocument } from '../results/document.js';
import { parseRun, readRun } from '../results/store.js';

/** As in src/results/store.ts and src/github/download.ts. */
const LARGEST_PACKED = 64 * 1024 * 1024;
const LARGEST_TEXT = 256 * 1024 * 1024;

/** What a run leaves behind, and what its artifact holds. */
const RUN_NAME = /^run(?:-[\w-]+)?\.json(?:\.gz)?$/;
/** What the branch of baselines holds below its folder `runs`. */
const BRANCH_PATH = /(?:^|\/)runs\/.+\.json\.gz$/;

/**
 * The documents of a file, or of every run, artifact (`.zip`) and kept baseline in a folder, one at a time.
 * @throws InputError that names the file that cannot be read, or a folder without any.
 */
export function* runsIn(path: string): Generator<RunDocument> {
  if (!existsSync(path)) throw new InputError(`${path} does not exist`, 'Give run documents, or folders with some.');
  if (!statSync(path).isDirectory()) {
    yield documentOf(path);
    return;
  }
  const files = filesBelow(path).filter((file) => isRun(relative(path, file), basename(path)));
  if (files.length === 0) {
    throw new InputError(
      `There is no run document in ${path}`,
      'They are called run-….json, or run.json.gz in a .zip.',
    );
  }
  for (const file of files) yield documentOf(file);
}

/** @param folder the name of the folder that was given: it may be `runs` itself. */
function isRun(path: string, folder: string): boolean {
  const name = basename(path);
  return RUN_NAME.test(name) || name.endsWith('.zip') || BRANCH_PATH.test(`${folder}/${path.split(sep).join('/')}`);
}

/** Sorted, so that the oldest run comes first; links are not followed. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.split(sep).includes('.git'))
    .sort();
}

function documentOf(path: string): RunDocument {
  if (path.endsWith('.json')) return readRun(path);
  const { size } = statSync(path);
  if (size > LARGEST_PACKED) throw new InputError(`${path} is too large to hold a run (${size} bytes)`);
  const bytes = readFileSync(path);
  if (!path.endsWith('.zip') && !path.endsWith('.gz')) return parseRun(bytes.toString('utf8'), path);
  return path.endsWith('.zip') ? fromZip(bytes, path) : parseRun(unpacked(bytes, path), path);
}

function unpacked(bytes: Buffer, path: string): string {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_TEXT }).toString('utf8');
  } catch (error) {
    throw new InputError(`${path} cannot be unpacked: ${error instanceof Error ? error.message : error}`);
  }
}

function fromZip(bytes: Buffer, path: string): RunDocument {
  try {
    return documentIn(bytes);
  } catch (error) {
    throw new InputError(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}
