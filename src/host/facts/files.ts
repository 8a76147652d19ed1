/** Reads the small files by which a kernel describes itself, below a root that tests may choose. */
import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { HostError } from '../../errors.js';
import { KERNEL_REMEDY } from '../files/file-errors.js';
import { readPlainFile, readPlainText } from '../files/plain-file.js';

export interface HostFiles {
  readonly root: string;
  /** Returns the text without blanks and NUL bytes at its ends; undefined where the host does not say. */
  read(path: string): string | undefined;
  /** Returns the bytes as they are; undefined where the host does not say. */
  bytes(path: string): Uint8Array | undefined;
  /** Returns the text as `read` does. @throws HostError where the host does not say. */
  must(path: string): string;
  /** Returns the names in a folder, sorted; none where there is no such folder. */
  list(path: string): string[];
  /** Returns the path with every link followed, seen from the root; undefined where it does not exist. */
  resolve(path: string): string | undefined;
}

/**
 * Drivers answer a read that they cannot serve with any of these, for a sensor asleep, a feature off or a process that
 * has ended.
 */
const SAYS_NOTHING = new Set(
  'ENOENT ENOTDIR ESRCH EACCES EPERM EINVAL EIO ENODEV ENXIO EAGAIN EBUSY ENODATA ENOTSUP EOPNOTSUPP'.split(' '),
);

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error && typeof error === 'object' && 'code' in error && SAYS_NOTHING.has(String(error.code))) return undefined;
    throw error;
  }
}

export function hostFiles(root = '/'): HostFiles {
  const top = realpathSync(root);
  const read = (path: string) =>
    // Strings of the device tree end in a NUL byte.
    orUndefined(() => readPlainText(join(top, path)).replaceAll('\0', ' ').trim());
  return {
    root: top,
    read,
    bytes: (path) => orUndefined(() => readPlainFile(join(top, path))),
    must: (path) => {
      const text = read(path);
      if (text === undefined) throw new HostError(`${path} cannot be read.`, KERNEL_REMEDY);
      return text;
    },
    list: (path) => (orUndefined(() => readdirSync(join(top, path))) ?? []).sort(),
    resolve: (path) => orUndefined(() => `/${relative(top, realpathSync(join(top, path)))}`),
  };
}

/** Returns the path, or the nearest folder above it that exists, with links followed. */
export function existingPath(files: HostFiles, path: string): string {
  return files.resolve(path) ?? (path === '/' ? '/' : existingPath(files, dirname(path)));
}
