/** Runs for a history, from a GitHub that is faked: the branch of baselines, and artifacts of trusted runs. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { artifactRuns, branchRuns } from '../../src/github/all-runs.js';
import { keepOnBranch } from '../../src/github/branch-store.js';
import { openGitHub } from '../../src/github/client.js';
import { readWorkflow, type WorkflowContext } from '../../src/github/workflow.js';
import type { Log } from '../../src/log.js';
import type { RunDocument } from '../../src/results/document.js';
import { FakeGitHub, type Repository, refused, type WorkflowRun, zipOf } from '../support/github/index.js';
import { buildRun } from '../support/run-builder.js';

const NAME = 'tare-results-measure';
const place = { owner: 'octo', repo: 'project' };
const run = (id: string): RunDocument => buildRun({ id, blocks: 1 });

let github: FakeGitHub;
let repository: Repository;
let warnings: string[];
const log: Log = { step: () => undefined, warn: (text) => void warnings.push(text) };

beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
  warnings = [];
});
afterEach(() => github.stop());

const client = () => openGitHub({ token: github.token(repository), apiUrl: github.apiUrl, log });

async function idsOf(runs: AsyncIterable<RunDocument>): Promise<string[]> {
  const ids: string[] = [];
  for await (const one of runs) ids.push(one.id);
  return ids.sort();
}

/** As a step of `run` sees it. */
function contextOf(of: WorkflowRun): WorkflowContext {
  const { github: context } = github.startJob(of);
  const names = Object.entries(context).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, String(value)]);
  const found = readWorkflow(Object.fromEntries(names));
  if (!found) throw new Error('no workflow');
  return found;
}

type Trigger = Parameters<Repository['startRun']>[0];

function left(trigger: Trigger, bytes: Buffer): WorkflowRun {
  const done = repository.startRun(trigger);
  github.seedArtifact(done, { name: NAME, bytes });
  repository.complete(done, 'success');
  return done;
}

describe('branchRuns', () => {
  const branch = { ...place, name: 'tare-baseline' };

  it('reads every run of every leg that is not known yet', async () => {
    for (const [leg, id] of [
      ['nightly a', 'one'],
      ['nightly a', 'two'],
      ['nightly b', 'three'],
    ] as const) {
      await keepOnBranch(client(), branch, leg, run(id));
    }
    const before = github.count('GET /repos/{owner}/{repo}/git/blobs/{file_sha}');
    expect(await idsOf(branchRuns(client(), branch, (id) => id === 'two', log))).toEqual(['one', 'three']);
    expect(github.count('GET /repos/{owner}/{repo}/git/blobs/{file_sha}') - before).toBe(2);
  });

  it('is empty where there is no such branch', async () => {
    expect(await idsOf(branchRuns(client(), branch, () => false, log))).toEqual([]);
  });
});

describe('artifactRuns', () => {
  const packed = (id: string) => zipOf({ 'run.json': JSON.stringify(run(id)) });

  it("reads the artifacts of trusted runs, and never a pull request's", async () => {
    left({ event: 'schedule' }, packed('night-1'));
    left({ event: 'push' }, packed('push-1'));
    repository.commit('change');
    const pull = repository.openPull({ head: { branch: 'change' } });
    left({ event: 'pull_request', pull }, packed('change'));
    const context = contextOf(repository.startRun({ event: 'schedule' }));
    expect(await idsOf(artifactRuns(client(), context, NAME, log))).toEqual(['night-1', 'push-1']);
  });

  it('reports what cannot be read, and goes on', async () => {
    left({ event: 'schedule' }, packed('night-1'));
    left({ event: 'schedule' }, zipOf({ 'other.txt': 'x' }));
    const context = contextOf(repository.startRun({ event: 'schedule' }));
    expect(await idsOf(artifactRuns(client(), context, NAME, log))).toEqual(['night-1']);
    expect(warnings).toEqual([expect.stringMatching(/^Run \d+: artifact tare-results-measure .*no run document/)]);
  });

  it('passes over a run that was deleted after it was listed', async () => {
    left({ event: 'schedule' }, packed('night-1'));
    left({ event: 'schedule' }, packed('night-2'));
    repository.commit('change');
    const pull = repository.openPull({ head: { branch: 'change' } });
    const others = repository.startRun({ event: 'pull_request', pull });
    for (let more = 0; more <= 100; more++) github.seedArtifact(others, { name: NAME, bytes: Buffer.from('x') });
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
    github.fault({ route, effect: refused(404, 'Not Found') });
    const context = contextOf(repository.startRun({ event: 'schedule' }));
    expect(await idsOf(artifactRuns(client(), context, NAME, log))).toEqual(['night-1']);
  });
});
