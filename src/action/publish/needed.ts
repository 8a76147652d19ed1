/** Asks GitHub for what nothing can be reported without, and says what to do where it refuses. */
import { HostError, InputError, UserError } from '../../errors.js';
import { BadArtifact } from '../../github/download.js';
import { isForbidden, messageOf, statusOf } from '../../github/errors.js';

/** What is asked for, as the subject of a sentence, and the permission that it takes. */
export interface Needed {
  readonly what: string;
  readonly permission: 'actions: read' | 'pull-requests: read';
}

/**
 * @throws InputError with the permission that the token lacks, or for an artifact that is gone; HostError where GitHub
 * is out of order; other errors as they are.
 */
export async function needed<T>({ what, permission }: Needed, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof BadArtifact && error.isGone)
      throw new InputError(
        `${error.message}.`,
        'Run the jobs that measure again: an artifact is kept for some days only.',
      );
    if (error instanceof UserError || statusOf(error) === undefined) throw error;
    const told = `${what} could not be had from GitHub: ${messageOf(error)}`;
    throw isForbidden(error)
      ? new InputError(told, `Give the job the permission ${permission}.`)
      : new HostError(told, 'Run this job again.');
  }
}
