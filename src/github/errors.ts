/** Reads errors of GitHub's API. This is not in the client, which is large and loaded only when it is used. */

/** Returns the status that GitHub answered with; undefined for all other errors. */
export function statusOf(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

/**
 * Returns whether the token may not do this. GitHub answers 404 for what a token may not even see. All other refusals,
 * such as an expired token, a list of allowed addresses and a limit, are outages: they say nothing of what was asked.
 */
export const isForbidden = (error: unknown): boolean => statusOf(error) === 404 || lacksPermission(error);

/**
 * Returns whether GitHub itself refuses, and says so of the token: "Resource not accessible by integration", "You must
 * have the actions scope to download artifacts.", "Must have admin rights to Repository." The store that a download is
 * redirected to knows of no token.
 */
export const lacksPermission = (error: unknown): boolean =>
  statusOf(error) === 403 && /not accessible by|\bmust have\b/i.test(messageOf(error));

export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
