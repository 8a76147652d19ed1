/** One comment a leg, whoever else writes at the same time. */
import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stickComment } from '../../src/github/comment.js';
import { FakeGitHub, meanwhile, type PullRequest, type Repository } from '../support/github/index.js';

let github: FakeGitHub;
let repository: Repository;
let pull: PullRequest;
beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
  repository.commit('change');
  pull = repository.openPull({ head: { branch: 'change' } });
});
afterEach(() => github.stop());

const TWENTY = Array.from({ length: 20 }, (_, at) => at + 1);

function stick(key: string, number: number, body = `run ${number}`): Promise<string> {
  // Without the pauses between writes, which clients in one process would share.
  const client = getOctokit(github.token(repository), { baseUrl: github.apiUrl });
  const run = { number, attempt: 1 };
  return stickComment(client, { owner: 'octo', repo: 'project', pull: pull.number, key, run, body });
}

const firstLines = () => repository.comments.map(({ body }) => body.split('\n')[0]);

const MARKED = 'quoted\n<!-- tare tare 99999999 -->\n';

describe('stickComment', () => {
  it.each([
    ['a member', 'octo', MARKED],
    ['another bot', 'echo[bot]', MARKED],
    ['ourselves, with the marker quoted in the middle', 'github-actions[bot]', `> ${MARKED}\nSee above.`],
  ])('does not count a comment of %s as its own (A14)', async (_, author, body) => {
    repository.members.set('octo', { association: 'OWNER', permission: 'admin' });
    repository.addComment(pull.number, author, body);
    await stick('tare', 1);
    await stick('tare', 2);
    expect(repository.comments.map((one) => one.body.split('\n')[0])).toEqual([body.split('\n')[0], 'run 2']);
  });

  it('is written anew where somebody deletes it between the look and the update', async () => {
    await stick('tare', 1);
    const deleted = meanwhile(() => repository.comments.splice(0));
    github.fault({ route: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', effect: deleted });
    const url = await stick('tare', 2);
    expect(firstLines()).toEqual(['run 2']);
    expect(url).toContain(`issuecomment-${repository.comments[0]?.id}`);
  });

  it('leaves one comment where twenty jobs of one leg write at once, and gives each its address', async () => {
    const urls = await Promise.all(TWENTY.map((number) => stick('tare', number)));
    expect(repository.comments).toHaveLength(1);
    expect(new Set(urls).size).toBe(1);
  });

  it('leaves twenty comments where twenty legs write at once', async () => {
    await Promise.all(TWENTY.map((number) => stick(`tare ${number}`, number)));
    expect(firstLines().sort()).toEqual(TWENTY.map((number) => `run ${number}`).sort());
  });

  it('finds its own comment after a hundred others', async () => {
    await stick('tare', 1);
    for (let n = 0; n < 120; n++) repository.addComment(pull.number, 'octocat', 'hello');
    await stick('tare', 2);
    expect(firstLines().filter((line) => line?.startsWith('run'))).toEqual(['run 2']);
  });

  it('keeps the length that GitHub accepts, with its marker', async () => {
    await stick('tare', 1, 'x'.repeat(70_000));
    await stick('tare', 2, 'short');
    expect(firstLines()).toEqual(['short']);
  });
});
