/** What is said where a file of Tare itself, which is loaded late, is no longer there. */
export const OWN_FILES_GONE =
  'Its own files are no longer those that it was started from: do not replace or remove them while it runs. ' +
  'What was measured until then is kept in its run document.';

/** Recognizes the error of Node by which a file of the program could not be loaded. */
export function isOwnFileGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}
