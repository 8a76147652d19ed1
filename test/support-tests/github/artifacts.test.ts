import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  FakeGitHub,
  type Repository,
  reset,
  serverError,
  type WorkflowRun,
  zipOf,
} from '../../support/github/index.js';
import { runAction } from '../../support/runner/index.js';
import { nodeAction, type ThrowAway, throwAway } from '../throw-away.js';
import { clientOf } from './client.js';

const project = { owner: 'octo', repo: 'project' };

const UPLOAD = `
import { writeFileSync } from 'node:fs';
import * as core from '@actions/core';
import { DefaultArtifactClient } from '@actions/artifact';
writeFileSync('run.json', '{"schemaVersion":1}');
const days = Number(core.getInput('days')) || undefined;
try {
  const { id, size, digest } = await new DefaultArtifactClient()
    .uploadArtifact(core.getInput('name'), ['run.json'], '.', { retentionDays: days });
  core.setOutput('id', id); core.setOutput('size', size); core.setOutput('digest', digest);
} catch (error) { core.setFailed(error.message); }
`;

/** Downloads from the same run, or with a token from another. */
const DOWNLOAD = `
import * as core from '@actions/core';
import { DefaultArtifactClient } from '@actions/artifact';
const run = Number(core.getInput('run'));
const findBy = { token: core.getInput('token'), workflowRunId: run, repositoryOwner: 'octo', repositoryName: 'project' };
const options = run > 0 ? { findBy } : {};
try {
  const client = new DefaultArtifactClient();
  const { artifact } = await client.getArtifact('results', options);
  const { digestMismatch } = await client
    .downloadArtifact(artifact.id, { ...options, path: 'down', expectedHash: artifact.digest });
  core.setOutput('size', artifact.size); core.setOutput('mismatch', digestMismatch);
} catch (error) { core.setFailed(error.message); }
`;

let github: FakeGitHub;
let repository: Repository;
let files: ThrowAway;

beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
  files = throwAway({
    'up/action.yml': nodeAction(['name', 'days']),
    'up/main.mjs': UPLOAD,
    'down/action.yml': nodeAction(['run', 'token']),
    'down/main.mjs': DOWNLOAD,
  });
});
afterEach(async () => {
  files.remove();
  await github.stop();
});

const upload = (run: WorkflowRun, inputs: Readonly<Record<string, string>> = {}) =>
  runAction({ ...files, path: 'up', job: github.startJob(run), with: { name: 'results', ...inputs } });
const downloaded = (name: string) => readFileSync(join(files.workspace, 'down', name), 'utf8');
const client = () => clientOf(github, github.token(repository));

describe('an artifact', () => {
  it('is uploaded by @actions/artifact, and listed with its size and digest', async () => {
    const run = repository.startRun({ event: 'push' });
    const { outputs, conclusion } = await upload(run);
    expect(conclusion).toBe('success');
    const { data } = await client().actions.listWorkflowRunArtifacts({ ...project, run_id: run.id, name: 'results' });
    expect(data.artifacts).toMatchObject([
      {
        id: Number(outputs.id),
        size_in_bytes: Number(outputs.size),
        digest: `sha256:${outputs.digest}`,
        expired: false,
      },
    ]);
  });

  it('goes to the blob store in blocks, without a token', async () => {
    await upload(repository.startRun({ event: 'push' }));
    const routes = github.requests.map(({ route }) => route);
    expect(routes).toEqual(['POST CreateArtifact', 'PUT block', 'PUT blocklist', 'POST FinalizeArtifact']);
  });

  it('is kept for as long as was asked', async () => {
    const run = repository.startRun({ event: 'push' });
    await upload(run, { days: '7' });
    const [artifact] = repository.artifacts;
    const days = (Date.parse(artifact?.expiresAt ?? '') - Date.parse(artifact?.createdAt ?? '')) / 86_400_000;
    expect(Math.round(days)).toBe(7);
  });

  it('of a second attempt may have the name of one of the first, and the run has both', async () => {
    const run = repository.startRun({ event: 'push' });
    const first = await upload(run);
    const second = await upload(repository.rerun(run));
    expect(second.conclusion).toBe('success');
    const { data } = await client().actions.listWorkflowRunArtifacts({ ...project, run_id: run.id });
    expect(data.artifacts.map(({ id }) => id)).toEqual([Number(first.outputs.id), Number(second.outputs.id)]);
    const { data: all } = await client().actions.listArtifactsForRepo({ ...project, name: 'results' });
    expect(all.artifacts.map(({ id }) => id)).toEqual([Number(second.outputs.id), Number(first.outputs.id)]);
  });

  it('has a name that no other of its attempt has', async () => {
    const run = repository.startRun({ event: 'push' });
    await upload(run);
    const { conclusion, annotations } = await upload(run);
    expect(conclusion).toBe('failure');
    expect(annotations[0]?.message).toContain('an artifact with this name already exists');
  });

  it('is downloaded in its own run', async () => {
    const run = repository.startRun({ event: 'push' });
    await upload(run);
    const { outputs } = await runAction({ ...files, path: 'down', job: github.startJob(run) });
    expect(outputs.mismatch).toBe('false');
    expect(downloaded('run.json')).toBe('{"schemaVersion":1}');
  });

  it('of another run is downloaded by the API, whose token does not reach the blob store', async () => {
    const earlier = repository.startRun({ event: 'push' });
    github.seedArtifact(earlier, { name: 'results', bytes: zipOf({ 'run.json': 'earlier', 'deep/x.txt': 'x' }) });
    const job = github.startJob(repository.startRun({ event: 'push' }), { permissions: { actions: 'read' } });
    const inputs = { run: String(earlier.id), token: job.github.token ?? '' };
    const { outputs } = await runAction({ ...files, path: 'down', job, with: inputs });
    expect(outputs.mismatch).toBe('false');
    expect([downloaded('run.json'), downloaded('deep/x.txt')]).toEqual(['earlier', 'x']);
  });

  it('that has expired is gone', async () => {
    const run = repository.startRun({ event: 'push' });
    const bytes = zipOf({ 'run.json': 'x' });
    const { id } = github.seedArtifact(run, { name: 'results', bytes, expiresAt: '2020-01-01T00:00:00Z' });
    const { data } = await client().actions.getArtifact({ ...project, artifact_id: id });
    expect(data.expired).toBe(true);
    const download = client().actions.downloadArtifact({ ...project, artifact_id: id, archive_format: 'zip' });
    await expect(download).rejects.toMatchObject({ status: 410 });
  });

  it('of a hostile run does not get out of its folder', async () => {
    const run = repository.startRun({ event: 'push' });
    const bytes = zipOf([
      { name: '../escaped', content: 'x' },
      { name: 'run.json', content: 'y' },
    ]);
    github.seedArtifact(run, { name: 'results', bytes });
    await runAction({ ...files, path: 'down', job: github.startJob(run) });
    expect(existsSync(join(files.workspace, 'escaped'))).toBe(false);
    expect(downloaded('run.json')).toBe('y');
  });

  it('survives faults of the results service and of the blob store', async () => {
    github.fault({ route: 'POST CreateArtifact', effect: serverError() });
    github.fault({ route: 'PUT block', effect: reset('before') });
    const { conclusion } = await upload(repository.startRun({ event: 'push' }));
    expect(conclusion).toBe('success');
    expect(github.count('POST CreateArtifact')).toBe(2);
    expect(github.count('PUT block')).toBe(2);
  });
});

describe('the services of artifacts', () => {
  const create = (token: string, body: object) => {
    const url = new URL('/twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact', github.apiUrl);
    return fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${token}` } });
  };
  const message = (run: WorkflowRun) => ({
    workflow_run_backend_id: run.backendId,
    workflow_job_run_backend_id: run.backendId,
    name: 'x',
    version: 7,
  });

  it('take the runtime token only, and for its own run only', async () => {
    const [run, other] = [repository.startRun({ event: 'push' }), repository.startRun({ event: 'push' })];
    const token = github.startJob(run).services.ACTIONS_RUNTIME_TOKEN ?? '';
    expect((await create(github.token(repository), message(run))).status).toBe(401);
    expect((await create(token, message(other))).status).toBe(403);
    expect((await create(token, message(run))).status).toBe(200);
  });

  it('report a message that is not theirs', async () => {
    const run = repository.startRun({ event: 'push' });
    const token = github.startJob(run).services.ACTIONS_RUNTIME_TOKEN ?? '';
    await create(token, { ...message(run), workflowRunBackendId: run.backendId });
    expect(github.takeViolations()).toEqual([expect.stringContaining('workflowRunBackendId')]);
  });

  it('report a token that is sent to the blob store', async () => {
    const run = repository.startRun({ event: 'push' });
    const { id } = github.seedArtifact(run, { name: 'results', bytes: zipOf({ a: 'a' }) });
    const { url } = await client().actions.downloadArtifact({ ...project, artifact_id: id, archive_format: 'zip' });
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
    expect(github.takeViolations()).toHaveLength(1);
  });
});
