/** The check that shows the progress, where a job calls the action more than once. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ProgressCheck } from '../../src/action/progress-check.js';
import { recordUpload } from '../../src/action/publish/uploads.js';
import type { WorkflowContext } from '../../src/github/workflow.js';
import { FakeGitHub, type Repository } from '../support/github/index.js';

const before = { ...process.env };
let folder: string;
let github: FakeGitHub;
let repository: Repository;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tare-check-'));
  for (const name of ['GITHUB_OUTPUT', 'GITHUB_STATE']) {
    process.env[name] = join(folder, name);
    writeFileSync(join(folder, name), '');
  }
  process.env.RUNNER_TEMP = folder;
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
});
afterEach(async () => {
  process.env = { ...before };
  rmSync(folder, { recursive: true });
  await github.stop();
});

it('has a name of its own for each call, so that none hides the one before', async () => {
  const of = { owner: 'octo', repo: 'project', serverUrl: 'https://github.localhost', job: 'measure', runId: 7 };
  const workflow = { ...of, run: { sha: repository.tip('main') } } as WorkflowContext;
  const connection = { github: getOctokit(github.token(repository), { baseUrl: github.apiUrl }), workflow };
  await ProgressCheck.begin(connection, '');
  recordUpload({ name: 'tare-results-measure', run: 'first' });
  recordUpload({ name: 'tare-results-measure-report' });
  await ProgressCheck.begin(connection, '');
  expect(repository.checkRuns.map(({ name }) => name)).toEqual(['Tare: measure', 'Tare: measure #2']);
});
