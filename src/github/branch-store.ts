/**
 * Implements `baseline: branch`: keeps run documents as files on a branch, by the Git data API, without a checkout.
 */
import { createHash } from 'node:crypto';
import querystring from 'node:querystring';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { InputError } from '../errors.js';
import type { Log } from '../log.js';
import type { RunDocument } from '../results/document.js';
import { newestFirst } from '../results/keeping.js';
import { mayBeBaselineOf } from '../results/origin.js';
import { documentText } from '../results/packed.js';
import { MOST_BYTES_AT_ONCE, parseRun } from '../results/store.js';
import { count } from '../units.js';
import type { GitHub } from './client.js';
import type { Repository } from './download.js';
import { messageOf, statusOf } from './errors.js';

export interface Branch extends Repository {
  readonly name: string;
}

/** This branch is used where `baseline-branch` names none. */
export const DEFAULT_BRANCH = 'tare-baseline';

/** This many documents of one leg on one kind of hardware are kept. */
const KEPT = 30;
/**
 * An update is tried this often where the branch has moved, since jobs of a matrix end at about the same time. The
 * pauses are random, and each may be this many ms longer than the one before.
 */
const TRIES = 30;
const LONGEST_PAUSE_MS = 150;
/** A sentence names this many legs. */
const MOST_NAMED = 5;

interface File {
  readonly path: string;
  readonly sha: string;
}

interface Tip {
  /** It is undefined where the branch does not exist yet. */
  readonly commit: string | undefined;
  readonly files: readonly File[];
}

/** What runs are called by that may be compared: those of one artifact, for one branch of the code. */
export const legOf = (workflow: string, artifact: string, code: string): string => `${workflow} ${artifact} ${code}`;

/** Returns the folder of the runs that may be compared: those of one leg on one kind of hardware. */
function folderOf(leg: string, run: RunDocument): string {
  const hardware = createHash('sha256').update(run.fingerprint.hardwareKey).digest('hex').slice(0, 12);
  return `runs/${encodeURIComponent(leg)}/${hardware}/`;
}

const pathOf = (leg: string, run: RunDocument): string => `${folderOf(leg, run)}${encodeURIComponent(run.id)}.json.gz`;

/**
 * Yields the documents of the same leg and hardware that may serve `run`, newest first: where an old run is repeated,
 * others are newer. A file that is no document is reported and left out.
 * @param mostBytes all of them together have at most this size, but for the first, which is always there.
 */
export async function* readBranch(
  github: GitHub,
  branch: Branch,
  leg: string,
  run: RunDocument,
  log: Log,
  mostBytes = MOST_BYTES_AT_ONCE,
): AsyncGenerator<RunDocument> {
  const folder = folderOf(leg, run);
  const { files } = await tipOf(github, branch);
  const own = files.filter(({ path }) => path.startsWith(folder));
  let bytes = 0;
  for (const file of newestFirst(own, ({ path }) => path.slice(folder.length)).slice(0, KEPT)) {
    const read = await readFile(github, branch, file, log);
    if (!read || !mayBeBaselineOf(read.run.origin, run.origin)) continue;
    if (bytes > 0 && bytes + read.bytes > mostBytes) return;
    bytes += read.bytes;
    yield read.run;
  }
}

/** The leg whose runs make one series. */
export interface WantedLeg {
  /** The path of the workflow's file. A leg of another one is taken where this one has none. */
  readonly workflow: string;
  /** Name of the artifact, where the user gives it; else there must be one leg only. */
  readonly artifact: string | undefined;
  /** The branch of the code. */
  readonly code: string;
}

/** A leg is percent-encoded in a path. */
const KEPT_PATH = /^runs\/([^/]+)\/[^/]+\/([^/]+)\.json\.gz$/;

/**
 * Yields every document of one leg whose run is not known yet: those of another branch of the code, or of another leg
 * of a matrix, would be steps in its series. What is passed over, and a file that is no document, is reported.
 * @param isKnown takes the id as it is written in a path: percent-encoded.
 * @throws InputError where several legs are what is wanted.
 */
export async function* branchRuns(
  github: GitHub,
  branch: Branch,
  wanted: WantedLeg,
  isKnown: (id: string) => boolean,
  log: Log,
): AsyncGenerator<RunDocument> {
  const { files } = await tipOf(github, branch);
  const kept = files.flatMap((file) => {
    const [, leg, id] = KEPT_PATH.exec(file.path) ?? [];
    return leg === undefined || id === undefined ? [] : [{ file, leg, id }];
  });
  const chosen = chooseLeg(new Set(kept.map(({ leg }) => leg)), wanted);
  const others = kept.filter(({ leg }) => leg !== chosen);
  if (others.length > 0) log.step(passedOver(others, wanted));
  for (const { file } of kept.filter(({ leg, id }) => leg === chosen && !isKnown(id))) {
    const read = await readFile(github, branch, file, log);
    if (read) yield read.run;
  }
}

function chooseLeg(legs: ReadonlySet<string>, { workflow, artifact, code }: WantedLeg): string | undefined {
  const end = encodeURIComponent(artifact === undefined ? ` ${code}` : ` ${artifact} ${code}`);
  const fit = [...legs].filter((leg) => leg.endsWith(end));
  const own = fit.filter((leg) => leg.startsWith(encodeURIComponent(`${workflow} `)));
  const left = own.length > 0 ? own : fit;
  if (left.length < 2) return left[0];
  throw new InputError(
    `Several legs of ${code} are kept, and each is a series of its own: ${named(left)}.`,
    'Name one by artifact-name: a leg is called by its workflow, the name of its artifact, and the branch of its code.',
  );
}

const named = (legs: readonly string[]): string =>
  [...new Set(legs)]
    .slice(0, MOST_NAMED)
    .map((leg) => querystring.unescape(leg))
    .join(', ');

function passedOver(others: readonly { readonly leg: string }[], { code }: WantedLeg): string {
  const are = others.length === 1 ? 'is' : 'are';
  return (
    `${count(others.length, 'run')} of other branches than ${code} or of other legs ${are} passed over, such as ` +
    `${named(others.map(({ leg }) => leg))}. Each is a series of its own: ask for another leg by artifact-name, and ` +
    'for another branch in a run of the workflow on it.'
  );
}

interface Read {
  readonly run: RunDocument;
  /** The size of its text. */
  readonly bytes: number;
}

async function readFile(
  github: GitHub,
  { owner, repo }: Branch,
  { path, sha }: File,
  log: Log,
): Promise<Read | undefined> {
  const { data } = await github.rest.git.getBlob({ owner, repo, file_sha: sha });
  try {
    const text = documentText(Buffer.from(data.content, 'base64'), path);
    return { run: parseRun(text, path), bytes: text.length };
  } catch (error) {
    log.warn(`${path} on the branch of baselines cannot be read: ${messageOf(error)}`);
    return undefined;
  }
}

/**
 * Adds the document to the branch, which is made where it is missing, and removes the oldest documents of its kind.
 */
export async function keepOnBranch(github: GitHub, branch: Branch, leg: string, run: RunDocument): Promise<void> {
  const { owner, repo } = branch;
  const content = gzipSync(JSON.stringify(run)).toString('base64');
  const { data: blob } = await github.rest.git.createBlob({ owner, repo, content, encoding: 'base64' });
  for (let tries = 1; ; tries++) {
    try {
      return await commit(github, branch, await tipOf(github, branch), changes(leg, run, blob.sha));
    } catch (error) {
      if (tries === TRIES || !isMoved(error)) throw error;
      await setTimeout(Math.random() * LONGEST_PAUSE_MS * tries);
    }
  }
}

/**
 * What GitHub says with a 422 where the branch was moved, made or deleted meanwhile; the third is its answer to two
 * updates at the very same time. Every other 422 lasts, such as that of a ruleset or of a name that is no branch's.
 */
const MOVED = /not a fast forward|already exists|reference cannot be updated|reference does not exist/i;

function isMoved(error: unknown): boolean {
  const status = statusOf(error);
  return status === 409 || (status === 422 && MOVED.test(messageOf(error)));
}

interface TreeEntry {
  readonly path: string;
  readonly mode: '100644';
  readonly type: 'blob';
  /** Null removes the file. */
  readonly sha: string | null;
}

function changes(leg: string, run: RunDocument, sha: string): (tip: Tip) => TreeEntry[] {
  const entry = (path: string, to: string | null): TreeEntry => ({ path, mode: '100644', type: 'blob', sha: to });
  const [folder, path] = [folderOf(leg, run), pathOf(leg, run)];
  return ({ files }) => {
    const others = files.map((file) => file.path).filter((one) => one.startsWith(folder) && one !== path);
    const old = newestFirst(others, (one) => one.slice(folder.length)).slice(KEPT - 1);
    return [entry(path, sha), ...old.map((one) => entry(one, null))];
  };
}

async function commit(github: GitHub, branch: Branch, tip: Tip, entriesFor: (tip: Tip) => TreeEntry[]): Promise<void> {
  const { owner, repo, name } = branch;
  const tree = entriesFor(tip);
  const base = tip.commit === undefined ? {} : { base_tree: tip.commit };
  const { data: written } = await github.rest.git.createTree({ owner, repo, tree, ...base });
  const parents = tip.commit === undefined ? [] : [tip.commit];
  const message = `Keep ${tree[0]?.path}`;
  const { data: made } = await github.rest.git.createCommit({ owner, repo, message, tree: written.sha, parents });
  if (tip.commit === undefined)
    await github.rest.git.createRef({ owner, repo, ref: `refs/heads/${name}`, sha: made.sha });
  else await github.rest.git.updateRef({ owner, repo, ref: `heads/${name}`, sha: made.sha });
}

async function tipOf(github: GitHub, { owner, repo, name }: Branch): Promise<Tip> {
  try {
    const { data: ref } = await github.rest.git.getRef({ owner, repo, ref: `heads/${name}` });
    const { data } = await github.rest.git.getTree({ owner, repo, tree_sha: ref.object.sha, recursive: '1' });
    const files = data.tree.flatMap(({ path, sha, type }) => (type === 'blob' && path && sha ? [{ path, sha }] : []));
    return { commit: ref.object.sha, files };
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    return { commit: undefined, files: [] };
  }
}
