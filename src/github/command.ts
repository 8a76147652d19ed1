/**
 * Handles a comment on a pull request that asks for a measurement. Its text is compared with the command and used for
 * nothing else. The commit that is measured is the head of the time at which it was written.
 */
import { InputError } from '../errors.js';
import type { GitHub } from './client.js';
import { mayPush } from './permission.js';
import { pushedAt } from './pushed-at.js';
import type { Comment, PullRequest, WorkflowContext } from './workflow.js';

/** The comment is this and nothing else. */
export const COMMAND = '/tare';

const AGAIN = `Comment ${COMMAND} again.`;

/**
 * Returns the change that the comment asks to measure, with its head as it was then. The comment gets the reaction
 * `eyes` as a receipt, and `-1` where it is refused.
 * @throws InputError for a comment that asks nothing, or for one whose author may not.
 */
export async function commandedChange(
  github: GitHub,
  workflow: WorkflowContext,
  comment: Comment,
): Promise<PullRequest> {
  if (comment.body.trim() !== COMMAND) {
    throw new InputError(
      `The comment that started this run is not ${COMMAND} alone.`,
      `Let the job run for that only: if: github.event.comment.body == '${COMMAND}'.`,
    );
  }
  try {
    const change = await permittedChange(github, workflow, comment);
    await react(github, workflow, comment, 'eyes');
    return change;
  } catch (error) {
    if (error instanceof InputError) await react(github, workflow, comment, '-1');
    throw error;
  }
}

async function permittedChange(github: GitHub, workflow: WorkflowContext, comment: Comment): Promise<PullRequest> {
  const { owner, repo } = workflow;
  if (!(await mayPush(github, workflow, comment.author)))
    throw new InputError(
      `${comment.author} may not push here, and so not have code run on this machine.`,
      'Whoever may push can ask for it.',
    );
  const { data: pull } = await github.rest.pulls.get({ owner, repo, pull_number: comment.pull });
  if (pull.head.repo?.full_name !== `${owner}/${repo}`)
    throw new InputError(
      'The pull request comes from a fork, whose code is not run with the rights of this repository.',
      'docs/github.md has two workflows for forks.',
    );
  if (pull.state !== 'open') throw new InputError(`Pull request ${comment.pull} is closed.`, 'Open it again first.');
  const headAt = await pushedBefore(github, workflow, comment, pull.head);
  return {
    number: pull.number,
    base: pull.base.ref,
    baseSha: pull.base.sha,
    headSha: pull.head.sha,
    headBranch: pull.head.ref,
    headRepository: `${owner}/${repo}`,
    headAt,
  };
}

/**
 * Returns when the head was pushed, which must be before the command: its author looked at the head of that time.
 * @throws InputError where the head has changed since.
 */
async function pushedBefore(
  github: GitHub,
  { owner, repo }: WorkflowContext,
  comment: Comment,
  { ref, sha }: { readonly ref: string; readonly sha: string },
): Promise<string> {
  const pushed = await pushedAt(github, { owner, repo }, { branch: ref, sha });
  if (pushed === undefined)
    throw new InputError(`GitHub does not say when ${sha.slice(0, 7)} was pushed to ${ref}.`, AGAIN);
  if (Date.parse(pushed) <= Date.parse(comment.at)) return pushed;
  throw new InputError(`${ref} was pushed to after the command, and is now at ${sha.slice(0, 7)}.`, AGAIN);
}

/** Answers the author of the comment: `confused` where what was asked for has failed. */
export async function react(
  github: GitHub,
  { owner, repo }: WorkflowContext,
  { id }: Comment,
  content: 'eyes' | '-1' | 'confused',
): Promise<void> {
  await github.rest.reactions.createForIssueComment({ owner, repo, comment_id: id, content });
}
