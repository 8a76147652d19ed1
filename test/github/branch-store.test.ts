/** Jobs that end at the same time lose no baseline. */
import { getOctokit } from '@actions/github';
import { expect, it } from '@jest/globals';
import { keepOnBranch, readBranch } from '../../src/github/branch-store.js';
import { silentLog } from '../../src/log.js';
import type { RunDocument } from '../../src/results/document.js';
import type { Origin } from '../../src/results/origin.js';
import { FakeGitHub, refused } from '../support/github/index.js';
import { buildRun } from '../support/run-builder.js';

async function idsOf(runs: AsyncIterable<RunDocument>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of runs) ids.push(id);
  return ids;
}

it('keeps the documents of twenty jobs at once', async () => {
  const github = await FakeGitHub.start();
  try {
    const repository = github.createRepository('octo/project');
    const branch = { owner: 'octo', repo: 'project', name: 'tare-baseline' };
    const client = getOctokit(github.token(repository), { baseUrl: github.apiUrl });
    const ids = Array.from({ length: 20 }, (_, at) => `run-${at + 10}`);
    await Promise.all(ids.map((id) => keepOnBranch(client, branch, `leg ${id}`, buildRun({ id, blocks: 1 }))));
    const { objects } = repository.world;
    const files = objects.files(objects.commit(repository.tip('tare-baseline'))?.tree ?? '');
    expect([...files.keys()].map((path) => path.split('/').at(-1)).sort()).toEqual(ids.map((id) => `${id}.json.gz`));
  } finally {
    await github.stop();
  }
}, 120_000);

it('reads on behind later runs where an earlier one is run again', async () => {
  const github = await FakeGitHub.start();
  try {
    const repository = github.createRepository('octo/project');
    const branch = { owner: 'octo', repo: 'project', name: 'tare-baseline' };
    const client = getOctokit(github.token(repository), { baseUrl: github.apiUrl });
    const origin: Origin = {
      ...{
        repository: 'octo/project',
        event: 'push',
        ref: 'refs/heads/main',
        sha: 'abc',
        baseBranch: '',
        workflow: 'w',
      },
    };
    const at = (runNumber: number) => ({
      ...buildRun({ id: `run-${runNumber}`, blocks: 1 }),
      origin: { ...origin, runNumber },
    });
    for (let number = 10; number < 20; number++) await keepOnBranch(client, branch, 'leg', at(number));
    const read = readBranch(client, branch, 'leg', { ...at(11), id: 'again' }, silentLog);
    expect(await idsOf(read)).toEqual(['run-10']);
  } finally {
    await github.stop();
  }
});

it('takes a run that a wrong clock has dated ahead for the oldest', async () => {
  const github = await FakeGitHub.start();
  try {
    const repository = github.createRepository('octo/project');
    const branch = { owner: 'octo', repo: 'project', name: 'tare-baseline' };
    const client = getOctokit(github.token(repository), { baseUrl: github.apiUrl });
    const runs = ['20261101T000000Z-0', '29990101T000000Z-0', '20261102T000000Z-0'].map((id) =>
      buildRun({ id, blocks: 1 }),
    );
    const [run] = runs as [RunDocument];
    for (const one of runs) await keepOnBranch(client, branch, 'leg', one);
    const kept = await idsOf(readBranch(client, branch, 'leg', run, silentLog));
    expect(kept.map((id) => id.slice(0, 8))).toEqual(['20261102', '20261101', '29990101']);
  } finally {
    await github.stop();
  }
});

it('reads all that is kept, and no more at once than there is room for', async () => {
  const github = await FakeGitHub.start();
  try {
    const repository = github.createRepository('octo/project');
    const branch = { owner: 'octo', repo: 'project', name: 'tare-baseline' };
    const client = getOctokit(github.token(repository), { baseUrl: github.apiUrl });
    const runs = Array.from({ length: 12 }, (_, at) => buildRun({ id: `run-${at + 10}`, blocks: 1 }));
    for (const one of runs) await keepOnBranch(client, branch, 'leg', one);
    const newest = runs.map(({ id }) => id).reverse();
    const now = buildRun({ id: 'now', blocks: 1 });
    const size = JSON.stringify(runs[0]).length;
    const read = (mostBytes?: number) => idsOf(readBranch(client, branch, 'leg', now, silentLog, mostBytes));
    expect(await read()).toEqual(newest);
    expect(await read(3 * size)).toEqual(newest.slice(0, 3));
    expect(await read(1)).toEqual(newest.slice(0, 1));
  } finally {
    await github.stop();
  }
});

const UPDATE = 'PATCH /repos/{owner}/{repo}/git/refs/{ref}';
const RULESET = 'Repository rule violations found\n\nCannot update this protected ref.';

/** Adds to a branch that is there, where the first `times` updates are refused with a 422. Returns their number. */
async function updatesUnder(message: string, times: number): Promise<number> {
  const github = await FakeGitHub.start();
  try {
    const repository = github.createRepository('octo/project');
    const branch = { owner: 'octo', repo: 'project', name: 'tare-baseline' };
    const client = getOctokit(github.token(repository), { baseUrl: github.apiUrl });
    await keepOnBranch(client, branch, 'leg', buildRun({ id: 'run-1', blocks: 1 }));
    github.fault({ route: UPDATE, effect: refused(422, message), times });
    await keepOnBranch(client, branch, 'leg', buildRun({ id: 'run-2', blocks: 1 })).catch((error: Error) => {
      expect(error.message).toContain(message);
    });
    return github.count(UPDATE);
  } finally {
    await github.stop();
  }
}

it.each([RULESET, 'Reference name is not valid.'])('asks once where GitHub refuses for good: %s', async (message) => {
  expect(await updatesUnder(message, 30)).toBe(1);
});

it.each(['Update is not a fast forward', 'Reference cannot be updated'])(
  'asks again where the branch has moved: %s',
  async (message) => {
    expect(await updatesUnder(message, 2)).toBe(3);
  },
);
