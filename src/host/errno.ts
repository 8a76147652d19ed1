/** Reads the error codes of file and process calls. */

/**
 * Returns `ENOENT`, `EBUSY` and the like; undefined for other errors. It looks at the structure instead of the class,
 * since an error may come from another realm (jest's).
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Linux has one number for these two. Node calls it ENOTSUP, whatever the manual pages of the calls do. */
export const UNSUPPORTED: readonly string[] = ['ENOTSUP', 'EOPNOTSUPP'];

/** Returns whether the error means that a file or process does not exist (any more). */
export function isGone(error: unknown): boolean {
  return ['ENOENT', 'ESRCH', 'ENODEV'].includes(errorCode(error) ?? '');
}

/** Returns whether the error means that the file system, or the user's part of it, is full. */
export function isOutOfRoom(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '');
}
