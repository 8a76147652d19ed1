/** Makes the payloads of the events that start runs, as a job finds them at GITHUB_EVENT_PATH. */
import type { WorkflowRun } from './model.js';
import type { JsonObject } from './openapi/sample.js';
import * as render from './routes/render.js';

/**
 * Describes the pull request at the time when the run was started: a push or a label of that moment was its latest
 * event.
 */
function pullRequest({ pull, labeled, createdAt, headSha }: WorkflowRun): JsonObject {
  if (pull === undefined) return {};
  const rendered = render.pull(pull);
  const head = { ...(rendered.head as JsonObject), sha: headSha };
  const pull_request = { ...rendered, head, updated_at: createdAt };
  const common = { number: pull.number, pull_request };
  if (labeled === undefined) return { action: 'synchronize', ...common };
  return { action: 'labeled', label: render.label(labeled), ...common };
}

const mergeGroup = ({ repository, headBranch, headSha, queueBase = '' }: WorkflowRun): JsonObject => ({
  action: 'checks_requested',
  merge_group: {
    head_sha: headSha,
    head_ref: `refs/heads/${headBranch}`,
    base_sha: repository.tip(queueBase),
    base_ref: `refs/heads/${queueBase}`,
  },
});

const workflowRun = ({ about }: WorkflowRun): JsonObject =>
  about === undefined
    ? {}
    : { action: 'completed', workflow_run: render.run(about), workflow: render.workflow(about.workflow) };

const issueComment = ({ comment, commented, repository }: WorkflowRun): JsonObject =>
  comment === undefined
    ? {}
    : {
        action: commented,
        issue: { number: comment.number, pull_request: { url: render.SITE } },
        comment: { ...render.comment(comment, repository) },
      };

const refOf = ({ headBranch }: WorkflowRun) => `refs/heads/${headBranch}`;

const payloads: Readonly<Record<WorkflowRun['event'], (run: WorkflowRun) => JsonObject>> = {
  push: (run) => ({
    ref: refOf(run),
    before: run.repository.refs.before(refOf(run)),
    after: run.headSha,
    forced: false,
  }),
  schedule: () => ({ schedule: '17 3 * * *' }),
  workflow_dispatch: (run) => ({ ref: refOf(run), inputs: {}, workflow: run.workflow.path }),
  pull_request: pullRequest,
  pull_request_target: pullRequest,
  workflow_run: workflowRun,
  merge_group: mergeGroup,
  issue_comment: issueComment,
};

export const eventOf = (run: WorkflowRun): JsonObject => ({
  ...payloads[run.event](run),
  repository: render.repository(run.repository, 'repository'),
  sender: render.user(run.actor),
});
