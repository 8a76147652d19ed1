/**
 * Step 3 of the action: uploads, compares, reports and decides. The upload comes first, so that a later failure loses
 * nothing.
 */
import { getInput } from '@actions/core';
import { collectEarly } from '../app/heap.js';
import { reportRequestOf } from '../app/request/report.js';
import type { Inputs } from '../config/inputs.js';
import { parseInputs } from '../config/parse.js';
import { InputError } from '../errors.js';
import { artifactName, readWorkflow, type WorkflowContext } from '../github/workflow.js';
import { type Connection, connect } from './github.js';
import { stepInputs } from './inputs.js';
import { warn } from './print.js';
import { TOKEN_REMEDY } from './publish/baseline.js';
import { orFailedCheck } from './publish/failed-check.js';
import { loadRuns } from './publish/load-runs.js';
import { judgeAll, publishReport, type Reporting } from './publish/publish-report.js';
import { type ArtifactTarget, documentsAt, uploadRun } from './publish/upload.js';
import { keepPrograms } from './second-look/keep-programs.js';
import { runStep } from './step.js';

await runStep(async () => {
  collectEarly();
  const connection = await connect(getInput('github-token'));
  const { reporting, judged } = await orFailedCheck(connection, getInput('artifact-name') || undefined, async () => {
    const loaded = await uploadedRuns(connection);
    return { reporting: loaded, judged: await judgeAll(loaded) };
  });
  await publishReport(reporting, judged);
});

/** Loads what is reported on. What this job measured is uploaded at once. */
async function uploadedRuns(connection: Connection | undefined): Promise<Reporting> {
  const request = reportRequestOf(await inputsOrUpload(connection));
  const runs = await loadRuns(request, getInput('matrix'), connection);
  const [reported] = runs.all;
  const { retentionDays } = request;
  const workflow = uploadingWorkflow(connection);
  const uploaded =
    workflow && reported && !reported.isUploaded
      ? await uploadRun(documentsAt(reported.path), { name: reported.artifact, retentionDays }, workflow)
      : undefined;
  if (workflow && reported && uploaded)
    await keepPrograms(reported.run, { name: uploaded.name, retentionDays }, workflow);
  return { request, connection, runs, uploaded, checkRun: getInput('check-run') };
}

/** Undefined outside a workflow. An upload needs the runner's own token for artifacts, and no github-token. */
function uploadingWorkflow(connection: Connection | undefined): WorkflowContext | undefined {
  if (connection) return connection.workflow;
  const workflow = process.env.ACTIONS_RUNTIME_TOKEN ? readWorkflow(process.env) : undefined;
  if (workflow)
    warn(
      `There is no github-token: no baseline is looked for on GitHub, and no comment or check is written. ${TOKEN_REMEDY}`,
    );
  return workflow;
}

/** Uploads the results even where an input is refused. */
async function inputsOrUpload(connection: Connection | undefined) {
  try {
    return await stepInputs('report', connection);
  } catch (error) {
    const path = getInput('results-path');
    const workflow = uploadingWorkflow(connection);
    if (path !== '' && workflow) await uploadRun(documentsAt(path), givenTarget(), workflow);
    throw error;
  }
}

/** The artifact as the workflow asks for it, as far as what it gives is not the very input that is refused. */
function givenTarget(): ArtifactTarget {
  const name = acceptedInput('artifact-name')?.artifactName;
  const retentionDays = acceptedInput('retention-days')?.retentionDays;
  return { name: name ?? artifactName(process.env.GITHUB_JOB ?? '', getInput('matrix')), retentionDays };
}

/** Undefined where it is refused, which is reported with all the others. */
function acceptedInput(name: string): Inputs | undefined {
  try {
    return parseInputs({ flags: { [name]: getInput(name) }, cwd: process.cwd() });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return undefined;
  }
}
