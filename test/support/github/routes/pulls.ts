/** Serves pull requests and their commits. */
import type { Commit } from '../git-store.js';
import type { PullRequest } from '../model.js';
import { commitAt } from './commits.js';
import * as render from './render.js';
import { type Call, found, listed, ok, type Routes } from './route.js';

const pullOf = ({ repository, params }: Call): PullRequest =>
  found(repository.pulls.find(({ number }) => number === Number(params.pull_number)));

const simple = (one: PullRequest) => render.pull(one, 'pull-request-simple');
const headSha = ({ head }: PullRequest) => head.repository.tip(head.branch);

function list(call: Call) {
  const { query, repository } = call;
  const state = query.get('state') ?? 'open';
  const head = query.get('head');
  const base = query.get('base');
  const kept = repository.pulls.filter(
    (one) =>
      (state === 'all' || one.state === state) &&
      (base === null || one.base.branch === base) &&
      (head === null || `${one.head.repository.owner}:${one.head.branch}` === head),
  );
  return listed(call, kept.reverse(), simple);
}

/** GitHub lists no more commits of a pull request. */
const MOST_COMMITS = 250;

/** Returns the commits of a pull request, oldest first. */
function commits(call: Call) {
  const pull = pullOf(call);
  const { objects } = call.repository.world;
  const before = new Set(objects.ancestry(pull.base.repository.tip(pull.base.branch)));
  const own = objects.ancestry(headSha(pull)).filter((sha) => !before.has(sha));
  const found = own
    .reverse()
    .slice(0, MOST_COMMITS)
    .map((sha) => objects.commit(sha) as Commit);
  return listed(call, found, render.commit);
}

/**
 * Returns the pull requests that a commit belongs to, or came by. GitHub finds none for a commit that is only in a
 * fork.
 */
function ofCommit(call: Call) {
  const { sha } = commitAt(call.repository, call.params.commit_sha ?? '');
  const { objects } = call.repository.world;
  const kept = call.repository.pulls.filter((one) => {
    if (one.merged?.commits.includes(sha)) return true;
    return one.head.repository === call.repository && objects.ancestry(headSha(one)).includes(sha);
  });
  return listed(call, kept, simple);
}

export const pulls: Routes = {
  'GET /repos/{owner}/{repo}/pulls': { needs: ['pull-requests: read'], handle: list },
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': {
    needs: ['pull-requests: read'],
    handle: (call) => ok(render.pull(pullOf(call))),
  },
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits': { needs: ['pull-requests: read'], handle: commits },
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls': { needs: ['pull-requests: read'], handle: ofCommit },
};
