/** Events, servers and answers that are not those of every day: no gate opens by them, and no result is lost. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { gatewayError, type PullRequest, type Repository } from '../support/github/index.js';
import { buildRun } from '../support/run-builder.js';
import type { ActionResult } from '../support/runner/index.js';
import { ActionPlace, type Starting } from './action-place.js';

let place: ActionPlace;
beforeEach(async () => {
  place = await ActionPlace.open();
});
afterEach(() => place.close());

/** What would be refused in any case, but later. */
const NO_CPU = { cpus: '1000' };

const slow = () => buildRun({ id: 'slow', seed: 2, levels: { runc: 900 } });

function pushed() {
  const run = place.repository.startRun({ event: 'push' });
  place.leave(run, buildRun({ id: 'base', seed: 1 }));
  return run;
}

function opened(repository: Repository = place.repository): PullRequest {
  repository.commit('change');
  return place.repository.openPull({ head: { repository, branch: 'change' } });
}

const fork = () => place.github.createRepository('stranger/project', { parent: place.repository });
const started = (pull = opened()) => place.repository.startRun({ event: 'pull_request', pull });
const reported = (starting: Starting = {}, run = started()) => place.report(run, slow(), starting);
const artifacts = () => place.repository.artifacts.map(({ name }) => name);
const bodies = () => place.repository.comments.map(({ body }) => body);
const told = ({ annotations }: ActionResult) => annotations.map(({ message }) => message).join('\n');

it('a change that names its artifact otherwise is compared with the runs of its base all the same', async () => {
  place.repository.commit('main', { files: { 'tare.yml': 'min-effect: 1%\n' } });
  pushed();
  const workspace = { 'tare.yml': 'min-effect: 1%\nartifact-name: other\n' };
  const { conclusion, outputs, log } = await reported({ workspace, with: { config: 'tare.yml' } });
  expect({ conclusion, verdict: outputs.verdict }).toEqual({ conclusion: 'failure', verdict: 'regressed' });
  expect(log).toContain('artifact-name: what the base branch has decides which run is the baseline (none)');
});

it('a change of a branch that was rebuilt from another root is compared with its latest run', async () => {
  const pull = opened();
  place.repository.refs.delete('refs/heads/main');
  place.repository.commit('main', { message: 'Another root' });
  pushed();
  const { conclusion, outputs } = await reported({}, started(pull));
  expect({ conclusion, verdict: outputs.verdict }).toEqual({ conclusion: 'failure', verdict: 'regressed' });
});

describe('a job with an empty github-token', () => {
  const EMPTY = { 'github-token': '' };

  it('uploads what was measured, and warns that nothing is compared', async () => {
    pushed();
    const result = await reported({ with: EMPTY });
    expect(artifacts().slice(1)).toEqual(['tare-results-tare', 'tare-results-tare-report']);
    expect(result.annotations).toMatchObject([
      { level: 'warning', message: expect.stringContaining('not empty here') },
    ]);
    expect(result.summary).toContain('There is no github-token, so no run of main is looked for.');
  });

  it('fails where no-baseline does, with that reason', async () => {
    const result = await reported({ with: { ...EMPTY, 'fail-on': 'no-baseline' } });
    expect(result.conclusion).toBe('failure');
    expect(told(result)).toContain('There is no github-token, so no run of main is looked for.');
  });

  it('fails where an artifact was asked for, with what to do', async () => {
    const result = await reported({ with: { ...EMPTY, baseline: 'artifact' } });
    expect(result.conclusion).toBe('failure');
    expect(told(result)).toMatch(/baseline: artifact needs a github-token\.\nLeave github-token out/);
    expect(artifacts()).toContain('tare-results-tare');
  });
});

it('an upload whose first answer was lost blames no other job, and names what to do', async () => {
  pushed();
  place.github.fault({ route: 'POST CreateArtifact', effect: gatewayError });
  const result = await reported();
  expect(result.conclusion).toBe('failure');
  expect(told(result)).toMatch(/tare-results-tare of this run was begun and is not whole.*\nRun this job again/);
  expect(place.documentIn('tare-results-tare-2').id).toBe('slow');
});

it('a server that takes no artifacts is refused before anything is measured', async () => {
  const github = { server_url: 'https://github.example.com' };
  const result = await place.act(started(), { github, with: NO_CPU });
  expect(result.conclusion).toBe('failure');
  expect(told(result)).toContain('GitHub Enterprise Server or another server (github.example.com)');
  expect(result.steps.measure?.outcome).toBe('skipped');
});

describe('a report on a run that left nothing', () => {
  it.each([
    ['action_required', 'It waits for approval: approve it on its page'],
    ['startup_failure', 'GitHub could not start it'],
    ['skipped', 'All its jobs were skipped'],
    ['cancelled', 'It was cancelled before anything was measured'],
    ['failure', 'Report after the jobs that measure'],
  ] as const)('says what to do by how the run ended: %s', async (conclusion, remedy) => {
    const about = started(opened(fork()));
    place.repository.complete(about, conclusion);
    const run = place.repository.startRun({ event: 'workflow_run', about });
    const result = await place.act(run, { with: { mode: 'report' } });
    expect(told(result)).toContain(remedy);
    expect(place.repository.checkRuns).toMatchObject([{ name: 'Tare', conclusion: 'failure' }]);
    expect(place.repository.checkRuns[0]?.output.summary).toContain(remedy);
  });
});

describe('a job of pull_request_target', () => {
  const onTarget = () => place.repository.startRun({ event: 'pull_request_target', pull: opened(fork()) });

  it('measures nothing of the base in place of the change', async () => {
    const result = await place.act(onTarget(), { with: NO_CPU });
    expect(result.conclusion).toBe('failure');
    expect(told(result)).toContain('a change whose commit is not checked out here');
    expect(result.steps.measure?.outcome).toBe('skipped');
  });

  it('writes the comment of a report, since its token may', async () => {
    pushed();
    await reported({}, onTarget());
    expect(bodies()).toEqual([expect.stringMatching(/^### ❌ 1 of 1 cell regressed/)]);
  });
});

it('a comment that was edited asks for nothing', async () => {
  const comment = place.repository.addComment(opened().number, 'octo', '/tare');
  const run = place.repository.startRun({ event: 'issue_comment', comment, commented: 'edited' });
  const result = await place.act(run, { with: NO_CPU });
  expect(result.conclusion).toBe('failure');
  expect(told(result)).toContain('No new comment on a pull request asks for this run');
  expect(result.steps.measure?.outcome).toBe('skipped');
});
