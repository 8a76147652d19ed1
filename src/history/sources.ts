/** Finds run documents in files and folders: of a run, of artifacts, and of a checkout of the branch of baselines. */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import querystring from 'node:querystring';
import { InputError } from '../errors.js';
import type { RunDocument } from '../results/document.js';
import { readRun } from '../results/store.js';

/** Files that a run leaves, and those in its artifact, are named so. */
const RUN_NAME = /^run(?:-[\w-]+)?\.json(?:\.gz)?$/;
/** Files of the branch of baselines are named so: the first folder is that of a leg, the second that of hardware. */
const BRANCH_PATH = /\/runs\/([^/]+)\/[0-9a-f]{12}\/[^/]+\.json\.gz$/;
/** A sentence names this many legs. */
const MOST_NAMED = 5;

/**
 * Yields the documents of a file, or of every run, artifact (`.zip`) and kept baseline in a folder, one at a time.
 * @throws InputError that names the file that cannot be read, or a folder without any or with several legs.
 */
export function* runsIn(path: string): Generator<RunDocument> {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    yield readRun(path);
    return;
  }
  const files = filesBelow(path).filter(isRun);
  if (files.length === 0) {
    throw new InputError(
      `There is no run document in ${path}.`,
      'They are called run-….json, or run.json.gz in a .zip.',
    );
  }
  refuseSeveralLegs(path, files);
  for (const file of files) yield readRun(file);
}

/** Returns the path as it is below the root, since a folder that is given may be one within the branch. */
const fullPath = (path: string): string => resolve(path).split(sep).join('/');

/**
 * Runs of another branch of the code, or of another leg of a matrix, would be steps in a series. Who gives the folders
 * of several legs wants them together. @throws InputError
 */
function refuseSeveralLegs(path: string, files: readonly string[]): void {
  const folders = new Map(
    files.flatMap((file) => {
      const leg = BRANCH_PATH.exec(fullPath(file))?.[1];
      return leg === undefined ? [] : [[leg, dirname(dirname(file))] as const];
    }),
  );
  if (folders.size < 2) return;
  const legs = [...folders.keys()].slice(0, MOST_NAMED).map((leg) => querystring.unescape(leg));
  throw new InputError(
    `${path} has runs of ${folders.size} legs, and each is a series of its own: ${legs.join(', ')}.`,
    `A leg is called by its workflow, artifact and branch. Give the folder of one, such as '${[...folders.values()][0]}'.`,
  );
}

/** Files that a run leaves beside its document: the run of both sides that confirms it. */
const BESIDE = /^confirmation-/;

/** Counts the files of a folder that may hold a document, but have no name of one. */
export function passedOver(path: string): number {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return 0;
  return filesBelow(path).filter(
    (file) => /\.json(?:\.gz)?$/.test(file) && !BESIDE.test(basename(file)) && !isRun(file),
  ).length;
}

function isRun(path: string): boolean {
  const name = basename(path);
  return RUN_NAME.test(name) || name.endsWith('.zip') || BRANCH_PATH.test(fullPath(path));
}

/** Returns the files sorted, so that the oldest run comes first, and does not follow links. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.split(sep).includes('.git'))
    .sort();
}
