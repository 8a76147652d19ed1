/** Step 3 of the action: upload, compare, tell, decide. Nothing measured is lost to a failure here: it is uploaded first. */
import { dirname } from 'node:path';
import * as core from '@actions/core';
import { statePath } from '../host/open-host.js';
import { readRun } from '../results/store.js';
import { runStep, stepInputs } from './action/step.js';

await runStep(async () => {
  const inputs = stepInputs('report');
  const path = core.getInput('results-path', { required: true });
  const run = readRun(path);
  const { uploadArtifact } = await import('../github/artifact.js');
  await uploadArtifact({
    name: inputs.artifactName,
    files: [path],
    folder: dirname(path),
    retentionDays: inputs.retentionDays,
  });
  const { judge } = await import('./steps/judge.js');
  const { tellResult } = await import('./action/tell.js');
  const input = judge(run, inputs, statePath());
  await tellResult(input, dirname(path));
  if (input.gate && !input.gate.pass) core.setFailed(input.gate.reasons.join(' '));
});
