/** Jobs that end at the same time lose no baseline. */
import { getOctokit } from '@actions/github';
import { expect, it } from '@jest/globals';
import { keepOnBranch } from '../../src/github/branch-store.js';
import { FakeGitHub } from '../support/github/index.js';
import { buildRun } from '../support/run-builder.js';

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
