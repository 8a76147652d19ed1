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

/** Most pages of open pull requests that are looked through. */
const MOST_PAGES = 10;

/**
 * Open pull requests of others with the head of this one. Whoever sends a change from a fork may send the commit of
 * somebody else, to another branch: a check belongs to the commit, and so to their pull request as well. Of a branch
 * of the repository none are asked for: whoever may push here may write checks.
 */
export async function othersOfHead(
  github: GitHub,
  { owner, repo, change }: WorkflowContext,
  own: readonly PullRequest[],
): Promise<PullRequest[]> {
  if (change === undefined || change.headRepository === `${owner}/${repo}`) return [];
  const numbers = new Set(own.map(({ number }) => number));
  const found: PullRequest[] = [];
  const request = { owner, repo, state: 'open', per_page: 100 } as const;
  let pages = 0;
  for await (const { data } of github.paginate.iterator(github.rest.pulls.list, request)) {
    for (const { number, base, head } of data) {
      if (head.sha !== change.headSha || numbers.has(number)) continue;
      const headRepository = head.repo?.full_name ?? '';
      found.push({ ...change, number, base: base.ref, headBranch: head.ref, headRepository });
    }
    if (++pages === MOST_PAGES) break;
  }
  return found;
}
