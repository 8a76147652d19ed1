/**
 * Reads, empties and fills folders that others can write to, such as a sandbox's root or a userland that the user
 * gave. It follows no link in such a folder, so it reaches nothing outside, whatever is swapped meanwhile. Node has no
 * openat(2), but the kernel looks up a child of `/proc/self/fd/N` in the folder that is open, whatever its name is by
 * then.
 */
import {
  closeSync,
  constants,
  fchownSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { HostError } from '../../errors.js';
import { CommandError, runCommand } from '../commands/command.js';
import { errorCode } from '../errno.js';

const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
/** O_NONBLOCK is set since opening a FIFO would wait for its writer. */
const FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * Something else lies where a folder or file of the root itself is wanted. Nothing of it was read, written or removed.
 */
export class UnexpectedEntry extends HostError {
  constructor(root: string, path: string, wanted: 'folder' | 'file') {
    super(
      `${join(root, path)} is no ${wanted} of that root itself`,
      'A link, a device, a mount or the like lies there. It was left alone: no link below such a root is followed.',
    );
  }
}

/**
 * Returns the first `limit` bytes of the file, or the last ones; undefined where there is no file.
 * @throws UnexpectedEntry
 */
export function readBeneath(
  root: string,
  path: string,
  limit: number,
  part: 'beginning' | 'end' = 'beginning',
): Buffer | undefined {
  const folder = descend(root, dirname(path), () => 'stop');
  if (folder === undefined) return undefined;
  try {
    const file = openChild(folder, path, FILE);
    if (file === undefined) return undefined;
    try {
      const { size } = regular(file, root, path);
      return readFrom(file, part === 'end' ? Math.max(0, size - limit) : 0, limit);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw asUnexpectedEntry(error, root, path, 'file');
  } finally {
    closeSync(folder);
  }
}

/**
 * Accepts a folder, and a path where nothing is yet.
 * @throws UnexpectedEntry where something other than a folder is there, or on the way to it.
 */
export function allowFolderOnly(root: string, path: string): void {
  const folder = descend(root, path, () => 'stop');
  if (folder !== undefined) closeSync(folder);
}

/**
 * Makes sure that the folder is there and that nothing is in it; one that is there stays the folder it is.
 * @throws UnexpectedEntry
 */
export async function emptyBeneath(root: string, path: string): Promise<void> {
  const folder = openOrMake(root, path);
  try {
    if (readdirSync(at(folder)).length === 0) return;
    // find(1) follows no link, has no limit on the length of a path and takes names of any bytes. Node's own removal
    // does not.
    const opened = `/proc/${readlinkSync('/proc/self')}/fd/${folder}/`;
    await removeClearingAttributes(['find', opened, '-xdev', '-mindepth', '1', '-delete'], opened);
  } finally {
    closeSync(folder);
  }
}

/**
 * Makes the folder of `path` where it is missing, and in it a link where nothing has that name.
 * @throws UnexpectedEntry
 */
export function linkBeneath(root: string, path: string, target: string): void {
  const folder = openOrMake(root, dirname(path));
  try {
    symlinkSync(target, join(at(folder), nameOf(path)));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    closeSync(folder);
  }
}

/**
 * Makes the folder of `path` where it is missing, and in it a file that all may read, where nothing has that name.
 * @throws UnexpectedEntry
 */
export function fileBeneath(root: string, path: string, text: string): void {
  const folder = openOrMake(root, dirname(path));
  try {
    writeFileSync(join(at(folder), nameOf(path)), text, { flag: 'wx', mode: 0o644 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    closeSync(folder);
  }
}

/**
 * Removes what a sandbox could have filled, such as trees deeper than the longest path and files marked as immutable,
 * at which Node's own removal gives up. It follows no link in it and enters no mount.
 * @throws CommandError
 */
export async function removeTree(path: string): Promise<void> {
  await removeClearingAttributes(['rm', '-rf', '--one-file-system', '--', path], path);
}

/** Runs the removal a second time where the first one failed, without the attributes that stop even root. */
async function removeClearingAttributes(argv: readonly string[], path: string): Promise<void> {
  const run = (words: readonly string[]) => runCommand(words, { timeoutSeconds: 600 });
  const first = await run(argv);
  if (first.code === 0) return;
  await clearAttributes(path);
  const second = await run(argv);
  if (second.code !== 0) throw new CommandError(argv, second);
}

async function clearAttributes(path: string): Promise<void> {
  try {
    await runCommand(['chattr', '-R', '-f', '-i', '-a', path], { timeoutSeconds: 600 });
  } catch (error) {
    // Where this host has no chattr, the second removal reports what is in its way.
    if (!(error instanceof CommandError)) throw error;
  }
}

const at = (folder: number) => `/proc/self/fd/${folder}`;
const nameOf = (path: string) => path.split('/').filter(Boolean).at(-1) ?? '.';

/** A new folder gets the owner of the folder above it: the root of a sandbox may be another user on the host. */
function openOrMake(root: string, path: string): number {
  const folder = descend(root, path, (parent, name) => {
    mkdirSync(join(at(parent), name), { mode: 0o755 });
    return 'made';
  });
  if (folder === undefined) throw new Error(`${path} was made below ${root}, and is not there`);
  return folder;
}

/** Opens the folder, one step at a time. Returns undefined where one is missing and `whenMissing` does not make it. */
function descend(
  root: string,
  path: string,
  whenMissing: (parent: number, name: string) => 'made' | 'stop',
): number | undefined {
  let folder = openSync(root, FOLDER);
  const { dev } = fstatSync(folder);
  for (const name of path.split('/').filter((part) => part !== '' && part !== '.')) {
    const parent = folder;
    try {
      const child = openChild(parent, name, FOLDER) ?? madeChild(parent, name, whenMissing);
      if (child === undefined) return undefined;
      folder = child;
      if (fstatSync(folder).dev !== dev) throw new UnexpectedEntry(root, path, 'folder');
    } catch (error) {
      if (folder !== parent) closeSync(folder);
      throw asUnexpectedEntry(error, root, path, 'folder');
    } finally {
      closeSync(parent);
    }
  }
  return folder;
}

function madeChild(
  parent: number,
  name: string,
  whenMissing: (parent: number, name: string) => 'made' | 'stop',
): number | undefined {
  if (whenMissing(parent, name) === 'stop') return undefined;
  const child = openChild(parent, name, FOLDER);
  const { uid, gid } = fstatSync(parent);
  if (child !== undefined) fchownSync(child, uid, gid);
  return child;
}

/** Returns undefined where nothing has that name. */
function openChild(folder: number, path: string, flags: number): number | undefined {
  const name = nameOf(path);
  if (name === '..') throw new Error(`${path} leads upwards`);
  try {
    return openSync(join(at(folder), name), flags);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function regular(file: number, root: string, path: string): { readonly size: number } {
  const stats = fstatSync(file);
  if (!stats.isFile()) throw new UnexpectedEntry(root, path, 'file');
  return stats;
}

function readFrom(file: number, position: number, limit: number): Buffer {
  const pieces: Buffer[] = [];
  for (let left = limit; left > 0; ) {
    const piece = Buffer.alloc(Math.min(left, 1024 * 1024));
    const count = readSync(file, piece, 0, piece.length, position + limit - left);
    if (count === 0) break;
    pieces.push(piece.subarray(0, count));
    left -= count;
  }
  return Buffer.concat(pieces);
}

/** ENXIO means a socket, or a device without a driver. */
const UNEXPECTED_CODES = ['ELOOP', 'ENOTDIR', 'ENXIO', 'ENODEV', 'EISDIR'];

function asUnexpectedEntry(error: unknown, root: string, path: string, wanted: 'folder' | 'file'): unknown {
  return UNEXPECTED_CODES.includes(errorCode(error) ?? '') ? new UnexpectedEntry(root, path, wanted) : error;
}
