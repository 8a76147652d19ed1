/** A job as GitHub passes it to a runner: its context, its event, its tokens. */
import type { Job } from '../runner/job.js';
import { eventOf } from './events.js';
import type { JobState, Permissions, WorkflowRun } from './model.js';
import { SITE } from './routes/render.js';
import { readOnly, type Tokens, WRITE_ALL } from './tokens.js';

export interface JobOptions {
  /** The key of the job in the workflow; `tare` where it is not given. */
  readonly key?: string;
  /** The name on the run's page, with the leg of a matrix: `tare (arm64)`; the key where it is not given. */
  readonly name?: string;
  /** `write-all` where it is not given. The pull request of a fork can at most read, whatever is requested. */
  readonly permissions?: Permissions;
}

export interface Addresses {
  readonly api: string;
  readonly results: string;
}

const refs = (run: WorkflowRun) => {
  const { pull, headBranch, headSha } = run;
  if (pull === undefined || run.event === 'merge_group') {
    return { ref: `refs/heads/${headBranch}`, ref_name: headBranch, sha: headSha, head_ref: '', base_ref: '' };
  }
  const base = pull.base.branch;
  if (run.event === 'pull_request_target') {
    const sha = run.repository.tip(base);
    return { ref: `refs/heads/${base}`, ref_name: base, sha, head_ref: pull.head.branch, base_ref: base };
  }
  return {
    ref: `refs/pull/${pull.number}/merge`,
    ref_name: `${pull.number}/merge`,
    // The commit is not the head, because GitHub runs the result of the merge.
    sha: run.repository.mergeCommit(pull),
    head_ref: pull.head.branch,
    base_ref: base,
  };
};

const contextOf = (run: WorkflowRun, key: string, api: string) => ({
  ...refs(run),
  ref_type: 'branch',
  ref_protected: 'false',
  server_url: SITE,
  api_url: api,
  graphql_url: `${api}/graphql`,
  repository: run.repository.fullName,
  repository_id: String(run.repository.id),
  repository_owner: run.repository.owner,
  repository_owner_id: '1',
  actor: run.actor,
  actor_id: '1',
  triggering_actor: run.actor,
  run_id: String(run.id),
  run_number: String(run.number),
  run_attempt: String(run.attempt),
  retention_days: '90',
  workflow: run.workflow.name,
  workflow_ref: `${run.repository.fullName}/${run.workflow.path}@${refs(run).ref}`,
  workflow_sha: run.headSha,
  event_name: run.event,
  job: key,
});

const isFromFork = (run: WorkflowRun) => run.event === 'pull_request' && run.headRepository !== run.repository;

export interface StartedJob extends Job {
  readonly state: JobState;
}

export function startJob(run: WorkflowRun, options: JobOptions, tokens: Tokens, addresses: Addresses): StartedJob {
  const { key = 'tare', name = key, permissions: asked = WRITE_ALL } = options;
  const state = run.repository.addJob(run, name);
  const permissions = isFromFork(run) ? readOnly(asked) : asked;
  const token = tokens.issue({ repository: run.repository, permissions, actor: 'github-actions[bot]' });
  const runtimeToken = tokens.issueRuntime({ run, job: state, backendId: run.backendId });
  return {
    state,
    github: { ...contextOf(run, key, addresses.api), token },
    event: eventOf(run),
    services: {
      ACTIONS_RUNTIME_TOKEN: runtimeToken,
      ACTIONS_RUNTIME_URL: `${addresses.results}/`,
      ACTIONS_RESULTS_URL: `${addresses.results}/`,
    },
    secrets: [token, runtimeToken],
    checkRunId: state.id,
  };
}
