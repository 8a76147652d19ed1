/** Error codes of file and process calls. */

/**
 * `ENOENT`, `EBUSY`, …; undefined for other errors. Structural, since an error may come from another realm (jest's).
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Whether a file or process is not there (any more). */
export function isGone(error: unknown): boolean {
  return ['ENOENT', 'ESRCH', 'ENODEV'].includes(errorCode(error) ?? '');
}
