/** A label accepts what was pushed before it, whatever event the run is of. */
import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findAcceptance } from '../../src/github/acceptance.js';
import type { WorkflowContext } from '../../src/github/workflow.js';
import { FakeGitHub, type PullRequest, type Repository, refused } from '../support/github/index.js';

const [PUSHED, LABELED, MEASURED] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'];
const ACTIVITY = 'GET /repos/{owner}/{repo}/activity';

let github: FakeGitHub;
let repository: Repository;
beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
});
afterEach(() => github.stop());

function opened(of = repository): PullRequest {
  of.commit('change');
  of.refs.pushed('refs/heads/change', PUSHED);
  const pull = repository.openPull({ head: { repository: of, branch: 'change' }, labels: ['tare-accept'] });
  repository.labelEvents.splice(0, 1, { ...must(repository.labelEvents[0]), createdAt: LABELED });
  return pull;
}

/** Looks for an acceptance in a run whose event says this of the time of the head. */
function found({ number, head: { repository: of, branch } }: PullRequest, headAt: string | undefined) {
  const change = { number, headAt, headSha: of.tip(branch), headBranch: branch, headRepository: of.fullName };
  const context = { owner: 'octo', repo: 'project', run: { event: 'pull_request' }, change } as WorkflowContext;
  return findAcceptance(getOctokit(github.token(repository), { baseUrl: github.apiUrl }), context, 'tare-accept');
}

describe('a label that is newer than the last push', () => {
  it.each([
    ['does not say when that was, as one that was edited', undefined],
    ['has a later time, as a run that another label started', MEASURED],
  ])('counts where the event %s', async (_, headAt) => {
    expect(await found(opened(), headAt)).toMatchObject({ by: expect.stringContaining('label tare-accept, set by') });
  });

  it('counts in the pull request of a fork, too', async () => {
    const fork = github.createRepository('stranger/project', { parent: repository });
    expect(await found(opened(fork), MEASURED)).toMatchObject({ by: expect.stringContaining('tare-accept') });
  });
});

/** Looks for it in the merge queue, which tests the pull request as it is now. */
function inQueue({ number }: PullRequest) {
  const queue = { base: 'main', pull: number, baseSha: undefined };
  const context = { owner: 'octo', repo: 'project', run: { event: 'merge_group' }, queue } as WorkflowContext;
  return findAcceptance(getOctokit(github.token(repository), { baseUrl: github.apiUrl }), context, 'tare-accept');
}

describe('a label in the merge queue', () => {
  it('counts where it is newer than the last push, or GitHub does not say when that was', async () => {
    const pull = opened();
    Object.assign(pull, { createdAt: PUSHED });
    expect(await inQueue(pull)).toMatchObject({ by: expect.stringContaining('tare-accept') });
    github.fault({ route: ACTIVITY, effect: refused(404, 'Not Found') });
    expect(await inQueue(pull)).toMatchObject({ by: expect.stringContaining('tare-accept') });
  });

  it('is refused where it is older: the job of the pull request may not have looked, as where it is skipped', async () => {
    const pull = opened();
    Object.assign(pull, { createdAt: PUSHED });
    repository.refs.pushed('refs/heads/change', MEASURED);
    expect(await inQueue(pull)).toEqual({ refused: [expect.stringContaining('before the last push')] });
  });
});

describe('a label', () => {
  it('that is older is refused as that', async () => {
    const pull = opened();
    repository.refs.pushed('refs/heads/change', MEASURED);
    expect(await found(pull, MEASURED)).toEqual({ refused: [expect.stringContaining('before the last push')] });
  });

  it('is refused where GitHub does not say when the push was, and nothing else is claimed', async () => {
    github.fault({ route: ACTIVITY, effect: refused(404, 'Not Found') });
    expect(await found(opened(), undefined)).toEqual({ refused: [expect.stringContaining('GitHub does not say')] });
  });
});

/** Looks for it in a push to main, or in a branch of this repository that is sent. */
function onEvent(event: 'push' | 'pull_request', pull?: PullRequest) {
  const sha = repository.tip(pull?.head.branch ?? 'main');
  const change = pull && {
    number: pull.number,
    headSha: sha,
    headBranch: pull.head.branch,
    headRepository: 'octo/project',
  };
  const context = { owner: 'octo', repo: 'project', run: { event, sha }, change } as WorkflowContext;
  return findAcceptance(getOctokit(github.token(repository), { baseUrl: github.apiUrl }), context, 'tare-accept');
}

describe('a trailer', () => {
  const ACCEPTING = { message: 'Slower\n\nTare-Accept: agreed', author: 'octo' };

  /** Merges the branch of a fork by a rebase, which keeps message and author: anybody can write whose e-mail it is. */
  function rebased(onto: string): void {
    const fork = github.createRepository('stranger/project', { parent: repository });
    fork.commit('change', ACCEPTING);
    const pull = repository.openPull({ head: { repository: fork, branch: 'change' }, base: onto });
    repository.merge(pull, [repository.commit(onto, ACCEPTING).sha]);
  }

  it('of a commit that came by a pull request of a fork is not heeded, whoever its author seems to be', async () => {
    rebased('main');
    expect(await onEvent('push')).toMatchObject({
      refused: [expect.stringMatching(/came by pull request 1 of a fork/)],
    });
  });

  it('of a commit of a branch of this repository is heeded, also once it is merged', async () => {
    repository.commit('change', ACCEPTING);
    const pull = repository.openPull({ head: { branch: 'change' } });
    expect(await onEvent('pull_request', pull)).toMatchObject({ reason: 'agreed' });
    repository.merge(pull, [repository.commit('main', ACCEPTING).sha]);
    expect(await onEvent('push')).toMatchObject({ reason: 'agreed' });
  });

  it('beyond the 250 commits that GitHub lists is not seen, which is said with what to do', async () => {
    for (let commits = 0; commits < 250; commits++) repository.commit('change');
    repository.commit('change', ACCEPTING);
    const pull = repository.openPull({ head: { branch: 'change' } });
    const told = expect.stringMatching(/GitHub lists the oldest 250, .* set the label instead\.$/);
    expect(await onEvent('pull_request', pull)).toEqual({ refused: [told] });
  });

  it('of a fork, merged into the branch that is sent, is not heeded, but one beside it is', async () => {
    repository.commit('change');
    rebased('change');
    const pull = repository.openPull({ head: { branch: 'change' } });
    expect(await onEvent('pull_request', pull)).toEqual({ refused: [expect.stringContaining('of a fork')] });
    repository.commit('older', ACCEPTING);
    repository.commit('change', { merges: [repository.tip('older')] });
    expect(await onEvent('pull_request', pull)).toMatchObject({ reason: 'agreed' });
  });

  it('is not heeded where GitHub does not say where the commit came from', async () => {
    repository.commit('main', ACCEPTING);
    github.fault({
      route: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
      effect: refused(403, 'Resource not accessible by integration'),
    });
    expect(await onEvent('push')).toMatchObject({ refused: [expect.stringContaining('pull-requests: read')] });
  });
});

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is none');
  return value;
}
