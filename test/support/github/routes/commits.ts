/** Serves the repository itself, its commits, its branches and the files in them. */
import type { Commit } from '../git-store.js';
import { fill } from '../openapi/sample.js';
import type { Repository } from '../repository.js';
import * as render from './render.js';
import { ApiError, type Call, found, listed, notFound, ok, type Routes } from './route.js';

/** Returns the commit that a sha, a branch or a full ref means, or a 404 where there is none. */
export function commitAt(repository: Repository, ref: string): Commit {
  const { objects } = repository.world;
  const sha = repository.refs.get(`refs/heads/${ref}`) ?? repository.refs.get(ref) ?? ref;
  return found(objects.commit(sha));
}

/** Returns one end of a comparison: `main`, a sha, or `owner:branch` of a fork, whose objects GitHub shares. */
function endOf({ repository }: Call, text: string): Commit {
  const [owner, branch] = text.includes(':') ? text.split(':') : [repository.owner, text];
  if (owner === repository.owner) return commitAt(repository, branch ?? '');
  const forks = repository.pulls.map(({ head }) => head.repository);
  return commitAt(found(forks.find((fork) => fork.owner === owner)), branch ?? '');
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

function compare(call: Call) {
  const [base = '', head] = (call.params.basehead ?? '').split('...');
  if (head === undefined) notFound();
  const [a, b] = [endOf(call, base), endOf(call, head)];
  const { objects } = call.repository.world;
  const shared = objects.mergeBase(a.sha, b.sha);
  if (shared === undefined) throw new ApiError(404, `No common ancestor between ${base} and ${head}.`);
  const middle = objects.commit(shared);
  const only = (from: Commit, other: Commit) => {
    const known = new Set(objects.ancestry(other.sha));
    return objects.ancestry(from.sha).filter((sha) => !known.has(sha));
  };
  const [ahead, behind] = [only(b, a), only(a, b)];
  return ok(
    fill('commit-comparison', {
      base_commit: render.commit(a),
      merge_base_commit: render.commit(found(middle)),
      status: statusOf(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: ahead.reverse().map((sha) => render.commit(found(objects.commit(sha)))),
    }),
  );
}

function list(call: Call) {
  const { objects } = call.repository.world;
  const from = commitAt(call.repository, call.query.get('sha') ?? call.repository.defaultBranch);
  return listed(call, objects.ancestry(from.sha), (sha) => render.commit(found(objects.commit(sha))));
}

function branch(call: Call) {
  const name = call.params.branch ?? '';
  const commit = found(call.repository.world.objects.commit(call.repository.refs.get(`refs/heads/${name}`) ?? ''));
  return ok(fill('branch-with-protection', { name, commit: render.commit(commit) }));
}

const entryOf = (path: string, sha: string, bytes: Buffer) => ({
  name: path.split('/').at(-1) ?? path,
  path,
  sha,
  size: bytes.length,
});

/** Returns a file, or the list of a folder. GitHub leaves out the content of a file above 1 MiB. */
function contents(call: Call) {
  const { objects } = call.repository.world;
  const { tree } = commitAt(call.repository, call.query.get('ref') ?? call.repository.defaultBranch);
  const files = objects.files(tree);
  const path = call.params.path ?? '';
  const file = files.get(path);
  if (file !== undefined) {
    const bytes = found(objects.blob(file.sha));
    if (call.accept.includes('raw')) {
      return { status: 200, headers: { 'content-type': 'application/vnd.github.raw+json' }, body: bytes };
    }
    const small = bytes.length <= 1024 * 1024;
    const text = { encoding: small ? 'base64' : 'none', content: small ? bytes.toString('base64') : '' };
    return ok(fill('content-file', { type: 'file', ...entryOf(path, file.sha, bytes), ...text }));
  }
  const inside = [...files.values()].filter(
    (one) => one.path.startsWith(`${path}/`) && !one.path.slice(path.length + 1).includes('/'),
  );
  if (inside.length === 0) notFound();
  const links = {
    url: render.SITE,
    html_url: null,
    git_url: null,
    download_url: null,
    _links: { self: render.SITE, git: null, html: null },
  };
  return ok(
    inside.map((one) => ({ type: 'file', ...entryOf(one.path, one.sha, found(objects.blob(one.sha))), ...links })),
  );
}

export const commits: Routes = {
  'GET /repos/{owner}/{repo}': {
    needs: ['metadata: read'],
    handle: (call) => ok(render.repository(call.repository, 'full-repository')),
  },
  'GET /repos/{owner}/{repo}/commits': { needs: ['contents: read'], handle: list },
  'GET /repos/{owner}/{repo}/commits/{ref}': {
    needs: ['contents: read'],
    handle: (call) => ok(render.commit(commitAt(call.repository, call.params.ref ?? ''))),
  },
  'GET /repos/{owner}/{repo}/compare/{basehead}': { needs: ['contents: read'], handle: compare },
  'GET /repos/{owner}/{repo}/branches/{branch}': { needs: ['contents: read'], handle: branch },
  'GET /repos/{owner}/{repo}/contents/{path}': { needs: ['contents: read'], handle: contents },
};
