/**
 * Puts on record what a build leaves on this host until it has ended: its copies and its processes. Root keeps it in
 * the undo journal, which the next start and `tare cleanup` replay. Other users have none, and mark their copies as
 * in use: the next build of theirs removes those that nobody uses.
 */
import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HostError } from '../../errors.js';
import { readLayout } from '../../host/cgroup.js';
import { holdExisting, holdFile } from '../../host/files/held-file.js';
import { makeOwnFolder } from '../../host/folders.js';
import { inGroups } from '../../host/groups/in-groups.js';
import { groupOfOneHierarchy } from '../../host/groups/one-hierarchy.js';
import { processName } from '../../host/process.js';
import { statePath } from '../../host/state-paths.js';
import { Journal } from '../../host/undo/journal.js';
import type { Log } from '../../log.js';
import { draftOf } from '../../results/store.js';
import { Checkout } from './checkout.js';

export interface BuildRecord {
  /** Makes a folder, which only its owner may enter. The function it returns says that the folder is removed. */
  make(folder: string): () => void;
  /** Calls `act` with a command that runs `argv`, and ends what is left of that command afterwards. */
  around<Result>(argv: readonly string[], act: (argv: readonly string[]) => Promise<Result>): Promise<Result>;
  /** Says that files are written meanwhile, whose drafts a kill may leave. */
  writes(files: readonly string[]): void;
  /** Undoes what is still on record. Returns what could not be undone. */
  close(): Promise<readonly string[]>;
}

/** Nothing is recorded: another keeps account of the folder, such as the step of a workflow that made it. */
export const UNRECORDED: BuildRecord = {
  make: (folder) => {
    mkdirSync(folder, { mode: 0o700 });
    return () => undefined;
  },
  around: (argv, act) => act(argv),
  writes: () => undefined,
  close: async () => [],
};

/** @param temp the folder of the copies, in which those of killed builds are looked for. */
export async function openBuildRecord(temp: string, log: Log): Promise<BuildRecord> {
  return process.getuid?.() === 0 ? recordOfRoot(log) : recordOfUser(temp, log);
}

/** @throws HostError for a state folder that cannot be used. */
export async function recordOfRoot(log: Log): Promise<BuildRecord> {
  makeOwnFolder('TARE_STATE_DIR', statePath());
  const journal = new Journal(statePath(), log, 'build');
  for (const problem of await journal.recoverBuilds(log)) log.warn(`A killed build left this behind: ${problem}`);
  return {
    make: (folder) => {
      const entry = journal.record({ kind: 'path', path: resolve(folder) });
      mkdirSync(folder, { mode: 0o700 });
      return () => entry.settle();
    },
    around: (argv, act) => inOwnGroup({ journal, log }, argv, act),
    writes: (files) => {
      for (const file of files) journal.record({ kind: 'path', path: resolve(draftOf(file)) });
    },
    close: () => journal.undoRun(),
  };
}

/** Where no group can be made nothing can be measured either, and the build's process group has to do. */
async function inOwnGroup<Result>(
  { journal, log }: { readonly journal: Journal; readonly log: Log },
  argv: readonly string[],
  act: (argv: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const group = groupOfOneHierarchy(readLayout(), `${processName()}-build-${randomBytes(4).toString('hex')}`);
  if (group === undefined) return act(argv);
  const entry = journal.record({ kind: 'cgroup', paths: [group] });
  let result: Result;
  try {
    mkdirSync(group);
    result = await act(inGroups([join(group, 'cgroup.procs')], argv));
  } catch (error) {
    // It stays on record, and is tried again when that is closed: a person must first know why the build ended.
    await entry.undo().catch((problem: unknown) => log.warn(`build: ${stillRunning(problem)}`));
    throw error;
  }
  await entry.undo().catch((problem: unknown) => {
    throw new HostError(
      `build: ${stillRunning(problem)}`,
      'It would disturb what is measured, and stays on record: end it first.',
    );
  });
  return result;
}

const stillRunning = (problem: unknown): string =>
  `what it has left running could not be ended: ${problem instanceof Error ? problem.message : problem}`;

const COPIES = /^tare-(?:sides|bisect)-/;
/** Lies beside the copies, and is locked while they are used. */
const IN_USE = 'in-use';

export async function recordOfUser(temp: string, log: Log): Promise<BuildRecord> {
  for (const name of readdirSync(temp).filter((one) => COPIES.test(one))) await removeUnused(join(temp, name), log);
  return {
    ...UNRECORDED,
    make: (folder) => {
      mkdirSync(folder, { mode: 0o700 });
      const held = holdFile(join(folder, IN_USE));
      return () => held?.release();
    },
  };
}

/** Copies of another user, or that a build uses, are left alone. */
async function removeUnused(folder: string, log: Log): Promise<void> {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat?.isDirectory() || stat.uid !== process.getuid?.()) return;
  const held = holdExisting(join(folder, IN_USE));
  if (!held) return;
  log.step(`build: removing ${folder}, which a killed build left`);
  await Checkout.remove(folder, { prefix: [] });
  held.release();
}
