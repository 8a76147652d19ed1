/**
 * Checks the folders that a user gives Tare to write into, and reports what is wrong with one before anything else is
 * done.
 */

import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HostError, InputError } from '../errors.js';
import { errorCode, UNSUPPORTED } from './errno.js';
import { mountHolding, parseMounts } from './facts/mounts.js';
import { fileTrouble } from './files/file-errors.js';
import { usersMode } from './files/mask.js';
import { syncFolder } from './files/sync-folder.js';
import { writeAll } from './files/write-all.js';
import { CLOSED_FOLDERS, OWN_FOLDERS } from './own-names.js';

/** Every daemon, mount option and configuration file that gets such a path takes these characters as they are. */
const PLAIN = /^[\w./+@=~-]+$/;

/** The path of a socket may have 107 characters, and sockets of daemons lie up to this many below the state folder. */
const LONGEST_SOCKET = 107;
const BELOW_STATE = 45;
const LONGEST = { TARE_STATE_DIR: LONGEST_SOCKET - BELOW_STATE, TARE_CACHE_DIR: 1_000 } as const;

type Variable = keyof typeof LONGEST;

/**
 * Returns the folder that the environment names, made absolute. @throws InputError for a path that runtimes cannot be
 * given.
 */
export function folderOf(variable: Variable, usual: string): string {
  const given = process.env[variable];
  if (!given) return usual;
  const path = resolve(given);
  if (!PLAIN.test(path)) {
    throw new InputError(
      `${variable}: ${path} has characters that runtimes do not take in a path.`,
      'Give a folder whose path has only letters without accents, digits and . _ - / + @ = ~ in it.',
    );
  }
  refuseFile(path, variable);
  if (path.length > LONGEST[variable]) {
    throw new InputError(
      `${variable}: ${path} is ${path.length} characters long, and a socket below it has room for ${LONGEST[variable]}.`,
      'Give a folder with a shorter path.',
    );
  }
  return path;
}

const elsewhere = (variable: Variable): string => `Set ${variable} to a folder on another file system.`;

/**
 * Makes the folder with what is missing above it. Node's own recursion never ends where a file system takes no folder
 * and reports the new one as missing, as /proc does.
 */
export function makeFolder(path: string, mode = 0o777): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    const parent = dirname(path);
    if (errorCode(error) !== 'ENOENT' || existsSync(parent)) throw error;
    makeFolder(parent, mode);
    makeFolder(path, mode);
  }
}

/** Makes the folder, which only its owner may look into. @throws InputError or HostError naming the variable. */
export function makeOwnFolder(variable: Variable, path: string): void {
  try {
    // On a file system that cannot be written to, mkdir says only that the path does not exist.
    if (!existsSync(path)) accessSync(nearestThere(path), constants.W_OK | constants.X_OK);
    makeFolder(path, 0o700);
    closeToOthers(variable, path);
  } catch (error) {
    throw asHostError(error, `${variable}: ${path}`, elsewhere(variable));
  }
}

/**
 * A folder that the user gave keeps its mode, since others may have files in it; Tare's folders in it do not. Where
 * anyone may make files in it, as in a fresh tmpfs, its content must belong to Tare.
 * Earlier versions let everyone look into the folders of Tare: records of the journal, and userlands with their
 * password files. Closing the folder is enough: files below keep their modes, with which they are copied for a jailed
 * microVM.
 * @throws HostError where anyone could put a journal or a program there, which root would then run.
 */
function closeToOthers(variable: Variable, path: string): void {
  const { mode, uid } = statSync(path);
  const self = process.getuid?.();
  const isOpen = (mode & constants.S_IWOTH) !== 0;
  if (isOpen && (mode & STICKY) === 0) throw exposed(`${variable}: ${path}`, path, 'can be written to by every user');
  const given = process.env[variable] ? [] : [path];
  for (const folder of OWN_FOLDERS.map((name) => join(path, name))) {
    const there = lstatSync(folder, { throwIfNoEntry: false });
    if (there && there.uid !== self && there.uid !== uid)
      throw exposed(`${variable}: ${folder}`, path, `belongs to another user (${there.uid})`);
  }
  for (const folder of [...given, ...CLOSED_FOLDERS.map((name) => join(path, name))]) closeOwn(folder);
}

function closeOwn(folder: string): void {
  const there = lstatSync(folder, { throwIfNoEntry: false });
  if (there?.isDirectory() && there.uid === process.getuid?.() && (there.mode & 0o077) !== 0) chmodSync(folder, 0o700);
}

/**
 * Accepts a folder in which nobody but this user can put another folder in the place of one of Tare's. @throws
 * HostError for all else.
 */
export function refuseShared(path: string): void {
  const there = lstatSync(path);
  const refuse = (why: string) => {
    throw new HostError(
      `${path} ${why}, and root works there.`,
      'Look at what is there; then move or remove it, or give another folder as TARE_STATE_DIR.',
    );
  };
  if (there.isSymbolicLink()) refuse('is a link');
  if (!there.isDirectory()) refuse('is no folder');
  if (there.uid !== process.getuid?.()) refuse(`belongs to another user (${there.uid})`);
  if ((there.mode & (constants.S_IWOTH | constants.S_IWGRP)) !== 0) refuse('can be written to by others');
}

const STICKY = 0o1000;

const exposed = (shown: string, path: string, how: string): HostError =>
  new HostError(
    `${shown} ${how}, and what lies there is run as root.`,
    `Look at what is there; then give a folder that only root may write to, or run chmod o-w ${path}.`,
  );

/**
 * Makes the folder as `makeOwnFolder` does, and checks that programs can be kept and run there, before anything is
 * installed.
 */
export function makeRoomFor(variable: Variable, path: string): void {
  makeOwnFolder(variable, path);
  const shown = `${variable}: ${path}`;
  try {
    probe(path);
  } catch (error) {
    throw asHostError(error, shown, elsewhere(variable));
  }
  if (!isNoexec(path)) return;
  throw new HostError(`${shown} is on a file system mounted noexec: programs are run from there.`, elsewhere(variable));
}

function isNoexec(path: string): boolean {
  const mounts = parseMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
  return mountHolding(mounts, realpathSync(path))?.options.includes('noexec') ?? false;
}

/**
 * Checks for `plan` whether a document can be written below `path`, without leaving a trace.
 * @throws InputError for what is no folder, HostError for one that cannot be written to.
 */
export function refuseUnwritable(path: string, input: string): void {
  refuseFile(path, input);
  const nearest = nearestThere(path);
  const shown = `${input}: ${path}`;
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(nearest);
    if (bavail * bsize < PROBE_BYTES) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  } catch (error) {
    throw asHostError(error, shown, REMEDY);
  }
}

/**
 * Checks the same for `run`, when all else is known to be well, by writing into the folder. It leaves nothing but the
 * folder.
 */
export function makeWritable(path: string, input: string): void {
  try {
    makeFolder(path, usersMode(0o777));
    probe(path);
  } catch (error) {
    throw asHostError(error, `${input}: ${path}`, REMEDY);
  }
}

const REMEDY = 'Give another folder.';

/** This is as much as a small run document. */
const PROBE_BYTES = 64 * 1024;

/**
 * Writes into a file without a name, of which a kill leaves nothing. It has a name only where the file system knows no
 * nameless files. The folder is synced too, as it is for each document.
 */
function probe(folder: string): void {
  syncFolder(folder);
  const file = openNameless(folder);
  if (file === undefined) {
    probeByName(folder);
    return;
  }
  try {
    writeAll(file, '\0'.repeat(PROBE_BYTES));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** O_TMPFILE is 0x400000 with O_DIRECTORY on Linux. Node has no name for it. */
const O_TMPFILE = 0x400000 | constants.O_DIRECTORY;
const HAS_NONE = [...UNSUPPORTED, 'EISDIR', 'EINVAL', 'ENOENT'];

function openNameless(folder: string): number | undefined {
  try {
    return openSync(folder, O_TMPFILE | constants.O_RDWR, 0o600);
  } catch (error) {
    if (HAS_NONE.includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

function probeByName(folder: string): void {
  const own = mkdtempSync(join(folder, '.tare-'));
  try {
    writeFileSync(join(own, 'probe'), Buffer.alloc(PROBE_BYTES), { flush: true });
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** Returns `path`, or the nearest path above it that exists. */
export function nearestThere(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestThere(dirname(path));
}

/**
 * Refuses what is no place for files of anybody.
 * @throws InputError where the path, or one above it, is something else than a folder, or on a file system of the
 * kernel's.
 */
export function refuseFile(path: string, input: string): void {
  const nearest = nearestThere(path);
  if (!statSync(nearest).isDirectory())
    throw notAFolder(`${input}: ${path}`, nearest === path ? '' : `: ${nearest} is a file`);
  const kernels = KERNEL_FILE_SYSTEMS.get(statfsSync(nearest).type);
  if (kernels === undefined) return;
  throw new InputError(
    `${input}: ${path} is on ${kernels}, a file system of the kernel's, which keeps no files of anybody.`,
    'Give a folder on a disk.',
  );
}

/**
 * By their numbers in statfs(2). A new folder is refused there with the words for one that does not exist, or makes
 * something of the kernel's, as a cgroup.
 */
const KERNEL_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x9fa0, 'proc'],
  [0x62656572, 'sysfs'],
  [0x63677270, 'cgroup2'],
  [0x27e0eb, 'cgroup'],
  [0x1cd1, 'devpts'],
  [0x64626720, 'debugfs'],
  [0x74726163, 'tracefs'],
  [0x73636673, 'securityfs'],
  [0x62656570, 'configfs'],
  [0xcafe4a11, 'bpf'],
]);

const notAFolder = (shown: string, why: string): InputError =>
  new InputError(`${shown} is not a folder${why}.`, 'Give the path of a folder; it is made where it is missing.');

function asHostError(error: unknown, shown: string, remedy: string): unknown {
  if (errorCode(error) === 'EEXIST' || errorCode(error) === 'ENOTDIR') return notAFolder(shown, '');
  if (errorCode(error) === 'ENOENT')
    return new HostError(`${shown} cannot be made: its file system takes no new folders.`, remedy);
  const trouble = fileTrouble(error);
  return trouble === undefined ? error : new HostError(`${shown} ${trouble.what}.`, remedy);
}
