import { describe, expect, it } from '@jest/globals';
import { mayBeBaselineOf, originOf } from '../../src/results/origin.js';

const push = {
  GITHUB_REPOSITORY: 'o/r',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: 'abc',
  GITHUB_WORKFLOW_REF: 'o/r/.github/workflows/cost.yml@refs/heads/main',
  GITHUB_RUN_NUMBER: '7',
};
const next = { ...push, GITHUB_SHA: 'def', GITHUB_RUN_NUMBER: '8' };
const unnumbered = { ...push, GITHUB_RUN_NUMBER: undefined };
/** GitHub runs the workflow of a comment on the default branch, and says nothing of the pull request's. */
const comment = { ...push, GITHUB_EVENT_NAME: 'issue_comment' };
const pull = {
  ...push,
  GITHUB_RUN_NUMBER: '5',
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_REF: 'refs/pull/7/merge',
  GITHUB_BASE_REF: 'main',
  GITHUB_WORKFLOW_REF: 'o/r/.github/workflows/cost.yml@refs/pull/7/merge',
};

describe('originOf', () => {
  it('is absent outside a workflow', () => {
    expect(originOf({ HOME: '/root' })).toBeUndefined();
  });

  it('has the branch that a pull request goes to', () => {
    expect(originOf(pull)).toMatchObject({ baseBranch: 'main', workflow: 'o/r/.github/workflows/cost.yml' });
  });
});

it.each(['', 'x', '0', '1.5'])('has no number of the run where a runner gives "%s"', (number) => {
  expect(originOf({ ...push, GITHUB_RUN_NUMBER: number })).not.toHaveProperty('runNumber');
  expect(originOf(push)).toMatchObject({ runNumber: 7 });
});

describe('the job that measures', () => {
  it('is there by its key and by the id that GitHub lists it with', () => {
    const origin = originOf({ ...push, GITHUB_JOB: 'measure' }, { jobId: 51_725_241_954 });
    expect(origin).toMatchObject({ job: { key: 'measure', id: 51_725_241_954 } });
  });

  it('is absent where the runner does not say its id', () => {
    expect(originOf({ ...push, GITHUB_JOB: 'measure' })).not.toHaveProperty('job');
  });
});

describe('mayBeBaselineOf', () => {
  it('is served by the branch that the change of a comment goes to, and not by the default branch', () => {
    const candidate = originOf(comment, { changeBase: 'release-1' });
    const release = originOf({ ...push, GITHUB_REF: 'refs/heads/release-1' });
    expect(mayBeBaselineOf(release, candidate)).toBe(true);
    expect(mayBeBaselineOf(originOf(push), candidate)).toBe(false);
    expect(mayBeBaselineOf(originOf(push), originOf(comment, { changeBase: 'main' }))).toBe(true);
  });

  const serves = (earlier: object, candidate: object) =>
    mayBeBaselineOf(originOf({ ...earlier }), originOf({ ...candidate }));

  it.each([
    ['a push to the base branch serves its pull request', push, pull, true],
    ['a pull request never serves another', pull, pull, false],
    ['a push serves the next push of its branch', push, next, true],
    ['a run does not serve another attempt of itself', push, push, false],
    ['a later push does not serve an earlier one that is run again', next, push, false],
    ['a nightly run serves the next of the same commit', push, { ...next, GITHUB_SHA: 'abc' }, true],
    ['without a number, the same commit does not serve', unnumbered, push, false],
    ['without a number, another commit serves', unnumbered, next, true],
    ['a later run of the base branch serves a pull request that is run again', next, pull, true],
    ['another branch does not serve', { ...push, GITHUB_REF: 'refs/heads/dev' }, pull, false],
    ['another repository does not serve', { ...push, GITHUB_REPOSITORY: 'fork/r' }, pull, false],
    [
      'another workflow does not serve',
      { ...push, GITHUB_WORKFLOW_REF: 'o/r/.github/workflows/other.yml@refs/heads/main' },
      pull,
      false,
    ],
    ['a nightly run serves', { ...push, GITHUB_EVENT_NAME: 'schedule' }, pull, true],
    ['a run by hand on the runner does not serve a workflow', {}, pull, false],
    ['a workflow does not serve a run by hand', push, {}, false],
    ['a run by hand serves the next', {}, {}, true],
  ])('%s', (_, earlier, candidate, expected) => {
    expect(serves(earlier, candidate)).toBe(expected);
  });
});
