/** Runs for a history, from a GitHub that is faked: the branch of baselines, and artifacts of trusted runs. */
import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/errors.js';
import { artifactRuns, branchRuns } from '../../src/github/all-runs.js';
import { keepOnBranch, type WantedLeg } from '../../src/github/branch-store.js';
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
let steps: string[];
const log: Log = { step: (text) => void steps.push(text), warn: (text) => void warnings.push(text) };

beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
  warnings = [];
  steps = [];
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

  const NIGHTLY = '.github/workflows/nightly.yml';
  const wanted: WantedLeg = { workflow: NIGHTLY, artifact: undefined, code: 'main' };
  const keep = async (kept: Readonly<Record<string, readonly string[]>>): Promise<void> => {
    // The client of the action waits a second before each write.
    const writer = getOctokit(github.token(repository), { baseUrl: github.apiUrl });
    for (const [leg, ids] of Object.entries(kept)) {
      for (const id of ids) await keepOnBranch(writer, branch, leg, run(id));
    }
  };
  const read = (more: Partial<WantedLeg> = {}, known: readonly string[] = []) =>
    idsOf(branchRuns(client(), branch, { ...wanted, ...more }, (id) => known.includes(id), log));

  it('reads every run of one leg that is not known yet', async () => {
    await keep({ [`${NIGHTLY} arm main`]: ['one', 'two', 'three'] });
    const before = github.count('GET /repos/{owner}/{repo}/git/blobs/{file_sha}');
    expect(await read({}, ['two'])).toEqual(['one', 'three']);
    expect(github.count('GET /repos/{owner}/{repo}/git/blobs/{file_sha}') - before).toBe(2);
    expect(steps).toEqual([]);
  });

  it('passes over other branches of the code, and says so and how to ask for them', async () => {
    await keep({ [`${NIGHTLY} arm main`]: ['one'], [`${NIGHTLY} arm feature/main`]: ['two', 'three'] });
    expect(await read()).toEqual(['one']);
    expect(steps).toEqual([
      expect.stringMatching(
        /^2 runs of other branches than main .* arm feature\/main\. .*in a run of the workflow on it/,
      ),
    ]);
    expect(await read({ code: 'feature/main' })).toEqual(['three', 'two']);
    expect(await read({ code: 'gone' })).toEqual([]);
  });

  it('takes the leg that is asked for, and asks where there are several', async () => {
    await keep({ [`${NIGHTLY} arm main`]: ['one'], [`${NIGHTLY} x64 main`]: ['two'] });
    expect(await read({ artifact: 'x64' })).toEqual(['two']);
    expect(steps.join()).toContain('by artifact-name');
    await expect(read()).rejects.toThrow(InputError);
    await expect(read()).rejects.toThrow(
      /Several legs of main are kept.*nightly\.yml arm main.*x64 main[\s\S]*artifact-name/,
    );
  });

  it('prefers the leg of its own workflow, and takes that of another where it has none', async () => {
    await keep({ [`${NIGHTLY} arm main`]: ['one'], '.github/workflows/other.yml arm main': ['two'] });
    expect(await read()).toEqual(['one']);
    expect(await read({ workflow: '.github/workflows/other.yml' })).toEqual(['two']);
    await expect(read({ workflow: '.github/workflows/history.yml' })).rejects.toThrow('Several legs');
  });

  it('is empty where there is no such branch', async () => {
    expect(await read()).toEqual([]);
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
