/**
 * Whoever asked for a measurement by a label or a comment is answered at the end of the job where no report does it:
 * set-up or the build has failed, or the job was ended.
 */
import { getInput, getState, saveState, setOutput } from '@actions/core';
import { ASK_LABEL } from '../config/table/workflow.js';
import { Cancelled } from '../errors.js';
import { takeOffAskingLabel } from '../github/asking-label.js';
import { createCheck } from '../github/check-run.js';
import { react } from '../github/command.js';
import { aboutChange, type PullRequest, parseChange } from '../github/workflow.js';
import { codeBlock } from '../report/markdown/escape.js';
import { attempt, type Connection } from './github.js';
import { leftInput } from './left.js';
import { checkName } from './progress-check.js';

/** Of the step that sets up: whether it has come to its end, and the message of the error that ended it. */
const [SETTING_UP, FAILURE] = ['setting-up', 'failure'];
const LONGEST_FAILURE = 20_000;

/** Does the work of the first step, and keeps why it failed for the answer. */
export async function answering(work: () => Promise<void>): Promise<void> {
  saveState(SETTING_UP, 'yes');
  try {
    await work();
    saveState(SETTING_UP, 'done');
  } catch (error) {
    if (error instanceof Error && !(error instanceof Cancelled)) saveState(FAILURE, withoutOutput(error.message));
    throw error;
  }
}

/** GitHub masks secrets in a log and nowhere else, so that what a command has printed stays there. */
function withoutOutput(message: string): string {
  const own = message.split('\n').filter((line) => !line.startsWith('  | '));
  return own
    .join('\n')
    .replace(/Its last lines:$/, "Its last lines are in the job's log.")
    .slice(0, LONGEST_FAILURE);
}

/** Tells later steps, and the end of this one, which change a comment asks to measure. */
export function handOnChange(change: PullRequest): void {
  const text = JSON.stringify(change);
  setOutput('change', text);
  saveState('change', text);
}

/** Takes the label off, so that it can be set again, and tells the author of a comment that nothing was measured. */
export async function answerAtEnd(connection: Connection): Promise<void> {
  const { github, workflow } = connection;
  const isOfSetup = getState(SETTING_UP) !== '';
  if (isOfSetup)
    await attempt('label', () => takeOffAskingLabel(github, workflow, leftInput('ask-label') || ASK_LABEL));
  const { comment } = workflow;
  const change = parseChange(isOfSetup ? getState('change') : getInput('change'));
  const isMeasured = isOfSetup ? getState(SETTING_UP) === 'done' : getState('document') !== '';
  if (!comment || !change || isMeasured) return;
  await attempt('reaction', () => react(github, workflow, comment, 'confused'));
  if (isOfSetup) await attempt('check', () => failedCheck({ github, workflow: aboutChange(workflow, change) }));
}

/** Writes the check that the measurement would have begun: a job of a comment is no check of the pull request. */
function failedCheck({ github, workflow }: Connection): Promise<void> {
  const { owner, repo, serverUrl, run, job, runId } = workflow;
  const failure = getState(FAILURE);
  const check = {
    name: checkName(job, getInput('matrix')),
    sha: run.sha,
    detailsUrl: `${serverUrl}/${owner}/${repo}/actions/runs/${runId}`,
    conclusion: failure === '' ? 'cancelled' : 'failure',
  } as const;
  const summary = failure === '' ? 'The job ended before anything was measured; its log says why.' : codeBlock(failure);
  return createCheck(github, workflow, check, { title: 'Nothing was measured', summary });
}
