/**
 * Says what the errors of file operations mean to a person, and what to do about them. It is the only place that does.
 */

import { isRootWithoutOverride } from '../capabilities.js';
import { errorCode } from '../errno.js';

export interface FileTrouble {
  /** The text follows the path: `is a folder`. */
  readonly what: string;
  readonly remedy: string;
}

/**
 * These error codes come from what a person did or can change; others come from mistakes of Tare. The key is the code.
 */
const TROUBLES: ReadonlyMap<string, FileTrouble> = new Map(
  Object.entries({
    ENOENT: { what: 'does not exist', remedy: 'Check how it is written.' },
    EACCES: { what: 'may not be used by this user', remedy: 'Change its owner or mode, or run tare with sudo.' },
    EPERM: { what: 'may not be used by this user', remedy: 'Change its owner or mode, or run tare with sudo.' },
    EISDIR: { what: 'is a folder', remedy: 'Give the path of a file.' },
    ERR_FS_EISDIR: { what: 'is a folder', remedy: 'Give the path of a file.' },
    ENOTDIR: { what: 'is not in a folder: a part of its path is a file', remedy: 'Give the path of a folder.' },
    EEXIST: { what: 'exists already and is not what is needed there', remedy: 'Give another path.' },
    ELOOP: { what: 'leads in a circle of links', remedy: 'Give the path of what the links should lead to.' },
    ENAMETOOLONG: { what: 'is too long for a path', remedy: 'Give a shorter one.' },
    EROFS: { what: 'is on a file system that cannot be written to', remedy: 'Give a path on another one.' },
    EOPNOTSUPP: { what: 'is on a file system whose files keep no text', remedy: 'Give a path on another one.' },
    ENOSPC: { what: 'cannot be written: the file system is full', remedy: 'Make room, or give a path elsewhere.' },
    ENOMEM: { what: 'cannot be used: memory is short', remedy: 'End other work, or raise memory.max of the cgroup.' },
    ENOLCK: { what: 'is on a file system without locks', remedy: 'Give a path on another one.' },
    ETIMEDOUT: { what: 'is on a server that does not answer', remedy: 'See to the network, or give a path elsewhere.' },
    EDQUOT: { what: 'cannot be written: the quota is used up', remedy: 'Make room, or give a path elsewhere.' },
    EFBIG: { what: 'cannot be written: it became too large', remedy: 'Raise the limit (ulimit -f).' },
    EIO: { what: 'cannot be read or written: its disk failed', remedy: 'See the kernel log (dmesg).' },
    ESTALE: { what: 'is on a server that does not know it any more', remedy: 'Mount it again.' },
    ENXIO: { what: 'is a device or a pipe with nobody behind it', remedy: 'Give the path of a file.' },
    ENODEV: { what: 'is a device that is not there', remedy: 'Give the path of a file.' },
    EMFILE: { what: 'cannot be opened: too many files are open', remedy: 'Raise the limit (ulimit -n).' },
    ENFILE: { what: 'cannot be opened: too many files are open on this host', remedy: 'Raise fs.file-max.' },
    ETXTBSY: { what: 'is being run', remedy: 'End it, or give another path.' },
    EBUSY: { what: 'is in use', remedy: 'End what uses it, or give another path.' },
    ERR_INVALID_ARG_VALUE: { what: 'cannot be a path', remedy: 'Give one without a NUL character.' },
  }),
);

/** Returns undefined for all errors but file operations that failed for a reason of the host or of the path. */
export function fileTrouble(error: unknown): FileTrouble | undefined {
  const code = errorCode(error) ?? '';
  return code === 'EACCES' && isRootWithoutOverride() ? LACKS_OVERRIDE : TROUBLES.get(code);
}

const LACKS_OVERRIDE: FileTrouble = {
  what: 'may not be used by root, which lacks CAP_DAC_OVERRIDE here',
  remedy: 'Change its owner or mode, or start the container with --privileged.',
};

export const KERNEL_REMEDY = 'Mount proc on /proc and sysfs on /sys.';

/** Returns the same error with the file's path: for a write to an open file the kernel does not name it. */
export function ofFile(error: unknown, path: string): unknown {
  return fileTrouble(error) ? Object.assign(error as object, { path }) : error;
}

/** Calls that are given an open file instead of a path. Those of sockets and pipes have codes that are not listed. */
const OF_OPEN_FILES: readonly unknown[] = ['write', 'fsync', 'fdatasync', 'ftruncate', 'fchmod', 'fchown', 'copyfile'];
const isOfOpenFile = (syscall: unknown): boolean => OF_OPEN_FILES.includes(syscall);

/**
 * Returns a sentence on an error that nobody foresaw: which path, and what to do. Undefined where it is no file
 * operation.
 */
export function fileSentence(error: unknown): string | undefined {
  const trouble = fileTrouble(error);
  if (trouble === undefined || typeof error !== 'object' || error === null) return undefined;
  const { path, dest, syscall } = error as { path?: unknown; dest?: unknown; syscall?: unknown };
  if (syscall === 'uv_cwd') return 'The folder that tare was started in is gone.\nChange into another one.';
  const place = [path, dest].find((one): one is string => typeof one === 'string' && one !== '');
  // Of a write to an open file nobody may have told the path. It is the host's trouble all the same.
  if (place === undefined)
    return isOfOpenFile(syscall) ? `A file of this run ${trouble.what}.\n${trouble.remedy}` : undefined;
  const isKernels = errorCode(error) === 'ENOENT' && /^\/(?:proc|sys)\//.test(place);
  return `${place} ${trouble.what}.\n${isKernels ? KERNEL_REMEDY : trouble.remedy}`;
}
