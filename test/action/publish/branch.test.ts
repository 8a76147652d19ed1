/** How many runs that are kept on a branch are read: as many as the cells of a run need. */
import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { searchBranch } from '../../../src/action/publish/branch.js';
import { keepOnBranch, legOf } from '../../../src/github/branch-store.js';
import { readWorkflow } from '../../../src/github/workflow.js';
import type { RunDocument } from '../../../src/results/document.js';
import { minimumHistory } from '../../../src/stats/inference/prediction.js';
import { FakeGitHub, type Repository } from '../../support/github/index.js';
import { buildRun, CPU, type Sketch } from '../../support/run-builder.js';

const ARTIFACT = 'tare-results-measure';
const BRANCH = { owner: 'octo', repo: 'project', name: 'tare-baseline' };
const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';

let github: FakeGitHub;
let repository: Repository;
beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
});
afterEach(() => github.stop());

/** A run of its own boot; later ones have a greater number. */
const night = (number: number, sketch: Sketch = {}): RunDocument =>
  buildRun({ id: `night-${number}`, seed: number, blocks: 6, fingerprint: { bootId: `boot-${number}` }, ...sketch });
const nights = (count: number, from = 10): RunDocument[] => Array.from({ length: count }, (_, at) => night(from + at));

function connection() {
  const { github: context } = github.startJob(repository.startRun({ event: 'push' }));
  const names = Object.entries(context).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, String(value)]);
  const workflow = readWorkflow(Object.fromEntries(names));
  if (!workflow) throw new Error('no workflow');
  // The client of the action waits a second before each write.
  return { github: getOctokit(github.token(repository), { baseUrl: github.apiUrl }), workflow };
}

/** Keeps the runs, and searches among them. Returns the runs that can be compared, and how many were read. */
async function searched(kept: readonly RunDocument[], { alpha = 0.05, run = night(99) } = {}) {
  const open = connection();
  const { run: own } = open.workflow;
  for (const one of kept) await keepOnBranch(open.github, BRANCH, legOf(own.workflow, ARTIFACT, own.branch), one);
  const before = github.count(BLOB);
  const { found, history } = await searchBranch(open, { named: undefined, artifact: ARTIFACT, alpha }, run);
  return { boots: (found ? 1 : 0) + history.length, found: found?.run.id, read: github.count(BLOB) - before };
}

it('reads no more than the cells need', async () => {
  expect(await searched(nights(12))).toEqual({ boots: 8, found: 'night-21', read: 8 });
});

it('reads more where the rule needs more', async () => {
  const needed = minimumHistory(1e-5);
  expect(needed).toBeGreaterThan(8);
  expect(await searched(nights(14), { alpha: 1e-5 })).toEqual({ boots: needed, found: 'night-23', read: needed });
});

it('reads on behind runs that were cut short, short, narrower, or of a boot that is there already', async () => {
  const benchmarks = [CPU, { ...CPU, id: 'cpu.other' }];
  const unusable = [
    { ...night(30), stopped: { reason: 'error' as const, detail: 'The disk is full.' } },
    night(31, { benchmarks, fingerprint: { bootId: 'boot-20' } }),
    night(32, { benchmarks, blocks: 3 }),
    night(33),
  ];
  const wide = Array.from({ length: 11 }, (_, at) => night(10 + at, { benchmarks }));
  const run = night(99, { benchmarks });
  const { found, read } = await searched([...wide, ...unusable], { run });
  expect(found).toBe('night-32');
  // Of the boot of two runs one counts, so that the others and seven more are eight.
  expect(read).toBe(unusable.length + 8);
});

it('reads all that is kept where that is too little', async () => {
  expect(await searched(nights(5))).toMatchObject({ boots: 5, read: 5 });
});

it('reads one where that is of the same boot in the same state', async () => {
  expect(await searched(nights(3), { run: night(99, { fingerprint: { bootId: 'boot-12' } }) })).toMatchObject({
    boots: 1,
    read: 1,
  });
});
