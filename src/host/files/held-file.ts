/**
 * Locks files through the kernel (flock). Such a lock ends with the process that holds it, however that ends, and is
 * seen from every pid namespace. A process number proves neither life nor death where a folder is shared.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, constants, fstatSync, lstatSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { HostError } from '../../errors.js';
import { commandEnvironment } from '../commands/command.js';
import { notStarted, startTrouble } from '../commands/start-trouble.js';
import { errorCode } from '../errno.js';
import { fileTrouble } from './file-errors.js';

const FLOCK_MS = 10_000;

/**
 * A lock belongs to the open file, which the child shares with this process: the child ends at once, and the lock
 * stays.
 */
function lockOpenFile(descriptor: number, path: string, kind: '--exclusive' | '--shared'): boolean {
  const { status, error, stderr } = spawnSync('flock', [kind, '--nonblock', '3'], {
    stdio: ['ignore', 'ignore', 'pipe', descriptor],
    env: commandEnvironment(),
    encoding: 'utf8',
    // It does not wait, unless another program of this name is on PATH.
    timeout: FLOCK_MS,
    killSignal: 'SIGKILL',
  });
  if (status === 0) return true;
  if (status === 1 && stderr === '') return false;
  if (startTrouble(error) !== undefined) throw notStarted(`${path} cannot be locked`, error);
  const cause = error ? error.message : stderr.trim();
  throw new HostError(
    `${path} cannot be locked: ${cause}`,
    'The program flock (package util-linux) and a file system that knows locks are needed.',
  );
}

/** A program that runs is busy. */
const BUSY = 'ETXTBSY';
const PLAIN: readonly string[] = ['ENOENT', 'EEXIST', BUSY];
/** These errors are the folder's fault where there is no such file yet. */
const HOSTS: readonly string[] = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'];

const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Opens what should be a plain file of Tare's. @throws HostError where it is something else, or may not be opened. */
function openPlain(path: string, flags: number): number {
  const descriptor = openOrRefuse(path, flags);
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw noLock(path, 'it is no plain file');
}

function noLock(path: string, cause: string): HostError {
  return new HostError(
    `${path} cannot be opened as a lock (${cause}).`,
    'It should be a plain file that this user may write, or not be there: look at what is there, and move it away.',
  );
}

function openOrRefuse(path: string, flags: number): number {
  try {
    // A plain open of a FIFO without a writer would wait for ever.
    return openSync(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600);
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (PLAIN.includes(code)) throw error;
    const trouble = HOSTS.includes(code) && !isThere(path) ? fileTrouble(error) : undefined;
    if (trouble) throw new HostError(`${path} cannot be made: ${dirname(path)} ${trouble.what}.`, trouble.remedy);
    throw noLock(path, code || String(error));
  }
}

export interface HeldFile {
  readonly descriptor: number;
  /** Removes the file, then releases the lock. Whoever waits finds that its open file has no name, and tries again. */
  remove(): void;
  /** Releases the lock and leaves the file where it is. */
  release(): void;
}

/** Locks the file, and makes it where it is missing. Undefined while someone else holds it. @throws HostError */
export function holdFile(path: string): HeldFile | undefined {
  return hold(path, constants.O_RDWR | constants.O_CREAT, '--exclusive');
}

/** Locks a file that exists; undefined where it does not, or while someone else holds or runs it. @throws HostError */
export function holdExisting(path: string): HeldFile | undefined {
  return holdIfThere(path, constants.O_RDWR, '--exclusive');
}

/**
 * Takes a shared lock of a file that exists; undefined where it does not, or while someone holds it alone.
 * @throws HostError
 */
export function shareExisting(path: string): HeldFile | undefined {
  return holdIfThere(path, constants.O_RDONLY, '--shared');
}

function holdIfThere(path: string, flags: number, kind: '--exclusive' | '--shared'): HeldFile | undefined {
  try {
    return hold(path, flags, kind);
  } catch (error) {
    if (['ENOENT', BUSY].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

function hold(path: string, flags: number, kind: '--exclusive' | '--shared'): HeldFile | undefined {
  const isNew = !isThere(path);
  const descriptor = openPlain(path, flags);
  try {
    // A holder that has released it since has removed the name of the file opened here, which is then no lock any
    // more.
    if (lockOpenFile(descriptor, path, kind) && isStillAt(path, descriptor)) return heldFile(path, descriptor);
  } catch (error) {
    // A new file that no holder has written its name into meanwhile would stay for ever.
    if (isNew && fstatSync(descriptor).size === 0 && isStillAt(path, descriptor)) rmSync(path, { force: true });
    closeSync(descriptor);
    throw error;
  }
  closeSync(descriptor);
  return undefined;
}

function isStillAt(path: string, descriptor: number): boolean {
  const [named, opened] = [statSync(path, { throwIfNoEntry: false }), fstatSync(descriptor)];
  return named?.ino === opened.ino && named.dev === opened.dev;
}

function heldFile(path: string, descriptor: number): HeldFile {
  let held = true;
  const release = () => {
    if (held) closeSync(descriptor);
    held = false;
  };
  const remove = () => {
    if (held) rmSync(path, { force: true });
    release();
  };
  return { descriptor, remove, release };
}
