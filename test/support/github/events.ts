/** Payloads of the events that start runs, as a job finds them at GITHUB_EVENT_PATH. */
import type { WorkflowRun } from './model.js';
import type { JsonObject } from './openapi/sample.js';
import * as render from './routes/render.js';

const pullRequest = ({ pull }: WorkflowRun): JsonObject =>
  pull === undefined ? {} : { action: 'synchronize', number: pull.number, pull_request: render.pull(pull) };

const workflowRun = ({ about }: WorkflowRun): JsonObject =>
  about === undefined
    ? {}
    : { action: 'completed', workflow_run: render.run(about), workflow: render.workflow(about.workflow) };

const refOf = ({ headBranch }: WorkflowRun) => `refs/heads/${headBranch}`;

const payloads: Readonly<Record<WorkflowRun['event'], (run: WorkflowRun) => JsonObject>> = {
  push: (run) => ({ ref: refOf(run), after: run.headSha, forced: false }),
  schedule: () => ({ schedule: '17 3 * * *' }),
  workflow_dispatch: (run) => ({ ref: refOf(run), inputs: {}, workflow: run.workflow.path }),
  pull_request: pullRequest,
  workflow_run: workflowRun,
};

export const eventOf = (run: WorkflowRun): JsonObject => ({
  ...payloads[run.event](run),
  repository: render.repository(run.repository, 'repository'),
  sender: render.user(run.actor),
});
