import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeGitHub, type Repository } from '../../support/github/index.js';
import { clientOf } from './client.js';

let github: FakeGitHub;
let repository: Repository;
const project = { owner: 'octo', repo: 'project' };

beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
});
afterEach(() => github.stop());

const client = () => clientOf(github, github.token(repository));
const bare = (path: string, init: RequestInit = {}) =>
  fetch(`${github.apiUrl}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${github.token(repository)}`, ...init.headers },
  });

describe('pull requests and comments', () => {
  beforeEach(() => {
    repository.commit('feature', { files: { 'a.txt': 'a' }, message: 'Change it\n\nTare-Accept: known' });
    repository.openPull({ head: { branch: 'feature' }, labels: ['tare: accepted'] });
  });

  it('keeps, changes and lists comments', async () => {
    const issue = { ...project, issue_number: 1 };
    const { data: comment } = await client().issues.createComment({ ...issue, body: 'first' });
    await client().issues.updateComment({ ...project, comment_id: comment.id, body: 'second' });
    const { data: all } = await client().issues.listComments(issue);
    expect(all.map(({ id, body, user }) => [id, body, user?.login])).toEqual([
      [comment.id, 'second', 'github-actions[bot]'],
    ]);
  });

  it('says what the author of a comment is to the repository', async () => {
    repository.members.set('helper', { association: 'COLLABORATOR', permission: 'triage' });
    repository.members.set('insider', { association: 'MEMBER', permission: 'write' });
    const authors = ['octo', 'insider', 'helper', 'stranger', 'github-actions[bot]'];
    for (const author of authors) repository.addComment(1, author, 'hello');
    const { data } = await client().issues.listComments({ ...project, issue_number: 1 });
    const told = data.map((one) => one.author_association);
    expect(told).toEqual(['OWNER', 'MEMBER', 'COLLABORATOR', 'NONE', 'NONE']);
    const permission = async (username: string) =>
      (await client().repos.getCollaboratorPermissionLevel({ ...project, username })).data.permission;
    expect(await Promise.all(['octo', 'helper', 'stranger'].map(permission))).toEqual(['admin', 'triage', 'read']);
  });

  it('says who set a label', async () => {
    const { data } = await client().issues.listEvents({ ...project, issue_number: 1 });
    expect(data).toMatchObject([{ event: 'labeled', label: { name: 'tare: accepted' }, actor: { login: 'octo' } }]);
  });

  it('refuses a comment that is too long', async () => {
    const create = client().issues.createComment({ ...project, issue_number: 1, body: 'x'.repeat(65_537) });
    await expect(create).rejects.toMatchObject({ status: 422 });
  });

  it('gives pages, and links to the others', async () => {
    for (let n = 0; n < 5; n++) repository.addComment(1, 'octocat', String(n));
    const page = await client().issues.listComments({ ...project, issue_number: 1, per_page: 2, page: 2 });
    expect(page.data.map(({ body }) => body)).toEqual(['2', '3']);
    expect(page.headers.link).toContain('page=3>; rel="next"');
    expect(page.headers.link).toContain('page=1>; rel="prev"');
  });

  it('knows labels and the commits with their trailers', async () => {
    const { data: pull } = await client().pulls.get({ ...project, pull_number: 1 });
    const { data: commits } = await client().pulls.listCommits({ ...project, pull_number: 1 });
    expect(pull.labels.map(({ name }) => name)).toEqual(['tare: accepted']);
    expect(commits.map(({ commit }) => commit.message)).toEqual(['Change it\n\nTare-Accept: known']);
  });

  it('compares, and says where the branches parted', async () => {
    const parted = repository.tip('main');
    const newer = repository.commit('main').sha;
    const { data } = await client().repos.compareCommitsWithBasehead({ ...project, basehead: `main...feature` });
    expect(data).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1, base_commit: { sha: newer } });
    expect(data.merge_base_commit.sha).toBe(parted);
  });

  it('finds the pull request of a commit, but that of a fork only once it is merged', async () => {
    const fork = github.createRepository('stranger/project', { parent: repository });
    const foreign = fork.commit('feature').sha;
    const pull = repository.openPull({ head: { repository: fork, branch: 'feature' } });
    const of = async (sha: string) => {
      const { data } = await client().repos.listPullRequestsAssociatedWithCommit({ ...project, commit_sha: sha });
      return data.map(({ number }) => number);
    };
    expect(await of(repository.tip('feature'))).toEqual([1]);
    expect(await of(foreign)).toEqual([]);
    const { data: byBranch } = await client().pulls.list({ ...project, head: 'stranger:feature' });
    expect(byBranch.map(({ number, head }) => [number, head.repo?.fork])).toEqual([[2, true]]);
    const rebased = repository.commit('main').sha;
    repository.merge(pull, [rebased]);
    expect(await of(rebased)).toEqual([pull.number]);
  });
});

describe('workflow runs', () => {
  it('are filtered by branch and event; a fork may name its branch main', async () => {
    const fork = github.createRepository('stranger/project', { parent: repository });
    const pull = repository.openPull({ head: { repository: fork, branch: 'main' } });
    const own = repository.startRun({ event: 'push' });
    const foreign = repository.startRun({ event: 'pull_request', pull });
    repository.complete(own, 'success');
    const list = (query: object) => client().actions.listWorkflowRunsForRepo({ ...project, ...query });
    const { data: all } = await list({ branch: 'main' });
    expect(all.workflow_runs.map(({ id }) => id)).toEqual([foreign.id, own.id]);
    expect(all.workflow_runs[0]?.head_repository.full_name).toBe('stranger/project');
    expect(all.workflow_runs[0]?.pull_requests).toEqual([]);
    const { data: trusted } = await list({ branch: 'main', event: 'push', status: 'success' });
    expect(trusted.workflow_runs.map(({ id, path }) => [id, path])).toEqual([[own.id, '.github/workflows/tare.yml']]);
  });

  it('are listed by the file of their workflow, with their jobs', async () => {
    repository.startRun({ event: 'push' }, { workflow: '.github/workflows/other.yml' });
    const run = repository.startRun({ event: 'push' });
    github.startJob(run, { name: 'tare (arm64)' });
    const { data } = await client().actions.listWorkflowRuns({ ...project, workflow_id: 'tare.yml' });
    expect(data.workflow_runs.map(({ id }) => id)).toEqual([run.id]);
    const { data: jobs } = await client().actions.listJobsForWorkflowRun({ ...project, run_id: run.id });
    expect(jobs.jobs.map(({ name }) => name)).toEqual(['tare (arm64)']);
  });
});

describe('attempts and lists', () => {
  it('a run that is repeated keeps its id and number, counts its attempts, and is under way again', async () => {
    const run = repository.startRun({ event: 'push' });
    repository.complete(run, 'failure');
    repository.rerun(run);
    const { data } = await client().actions.listWorkflowRunsForRepo(project);
    expect(data.workflow_runs).toMatchObject([
      { id: run.id, run_number: run.number, run_attempt: 2, status: 'in_progress', conclusion: null },
    ]);
    const { data: completed } = await client().actions.listWorkflowRunsForRepo({ ...project, status: 'completed' });
    expect(completed.workflow_runs).toEqual([]);
  });

  it('lists the jobs of the last attempt, or those of all, with what it inherits from the one before', async () => {
    const run = repository.startRun({ event: 'push' });
    const first = [repository.addJob(run, 'a'), repository.addJob(run, 'b')] as const;
    repository.complete(run, 'failure');
    repository.rerun(run);
    const second = [repository.inheritJob(run, first[0]), repository.addJob(run, 'b')];
    const list = async (filter: 'latest' | 'all') => {
      const { data } = await client().actions.listJobsForWorkflowRun({ ...project, run_id: run.id, filter });
      return data.jobs.map(({ id, run_attempt: attempt }) => [id, attempt]);
    };
    expect(await list('latest')).toEqual(second.map(({ id }) => [id, 2]));
    expect(await list('all')).toEqual([...first.map(({ id }) => [id, 1]), ...second.map(({ id }) => [id, 2])]);
  });

  it('lists runs newest first, and comments, labels and commits oldest first', async () => {
    const runs = [1, 2, 3].map(() => repository.startRun({ event: 'push' }).id);
    const { data } = await client().actions.listWorkflowRunsForRepo(project);
    expect(data.workflow_runs.map(({ id }) => id)).toEqual([...runs].reverse());
    for (const message of ['first', 'second']) repository.commit('feature', { message });
    const pull = repository.openPull({ head: { branch: 'feature' } });
    for (const text of ['first', 'second']) {
      repository.addComment(1, 'octo', text);
      repository.label(pull, text);
    }
    const issue = { ...project, issue_number: 1 };
    const comments = (await client().issues.listComments(issue)).data.map(({ body }) => body);
    const events = (await client().issues.listEvents(issue)).data.map((one) => 'label' in one && one.label.name);
    const commits = (await client().pulls.listCommits({ ...project, pull_number: 1 })).data;
    const all = [comments, events, commits.map(({ commit }) => commit.message)];
    expect(all).toEqual([
      ['first', 'second'],
      ['first', 'second'],
      ['first', 'second'],
    ]);
  });
});

describe('check runs', () => {
  it('go on from in progress to completed, and add up annotations', async () => {
    const checks = client().checks;
    const { data: check } = await checks.create({
      ...project,
      name: 'tare',
      head_sha: repository.tip('main'),
      status: 'in_progress',
    });
    const annotation = {
      path: 'a.yml',
      start_line: 1,
      end_line: 1,
      annotation_level: 'failure',
      message: 'slow',
    } as const;
    for (const conclusion of ['neutral', 'failure'] as const) {
      const output = { title: conclusion, summary: 's', annotations: [annotation] };
      await checks.update({ ...project, check_run_id: check.id, status: 'completed', conclusion, output });
    }
    const { data } = await checks.listForRef({ ...project, ref: 'main' });
    expect(
      data.check_runs.map(({ conclusion, output }) => [conclusion, output.title, output.annotations_count]),
    ).toEqual([['failure', 'failure', 2]]);
  });
});

describe('what a token may', () => {
  it.each([
    ['a wrong token', 'nonsense', 401],
    ['no token', undefined, 401],
  ])('%s is refused', async (_, token, status) => {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    expect((await fetch(`${github.apiUrl}/repos/octo/project`, { headers })).status).toBe(status);
  });

  it('is what its permissions say', async () => {
    repository.openPull({ head: { branch: 'main' } });
    const reader = clientOf(github, github.token(repository, { 'pull-requests': 'read' }));
    await expect(reader.issues.listComments({ ...project, issue_number: 1 })).resolves.toMatchObject({ status: 200 });
    await expect(reader.issues.createComment({ ...project, issue_number: 1, body: 'x' })).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
    });
  });

  it('is to read, whatever it was given, in a run of a fork', async () => {
    const fork = github.createRepository('stranger/project', { parent: repository });
    const pull = repository.openPull({ head: { repository: fork, branch: 'main' } });
    const { github: context } = github.startJob(repository.startRun({ event: 'pull_request', pull }));
    const create = clientOf(github, context.token ?? '').issues.createComment({
      ...project,
      issue_number: 1,
      body: 'x',
    });
    await expect(create).rejects.toMatchObject({ status: 403 });
  });

  it('ends at a private repository of somebody else', async () => {
    github.createRepository('other/secret', { private: true });
    await expect(client().repos.get({ owner: 'other', repo: 'secret' })).rejects.toMatchObject({ status: 404 });
  });
});

describe('limits', () => {
  it('counts requests down, and refuses at zero', async () => {
    github.rateLimit.used = 4999;
    const last = await client().repos.get(project);
    expect(last.headers['x-ratelimit-remaining']).toBe('0');
    await expect(client().repos.get(project)).rejects.toMatchObject({ status: 403 });
    const { data } = await client().rateLimit.get();
    expect(data.rate).toMatchObject({ limit: 5000, remaining: 0 });
  });

  it('answers 304, which costs nothing, to a client that has the answer already', async () => {
    const first = await bare('/repos/octo/project');
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    const again = await bare('/repos/octo/project', { headers });
    expect(again.status).toBe(304);
    expect(github.rateLimit.used).toBe(1);
  });
});

describe('a mistake of the client', () => {
  const post = (body: object) =>
    bare('/repos/octo/project/issues/1/comments', { method: 'POST', body: JSON.stringify(body) });

  it.each<[string, () => Promise<Response>, RegExp]>([
    ['a path that GitHub does not have', () => bare('/repos/octo/project/weights'), /nothing that this host/],
    ['a path without the prefix', () => fetch(new URL('/repos/octo/project', github.apiUrl)), /nothing that this host/],
    ['a body that does not fit', () => post({ body: 7 }), /must be string/],
    ['a field that GitHub ignores', () => post({ body: 'x', number: 1 }), /a field number that GitHub ignores/],
    ['no body', () => bare('/repos/octo/project/git/refs', { method: 'POST' }), /the body is missing/],
    ['a parameter of the wrong type', () => bare('/repos/octo/project/pulls?per_page=many'), /must be integer/],
    ['a parameter that GitHub does not know', () => bare('/repos/octo/project/pulls?nmber=1'), /nmber/],
    ['what the fake does not have', () => bare('/repos/octo/project/stargazers'), /the fake does not/],
  ])('is reported: %s', async (_, send, problem) => {
    expect((await send()).status).toBe(400);
    expect(github.takeViolations()).toEqual([expect.stringMatching(problem)]);
  });

  it('fails the test when the fake stops', async () => {
    const other = await FakeGitHub.start();
    await fetch(`${other.apiUrl}/nonsense`);
    await expect(other.stop()).rejects.toThrow(/GET \/api\/v3\/nonsense is nothing/);
  });
});
