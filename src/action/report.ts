/**
 * Step 3 of the action: upload, compare, tell, decide. Nothing measured is lost to a failure here: it is uploaded
 * first.
 */
import * as core from '@actions/core';
import { finishReport } from './finish.js';
import { connect } from './github.js';
import { runStep, stepInputs } from './step.js';
import { findSubject } from './subject.js';
import { uploadRun } from './upload.js';

await runStep(async () => {
  const inputs = stepInputs('report');
  const connection = await connect(inputs.githubToken);
  const subject = await findSubject(inputs, core.getInput('matrix'), connection);
  const shelf = { name: subject.artifact, retentionDays: inputs.retentionDays };
  const uploaded =
    connection && !subject.isUploaded ? await uploadRun(subject.run, shelf, connection.workflow) : undefined;
  await finishReport({ inputs, connection, subject, uploaded, checkRun: core.getInput('check-run') });
});
