/** Asks GitHub about the pull requests that a run is about. */
import type { GitHub } from './client.js';
import type { PullRequest, WorkflowContext } from './workflow.js';

/**
 * Returns the changes that a run is about, each with its number and base. For a `workflow_run` event they are searched
 * by head, since an artifact could name any pull request, and one head may be that of several. None are returned where
 * the head has moved on, so that a newer run is under way, and where the run is about no change.
 */
export async function knownChanges(github: GitHub, { owner, repo, change }: WorkflowContext): Promise<PullRequest[]> {
  if (change === undefined) return [];
  if (change.number !== undefined) return [change];
  const [headOwner] = change.headRepository.split('/');
  const head = `${headOwner}:${change.headBranch}`;
  const { data } = await github.rest.pulls.list({ owner, repo, state: 'open', head, per_page: 100 });
  return data
    .filter(({ head: own }) => own.sha === change.headSha && own.repo?.full_name === change.headRepository)
    .map(({ number, base }) => ({ ...change, number, base: base.ref }))
    .sort((a, b) => a.number - b.number);
}
