/** Writes the fake's state in GitHub's form: each object has every field that GitHub promises. */
import type { Commit } from '../git-store.js';
import type { Artifact, CheckRun, Comment, JobState, PullRequest, Workflow, WorkflowRun } from '../model.js';
import { fill, type JsonObject } from '../openapi/sample.js';
import type { Repository } from '../repository.js';

/** The address of the pages that people see. */
export const SITE = 'https://github.localhost';

/** Returns a number for a login, which is always the same. */
const idOf = (login: string) => [...login].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e6, 7);

export const user = (login: string) =>
  fill('simple-user', {
    login,
    id: idOf(login),
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    html_url: `${SITE}/${login.endsWith('[bot]') ? `apps/${login.slice(0, -5)}` : login}`,
  });

type RepositorySchema = 'minimal-repository' | 'full-repository' | 'repository';

export const repository = (one: Repository, schema: RepositorySchema = 'minimal-repository'): JsonObject =>
  fill(schema, {
    id: one.id,
    name: one.name,
    full_name: one.fullName,
    owner: user(one.owner),
    private: one.private,
    fork: one.parent !== undefined,
    html_url: `${SITE}/${one.fullName}`,
    ...(schema === 'minimal-repository' ? {} : { default_branch: one.defaultBranch, created_at: one.createdAt }),
    ...(schema === 'full-repository' && one.parent ? { parent: repository(one.parent, 'repository') } : {}),
  });

export const pullUrl = (pull: PullRequest) => `${SITE}/${pull.base.repository.fullName}/pull/${pull.number}`;
export const runUrl = (run: WorkflowRun) => `${SITE}/${run.repository.fullName}/actions/runs/${run.id}`;
export const jobUrl = (run: WorkflowRun, job: JobState) => `${runUrl(run)}/job/${job.id}`;

const end = ({ repository: one, branch }: PullRequest['head'], schema: RepositorySchema) => ({
  label: `${one.owner}:${branch}`,
  ref: branch,
  sha: one.tip(branch),
  repo: repository(one, schema),
  user: user(one.owner),
});

export const label = (name: string) => fill('label', { id: idOf(name), name, description: '' });

/** GitHub sends `pull-request-simple` in lists, and `pull-request` for a single one and in events. */
export const pull = (one: PullRequest, schema: 'pull-request' | 'pull-request-simple' = 'pull-request') =>
  fill(schema, {
    id: one.id,
    number: one.number,
    title: one.title,
    state: one.state,
    body: one.body,
    user: user(one.author),
    labels: one.labels.map(label),
    html_url: pullUrl(one),
    created_at: one.createdAt,
    updated_at: one.createdAt,
    merge_commit_sha: one.merged?.commits.at(-1) ?? one.base.repository.mergeCommit(one),
    merged_at: one.merged?.at ?? null,
    head: end(one.head, 'repository'),
    base: end(one.base, 'repository'),
  });

const pullOfRun = ({ pull: one, headSha }: WorkflowRun) => {
  // GitHub leaves the list empty where the pull request is from a fork.
  if (one === undefined || one.head.repository !== one.base.repository) return [];
  const side = (branch: string, sha: string, of: Repository) => ({
    ref: branch,
    sha,
    repo: { id: of.id, url: `${SITE}/${of.fullName}`, name: of.name },
  });
  const base = side(one.base.branch, one.base.repository.tip(one.base.branch), one.base.repository);
  const head = side(one.head.branch, headSha, one.head.repository);
  return [fill('pull-request-minimal', { id: one.id, number: one.number, url: pullUrl(one), head, base })];
};

export const run = (one: WorkflowRun) =>
  fill('workflow-run', {
    id: one.id,
    name: one.workflow.name,
    path: one.workflow.path,
    workflow_id: one.workflow.id,
    run_number: one.number,
    run_attempt: one.attempt,
    event: one.event,
    status: one.status,
    conclusion: one.conclusion,
    head_branch: one.headBranch,
    head_sha: one.headSha,
    head_repository: repository(one.headRepository),
    repository: repository(one.repository),
    pull_requests: pullOfRun(one),
    actor: user(one.actor),
    triggering_actor: user(one.actor),
    html_url: runUrl(one),
    created_at: one.createdAt,
    run_started_at: one.createdAt,
    updated_at: one.createdAt,
  });

export const workflow = ({ id, name, path }: Workflow) => fill('workflow', { id, name, path, state: 'active' });

export const job = (of: WorkflowRun, one: JobState) =>
  fill('job', {
    id: one.id,
    run_id: of.id,
    run_attempt: one.attempt,
    head_sha: of.headSha,
    head_branch: of.headBranch,
    workflow_name: of.workflow.name,
    name: one.name,
    status: one.conclusion === null ? 'in_progress' : 'completed',
    conclusion: one.conclusion,
    started_at: one.startedAt,
    created_at: one.startedAt,
    completed_at: one.conclusion === null ? null : one.startedAt,
    html_url: jobUrl(of, one),
  });

export const isExpired = (one: Artifact, now: string) => Date.parse(one.expiresAt) <= Date.parse(now);

export const artifact = (one: Artifact, api: string) =>
  fill('artifact', {
    id: one.id,
    name: one.name,
    size_in_bytes: one.content?.bytes.length ?? 0,
    digest: one.content?.digest ?? null,
    expired: isExpired(one, one.run.repository.world.now()),
    created_at: one.createdAt,
    updated_at: one.createdAt,
    expires_at: one.expiresAt,
    url: `${api}/repos/${one.run.repository.fullName}/actions/artifacts/${one.id}`,
    archive_download_url: `${api}/repos/${one.run.repository.fullName}/actions/artifacts/${one.id}/zip`,
    workflow_run: {
      id: one.run.id,
      repository_id: one.run.repository.id,
      head_repository_id: one.run.headRepository.id,
      head_branch: one.run.headBranch,
      head_sha: one.run.headSha,
    },
  });

export const comment = (one: Comment, of: Repository) =>
  fill('issue-comment', {
    id: one.id,
    body: one.body,
    user: user(one.author),
    created_at: one.createdAt,
    updated_at: one.updatedAt,
    html_url: `${SITE}/${of.fullName}/pull/${one.number}#issuecomment-${one.id}`,
    author_association: of.members.get(one.author)?.association ?? 'NONE',
  });

export const checkRun = (one: CheckRun, of: Repository) =>
  fill('check-run', {
    id: one.id,
    name: one.name,
    head_sha: one.headSha,
    external_id: one.externalId,
    details_url: one.detailsUrl,
    html_url: `${SITE}/${of.fullName}/runs/${one.id}`,
    status: one.status,
    conclusion: one.conclusion,
    started_at: one.startedAt,
    completed_at: one.completedAt,
    output: { ...one.output, annotations_count: one.annotations.length, annotations_url: `${SITE}/` },
    check_suite: { id: 1 },
  });

export const gitCommit = (one: Commit) =>
  fill('git-commit', {
    sha: one.sha,
    message: one.message,
    author: one.author,
    committer: one.author,
    tree: { sha: one.tree, url: `${SITE}/` },
    parents: one.parents.map((sha) => ({ sha, url: `${SITE}/`, html_url: `${SITE}/` })),
  });

export const commit = (one: Commit) =>
  fill('commit', {
    sha: one.sha,
    commit: {
      message: one.message,
      author: one.author,
      committer: one.author,
      url: `${SITE}/`,
      comment_count: 0,
      tree: { sha: one.tree, url: `${SITE}/` },
    },
    author: user(one.author.name),
    committer: user(one.author.name),
    parents: one.parents.map((sha) => ({ sha, url: `${SITE}/`, html_url: `${SITE}/` })),
  });
