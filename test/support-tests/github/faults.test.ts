import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  FakeGitHub,
  type Repository,
  reset,
  secondaryLimit,
  serverError,
  slow,
  tooManyRequests,
  twice,
} from '../../support/github/index.js';
import { clientOf } from './client.js';

let github: FakeGitHub;
let repository: Repository;
const project = { owner: 'octo', repo: 'project' };
const GET = 'GET /repos/{owner}/{repo}';
const POST = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';

beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
  repository.openPull({ head: { branch: 'main' } });
});
afterEach(() => github.stop());

const client = () => clientOf(github, github.token(repository));
const comment = () => client().issues.createComment({ ...project, issue_number: 1, body: 'x' });

describe('a fault', () => {
  it.each([
    ['429', tooManyRequests(1)],
    ['500', serverError()],
    ['502', serverError(502)],
    ['a reset', reset('before')],
  ])('is survived by a client that tries again: %s', async (_, effect) => {
    github.fault({ route: GET, effect, times: 2 });
    const { data } = await client().repos.get(project);
    expect(data.full_name).toBe('octo/project');
    expect(github.count(GET)).toBe(3);
  });

  it('says how long to wait at the secondary limit', async () => {
    github.fault({ route: GET, effect: secondaryLimit(30) });
    await expect(client().repos.get(project)).rejects.toMatchObject({
      status: 403,
      response: { headers: { 'retry-after': '30' } },
    });
  });

  it('occurs after the requests that it was told to let pass, and as often as it was told', async () => {
    github.fault({ route: GET, effect: secondaryLimit(1), skip: 1 });
    const statuses: (number | undefined)[] = [];
    for (let n = 0; n < 3; n++)
      await client()
        .repos.get(project)
        .catch(() => undefined);
    for (const { status } of github.requests) statuses.push(status);
    expect(statuses).toEqual([200, 403, 200]);
  });

  it('loses an answer after the request was carried out: a client that tries again does it twice', async () => {
    github.fault({ route: POST, effect: reset('after') });
    await comment();
    expect(repository.comments).toHaveLength(2);
  });

  it('delivers a request twice', async () => {
    github.fault({ route: POST, effect: twice });
    await comment();
    expect(repository.comments).toHaveLength(2);
    expect(github.count(POST)).toBe(1);
  });

  it('sends an answer slowly, and whole in the end', async () => {
    github.fault({ route: GET, effect: slow(5, 1) });
    expect((await client().repos.get(project)).data.full_name).toBe('octo/project');
  });

  it('never answers, until the client gives up', async () => {
    const waiting = new AbortController();
    github.fault({ route: GET, effect: { kind: 'stall', act: () => waiting.abort() } });
    const request = { signal: waiting.signal, retries: 0 };
    await expect(client().repos.get({ ...project, request })).rejects.toThrow();
  });

  it('that never occurred fails the test', async () => {
    const other = await FakeGitHub.start();
    other.fault({ route: GET, effect: serverError() });
    await expect(other.stop()).rejects.toThrow(/struck no request/);
  });
});
