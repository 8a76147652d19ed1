/** At the end of a job, uploads a run that no report has uploaded, as after a `timeout-minutes` on the step. */
import { existsSync } from 'node:fs';
import { getInput, getState } from '@actions/core';
import { artifactName, readWorkflow } from '../../github/workflow.js';
import { leftInput } from '../left.js';
import { warn } from '../print.js';
import { documentsAt, uploadRun } from './upload.js';
import { uploadsOfJob } from './uploads.js';

/** The measuring step has left the path of the document in its state. */
export async function uploadLeft(): Promise<void> {
  const path = getState('document');
  const workflow = readWorkflow(process.env);
  if (path === '' || !workflow || !process.env.ACTIONS_RUNTIME_TOKEN || !existsSync(path)) return;
  const documents = documentsAt(path);
  if (uploadsOfJob().some((one) => one.run === documents.run.id)) return;
  const name = leftInput('artifact-name') || artifactName(process.env.GITHUB_JOB ?? '', getInput('matrix'));
  const days = Number(leftInput('retention-days'));
  warn('No report followed the measurement: what was measured is uploaded now, and compared with nothing.');
  await uploadRun(documents, { name, retentionDays: days > 0 ? days : undefined }, workflow);
}
