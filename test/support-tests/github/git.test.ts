import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeGitHub, meanwhile, type Repository } from '../../support/github/index.js';
import { clientOf } from './client.js';

let github: FakeGitHub;
let repository: Repository;
const project = { owner: 'octo', repo: 'project' };

beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
});
afterEach(() => github.stop());

const git = () => clientOf(github, github.token(repository)).git;

/** Adds a file to a branch by the Git data API. */
async function addFile(branch: string, path: string, content: string): Promise<void> {
  const { data: ref } = await git().getRef({ ...project, ref: `heads/${branch}` });
  const tree = [file(path, content)];
  const { data: written } = await git().createTree({ ...project, base_tree: ref.object.sha, tree });
  const commit = { message: 'Add a point', tree: written.sha, parents: [ref.object.sha] };
  const { data: made } = await git().createCommit({ ...project, ...commit });
  await git().updateRef({ ...project, ref: `heads/${branch}`, sha: made.sha });
}

const file = (path: string, content: string) => ({ path, mode: '100644', type: 'blob', content }) as const;

/** Returns the name that git itself gives an object. */
const hashObject = (type: string, input: Buffer) =>
  execFileSync('git', ['hash-object', '-t', type, '--stdin'], { input, encoding: 'utf8' }).trim();

/** Returns a line of a tree object, as git stores it. */
const entry = (head: string, sha: string) => Buffer.concat([Buffer.from(`${head}\0`), Buffer.from(sha, 'hex')]);

describe('the Git data API', () => {
  it('adds a file to a branch and keeps the others', async () => {
    repository.commit('history', { files: { 'points/1.json': 'one', 'README.md': 'hello' } });
    await addFile('history', 'points/2.json', 'two');
    const { data } = await git().getTree({ ...project, tree_sha: 'history', recursive: '1' });
    expect(data.tree.map(({ path }) => path).sort()).toEqual(['README.md', 'points/1.json', 'points/2.json']);
  });

  it('gives blobs and trees the names that git gives them', async () => {
    const blob = (content: string) => hashObject('blob', Buffer.from(content));
    // `a.b` is before the folder `a` in git's order, because the folder counts as `a/`.
    const inner = hashObject('tree', entry('100644 x', blob('2')));
    const outer = hashObject('tree', Buffer.concat([entry('100644 a.b', blob('1')), entry('40000 a', inner)]));
    const tree = [file('a/x', '2'), file('a.b', '1')];
    const { data } = await git().createTree({ ...project, tree });
    expect(data.sha).toBe(outer);
  });

  it('starts a branch without a history, and only once', async () => {
    const { data: tree } = await git().createTree({ ...project, tree: [file('a', 'a')] });
    const { data: commit } = await git().createCommit({ ...project, message: 'Start', tree: tree.sha, parents: [] });
    const create = () => git().createRef({ ...project, ref: 'refs/heads/history', sha: commit.sha });
    await expect(create()).resolves.toMatchObject({ status: 201 });
    await expect(create()).rejects.toMatchObject({ status: 422 });
  });

  it('refuses to move a branch that somebody else moved meanwhile', async () => {
    repository.commit('history');
    const act = () => void repository.commit('history', { files: { other: 'x' } });
    github.fault({ route: 'PATCH /repos/{owner}/{repo}/git/refs/{ref}', effect: meanwhile(act) });
    await expect(addFile('history', 'mine', 'x')).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('not a fast forward'),
    });
  });

  it('reads a file and a folder by their path', async () => {
    repository.commit('history', { files: { 'points/1.json': 'one' } });
    const { repos } = clientOf(github, github.token(repository));
    const at = (path: string) => repos.getContent({ ...project, path, ref: 'history' });
    expect((await at('points/1.json')).data).toMatchObject({ content: Buffer.from('one').toString('base64') });
    expect((await at('points')).data).toMatchObject([{ path: 'points/1.json', type: 'file', size: 3 }]);
    await expect(at('points/2.json')).rejects.toMatchObject({ status: 404 });
  });
});
