/** Shows a result where people look: comment on the pull request, check on the commit. */
import { setOutput } from '@actions/core';
import { type CheckText, type Conclusion, endCheck } from '../github/check-run.js';
import { stickComment } from '../github/comment.js';
import type { ReportInput } from '../report/input.js';
import { COMMENT_LIMITS, renderMarkdown } from '../report/markdown/markdown.js';
import { headline } from '../report/verdicts.js';
import { attempt, type Connection } from './github.js';
import { say } from './print.js';

/** Sets the output `comment-url`. A comment that cannot be written does not change the verdict. */
export async function publishComment(
  input: ReportInput,
  artifact: string,
  { github, workflow }: Connection,
): Promise<void> {
  const { owner, repo, change, run, isFromFork } = workflow;
  if (change?.number === undefined) return;
  if (isFromFork) {
    say('a run of a fork may not comment: see docs/github.md for the two workflows that do');
    return;
  }
  const sticky = {
    owner,
    repo,
    pull: change.number,
    key: `${run.workflow} ${artifact}`,
    run,
    body: renderMarkdown(input, COMMENT_LIMITS),
  };
  const url = await attempt('comment', () => stickComment(github, sticky));
  if (url) setOutput('comment-url', url);
}

/** @param id of the check; nothing to end without one. */
export async function publishCheck(input: ReportInput, id: string, { github, workflow }: Connection): Promise<void> {
  if (id === '') return;
  const text = { title: titleOf(input), summary: renderMarkdown(input, COMMENT_LIMITS) };
  await attempt('check', () => endCheck(github, workflow, Number(id), conclusionOf(input), text));
}

function titleOf({ comparison, gate }: ReportInput): CheckText['title'] {
  if (!comparison) return 'measured; nothing to compare with';
  const { answer, rest } = headline(comparison, gate);
  return rest === '' ? answer : `${answer}; ${rest}`;
}

function conclusionOf({ run, comparison, gate }: ReportInput): Conclusion {
  if (run.stopped?.reason === 'cancelled') return 'cancelled';
  if (gate && !gate.pass) return 'failure';
  return comparison && headline(comparison, gate).status === 'pass' ? 'success' : 'neutral';
}
