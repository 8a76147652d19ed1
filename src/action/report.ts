/**
 * Step 3 of the action: upload, compare, tell, decide. Nothing measured is lost to a failure here: it is uploaded
 * first.
 */
import { getInput } from '@actions/core';
import { artifactName } from '../github/workflow.js';
import { finishReport } from './finish.js';
import { type Connection, connect } from './github.js';
import { stepInputs } from './inputs.js';
import { keepPrograms } from './second-look/keep-programs.js';
import { runStep } from './step.js';
import { findSubjects } from './subject.js';
import { documentsAt, uploadRun } from './upload.js';

await runStep(async () => {
  const connection = await connect(getInput('github-token'));
  const inputs = await inputsOrUpload(connection);
  const subjects = await findSubjects(inputs, getInput('matrix'), connection);
  const [subject] = subjects.all;
  const { retentionDays } = inputs;
  const uploaded =
    connection && subject && !subject.isUploaded
      ? await uploadRun(documentsAt(subject.path), { name: subject.artifact, retentionDays }, connection.workflow)
      : undefined;
  if (connection && subject && uploaded)
    await keepPrograms(subject.run, { name: uploaded.name, retentionDays }, connection.workflow);
  await finishReport({ inputs, connection, subjects, uploaded, checkRun: getInput('check-run') });
});

/** What was measured is uploaded also where an input is refused. */
async function inputsOrUpload(connection: Connection | undefined) {
  try {
    return await stepInputs('report', connection);
  } catch (error) {
    const path = getInput('results-path');
    if (path !== '' && connection) {
      const name = artifactName(process.env.GITHUB_JOB ?? '', getInput('matrix'));
      await uploadRun(documentsAt(path), { name, retentionDays: undefined }, connection.workflow);
    }
    throw error;
  }
}
