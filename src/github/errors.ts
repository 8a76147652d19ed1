/** Reads errors of GitHub's API. This is not in the client, which is large and loaded only when it is used. */

/** Returns the status that GitHub answered with; undefined for all other errors. */
export function statusOf(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** Returns whether the token may not do this. GitHub answers 404 for what a token may not even see. */
export function isForbidden(error: unknown): boolean {
  const status = statusOf(error);
  if (status === 401 || status === 404) return true;
  return status === 403 && !/rate limit/i.test(messageOf(error));
}

/**
 * Returns whether GitHub itself refuses, and says so of the token: "Resource not accessible by integration", "You must
 * have the actions scope to download artifacts." The store that a download is redirected to knows of no token.
 */
export const lacksPermission = (error: unknown): boolean =>
  statusOf(error) === 403 && /not accessible by|actions scope/i.test(messageOf(error));

export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
