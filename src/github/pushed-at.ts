/** Asks when a commit was pushed to the branch that it heads. */
import type { GitHub } from './client.js';
import type { Repository } from './download.js';

/**
 * Returns the time of the latest push to a branch, in ISO 8601; undefined where that push brought another commit, or
 * GitHub does not say.
 */
export async function pushedAt(
  github: GitHub,
  { owner, repo }: Repository,
  { branch, sha }: { readonly branch: string; readonly sha: string },
): Promise<string | undefined> {
  const request = { owner, repo, ref: `refs/heads/${branch}`, per_page: 1 };
  const { data } = await github.rest.repos.listActivities(request);
  const [latest] = data;
  return latest?.after === sha ? latest.timestamp : undefined;
}
