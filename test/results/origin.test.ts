import { describe, expect, it } from '@jest/globals';
import { mayBeBaselineOf, originOf } from '../../src/results/origin.js';

const push = {
  GITHUB_REPOSITORY: 'o/r',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: 'abc',
  GITHUB_WORKFLOW_REF: 'o/r/.github/workflows/cost.yml@refs/heads/main',
};
const pull = {
  ...push,
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

describe('mayBeBaselineOf', () => {
  const serves = (earlier: object, candidate: object) =>
    mayBeBaselineOf(originOf({ ...earlier }), originOf({ ...candidate }));

  it.each([
    ['a push to the base branch serves its pull request', push, pull, true],
    ['a pull request never serves another', pull, pull, false],
    ['a push serves the next push of its branch', push, push, true],
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
