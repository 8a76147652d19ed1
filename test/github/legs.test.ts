/** Which jobs should have left a document. */
import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { absentLegs } from '../../src/github/legs.js';
import type { WorkflowContext } from '../../src/github/workflow.js';
import { FakeGitHub, type Repository } from '../support/github/index.js';

let github: FakeGitHub;
let repository: Repository;
beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
});
afterEach(() => github.stop());

/** Asks about a run with these jobs, by their names on its page. */
async function absent(jobs: Readonly<Record<string, 'success' | 'failure'>>, artifacts: readonly string[]) {
  const run = repository.startRun({ event: 'push' });
  for (const [name, conclusion] of Object.entries(jobs)) repository.addJob(run, name).conclusion = conclusion;
  const client = getOctokit(github.token(repository), { baseUrl: github.apiUrl });
  return absentLegs(client, { owner: 'octo', repo: 'project', run } as unknown as WorkflowContext, new Set(artifacts));
}

it('are the other legs of a job that left one', async () => {
  const jobs = { 'measure (a)': 'success', 'measure (b)': 'failure', lint: 'failure' } as const;
  expect(await absent(jobs, ['tare-results-measure-a'])).toEqual({ absent: ['measure (b) (failure)'], unknown: [] });
});

it('are none where jobs have names of their own: a lint that fails is no leg', async () => {
  const jobs = { 'Measure on a': 'success', lint: 'failure' } as const;
  expect(await absent(jobs, ['tare-results-measure-a'])).toEqual({ absent: [], unknown: ['lint (failure)'] });
});
