/** Asks what a person may do in a repository. */
import type { GitHub } from './client.js';
import type { Repository } from './download.js';
import { statusOf } from './errors.js';

/** A user whom GitHub does not know may not push. */
export async function mayPush(github: GitHub, { owner, repo }: Repository, username: string): Promise<boolean> {
  try {
    const { data } = await github.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
    return ['admin', 'maintain', 'write'].includes(data.permission);
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    return false;
  }
}
