/** Finds run documents in files and folders: of a run, of artifacts, and of a checkout of the branch of baselines. */
import { readdirSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { InputError } from '../errors.js';
import type { RunDocument } from '../results/document.js';
import { readRun } from '../results/store.js';

/** Files that a run leaves, and those in its artifact, are named so. */
const RUN_NAME = /^run(?:-[\w-]+)?\.json(?:\.gz)?$/;
/** Files of the branch of baselines, below its folder `runs`, are named so. */
const BRANCH_PATH = /(?:^|\/)runs\/.+\.json\.gz$/;

/**
 * Yields the documents of a file, or of every run, artifact (`.zip`) and kept baseline in a folder, one at a time.
 * @throws InputError that names the file that cannot be read, or a folder without any.
 */
export function* runsIn(path: string): Generator<RunDocument> {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    yield readRun(path);
    return;
  }
  const files = filesBelow(path).filter((file) => isRun(relative(path, file), basename(path)));
  if (files.length === 0) {
    throw new InputError(
      `There is no run document in ${path}.`,
      'They are called run-….json, or run.json.gz in a .zip.',
    );
  }
  for (const file of files) yield readRun(file);
}

/** Files that a run leaves beside its document: the run of both sides that confirms it. */
const BESIDE = /^confirmation-/;

/** Counts the files of a folder that may hold a document, but have no name of one. */
export function passedOver(path: string): number {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return 0;
  return filesBelow(path).filter(
    (file) =>
      /\.json(?:\.gz)?$/.test(file) && !BESIDE.test(basename(file)) && !isRun(relative(path, file), basename(path)),
  ).length;
}

/**
 * Returns whether the file is a run. @param folder the name of the folder that was given, which may be `runs` itself.
 */
function isRun(path: string, folder: string): boolean {
  const name = basename(path);
  return RUN_NAME.test(name) || name.endsWith('.zip') || BRANCH_PATH.test(`${folder}/${path.split(sep).join('/')}`);
}

/** Returns the files sorted, so that the oldest run comes first, and does not follow links. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.split(sep).includes('.git'))
    .sort();
}
