/** Publishes results where people look: a comment on the pull request, a check on the commit. */
import { setOutput } from '@actions/core';
import {
  type CheckNote,
  type CheckText,
  type Conclusion,
  createCheck,
  endCheck,
  latestNotes,
} from '../../github/check-run.js';
import { stickComment } from '../../github/comment.js';
import { isObsolete, type WorkflowContext } from '../../github/workflow.js';
import { escapeMarkdown } from '../../report/markdown/escape.js';
import { answerOfLegs, gateSentence, renderLegs } from '../../report/markdown/legs.js';
import { COMMENT_LIMITS } from '../../report/markdown/markdown.js';
import { headline } from '../../report/verdicts.js';
import { attempt, type Connection } from '../github.js';
import { say } from '../print.js';
import type { PullRequestReport } from './job-summary.js';

/** The mark by which the comment on all results of a run is found again. */
const ALL = 'tare-results (all)';

/** Sets the output `comment-url`. A comment that cannot be written does not change the verdict. */
export async function publishComment(report: PullRequestReport, named: string | undefined): Promise<void> {
  if (!report.connection) return;
  const { github, workflow } = report.connection;
  const { owner, repo, change, run, isFromFork } = workflow;
  if (change?.number === undefined) return;
  if (isFromFork) {
    say('A run of a fork may not comment: docs/github.md has two workflows that do.');
    return;
  }
  const key = `${run.workflow} ${named ?? ALL}`;
  const sticky = { owner, repo, pull: change.number, key, run, body: renderLegs(report, COMMENT_LIMITS) };
  const url = await attempt('comment', () => stickComment(github, sticky));
  if (url) setOutput('comment-url', url);
}

/** The check of a report on another run: fixed, so that a branch can require it. */
const CHECK = 'Tare';

interface Check {
  /** Id of the check that the measurement began; may be empty. */
  readonly id: string;
  readonly named: string | undefined;
  /** Numbers of the pull requests with the same head that this run tells nothing about. */
  readonly unjudged: readonly number[];
}

/**
 * Whether a report on another run is about a pull request or a merge group, which may wait for the check. A push to
 * the branch of a pull request gets none: its commit is the same, and its base another.
 */
const isOfChange = (workflow: WorkflowContext): boolean =>
  workflow.isAboutOther && Boolean(workflow.change ?? workflow.queue) && !isObsolete(workflow);

/**
 * Ends the check that the measurement began. A report on another run writes a check on the commit that was measured,
 * since its own job is no check of that pull request.
 */
export async function publishCheck(reports: readonly PullRequestReport[], check: Check): Promise<void> {
  const [first] = reports;
  if (!first?.connection) return;
  const { connection } = first;
  const { github, workflow } = connection;
  const worst = reports.find((one) => gateSentence(one) !== undefined) ?? first;
  const text = {
    title: answerOfLegs(worst),
    summary: reports.map((one) => renderLegs(one, COMMENT_LIMITS)).join('\n\n'),
  };
  const conclusion = conclusionOf(worst);
  if (check.id !== '') await attempt('check', () => endCheck(github, workflow, Number(check.id), conclusion, text));
  else if (isOfChange(workflow))
    await attempt('check', () => checkOnHead(connection, { conclusion, text, reports }, check));
}

interface Outcome {
  readonly conclusion: Conclusion;
  readonly text: CheckText;
  readonly reports: readonly PullRequestReport[];
}

const PASSING: readonly Conclusion[] = ['success', 'neutral'];

/**
 * The commit may be the head of pull requests to several bases, each with a run of its own, and several workflows may
 * measure it. What keeps one of them from being merged stands until a run against its base, or of that workflow, says
 * otherwise: a branch that requires the check looks at the newest alone.
 */
async function checkOnHead(
  { github, workflow }: Connection,
  { reports, ...outcome }: Outcome,
  { named, unjudged }: Check,
): Promise<void> {
  const check = checkOn(workflow, named);
  const before = await latestNotes(github, workflow, check);
  const ofSame = before.find((one) => one.workflow === workflow.run.workflow)?.holdsBack ?? [];
  const others = ofSame.filter((number) => unjudged.includes(number));
  const own = reports.filter((one) => !PASSING.includes(conclusionOf(one)));
  const holdsBack = [...own.flatMap(({ connection }) => connection?.workflow.change?.number ?? []), ...others];
  const found = others.length > 0 && own.length === 0 ? stillHeld(others, outcome.text) : outcome;
  const isPassing = PASSING.includes(found.conclusion);
  const failing = before.filter((one) => one.outcome === 'fails' && one.workflow !== workflow.run.workflow);
  const { conclusion, text } = isPassing && failing.length > 0 ? failedByOthers(failing, found.text) : found;
  const note = { workflow: workflow.run.workflow, outcome: isPassing ? 'passes' : 'fails', holdsBack } as const;
  await createCheck(github, workflow, { ...check, conclusion, note }, text);
}

function failedByOthers(failing: readonly CheckNote[], { summary }: CheckText): Pick<Outcome, 'conclusion' | 'text'> {
  const names = failing.map(({ workflow }) => workflow).join(', ');
  const title = `The check of ${names} fails on this commit`;
  const why = `${escapeMarkdown(title)}, and has the same name as this one. Mend what it says, or run that workflow again; with an artifact-name for each report, each has a check of its own.`;
  return { conclusion: 'failure', text: { title, summary: `${why}\n\n${summary}` } };
}

/** The check of a report on another run: where it is, and what it leads to. */
export function checkOn({ owner, repo, serverUrl, runId, run }: WorkflowContext, named: string | undefined) {
  const detailsUrl = `${serverUrl}/${owner}/${repo}/actions/runs/${runId}`;
  return { name: named === undefined ? CHECK : `${CHECK}: ${named}`, sha: run.sha, detailsUrl };
}

function stillHeld(others: readonly number[], { summary }: CheckText): Pick<Outcome, 'conclusion' | 'text'> {
  const title = `An earlier run holds back ${others.map((number) => `#${number}`).join(', ')}`;
  const why = `${title}, with this head and another base, which this run did not measure. Its own run can be run again.`;
  return { conclusion: 'failure', text: { title, summary: `${why}\n\n${summary}` } };
}

function conclusionOf(report: PullRequestReport): Conclusion {
  const { legs } = report;
  if (legs.every(({ input }) => input.run.stopped?.reason === 'cancelled')) return 'cancelled';
  if (gateSentence(report) !== undefined) return 'failure';
  const passed = legs.every(
    ({ input: { run, comparison, gate, limits } }) =>
      comparison && headline({ run, comparison, gate, limits }).status === 'pass',
  );
  return passed ? 'success' : 'neutral';
}
