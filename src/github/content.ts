/** Reads files of the repository as they are at a commit. */
import type { GitHub } from './client.js';
import type { Repository } from './download.js';
import { isForbidden } from './errors.js';

/**
 * Returns the text; undefined where there is no such file or the token may not read it. @throws other errors of
 * GitHub.
 * @param ref a commit, or `refs/heads/main`.
 */
export async function fileAt(github: GitHub, { owner, repo }: Repository, path: string, ref: string) {
  try {
    const { data } = await github.rest.repos.getContent({ owner, repo, path, ref });
    const isFile = !Array.isArray(data) && data.type === 'file' && 'content' in data;
    return isFile ? Buffer.from(data.content, 'base64').toString('utf8') : undefined;
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}
