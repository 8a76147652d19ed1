/** What GitHub says of the pull request a run is about. */
import type { GitHub } from './client.js';
import type { Change, WorkflowContext } from './workflow.js';

/**
 * The change with its number and base. Of a `workflow_run` event they are asked for by head: an artifact could name any
 * pull request. Undefined where the head has moved on, so that a newer run is under way.
 */
export async function knownChange(
  github: GitHub,
  { owner, repo, change }: WorkflowContext,
): Promise<Change | undefined> {
  if (change === undefined || change.number !== undefined) return change;
  const [headOwner] = change.headRepository.split('/');
  const head = `${headOwner}:${change.headBranch}`;
  const { data } = await github.rest.pulls.list({ owner, repo, state: 'open', head, per_page: 100 });
  const pull = data.find(
    ({ head: own }) => own.sha === change.headSha && own.repo?.full_name === change.headRepository,
  );
  return pull && { ...change, number: pull.number, base: pull.base.ref };
}

export interface Acceptance {
  /** Why the regression is accepted, in the words of whoever did. */
  readonly reason: string;
  /** `label tare-accept`, `commit 1234567`. */
  readonly by: string;
}

const TRAILER = /^Tare-Accept:[ \t]*(\S.*)$/im;
const LONGEST_REASON = 500;

/**
 * A label of the pull request, which only who may write to the repository can set, or a trailer in one of the messages
 * of its commits. A fork's own messages accept nothing. Of a push, the message of its commit.
 */
export async function findAcceptance(
  github: GitHub,
  context: WorkflowContext,
  label: string,
): Promise<Acceptance | undefined> {
  const { owner, repo, change, run } = context;
  if (change === undefined) {
    const { data } = await github.rest.repos.getCommit({ owner, repo, ref: run.sha });
    return trailerIn([data]);
  }
  if (change.number === undefined) return undefined;
  const isOwn = change.headRepository === `${owner}/${repo}`;
  if (isOwn) {
    const request = { owner, repo, pull_number: change.number, per_page: 100 };
    const commits = await github.paginate(github.rest.pulls.listCommits, request);
    const trailer = trailerIn(commits.reverse());
    if (trailer) return trailer;
  }
  const { data } = await github.rest.issues.listLabelsOnIssue({
    owner,
    repo,
    issue_number: change.number,
    per_page: 100,
  });
  const set = data.some(({ name }) => name.toLowerCase() === label.toLowerCase());
  return set ? { reason: 'The pull request carries the label for it.', by: `label ${label}` } : undefined;
}

function trailerIn(commits: readonly { sha: string; commit: { message: string } }[]): Acceptance | undefined {
  for (const { sha, commit } of commits) {
    const reason = TRAILER.exec(commit.message)?.[1]?.trim();
    if (reason) return { reason: reason.slice(0, LONGEST_REASON), by: `commit ${sha.slice(0, 7)}` };
  }
  return undefined;
}
