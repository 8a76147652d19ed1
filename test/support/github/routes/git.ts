/** The Git data API: refs, blobs, trees and commits. */
import { z } from 'zod';
import type { TreeEntry } from '../git-store.js';
import { fill } from '../openapi/sample.js';
import * as render from './render.js';
import { type Call, created, found, listed, noContent, notFound, ok, type Routes, unprocessable } from './route.js';

const newRef = z.object({ ref: z.string(), sha: z.string() });
const movedRef = z.object({ sha: z.string(), force: z.boolean().default(false) });
const newBlob = z.object({ content: z.string(), encoding: z.enum(['utf-8', 'base64']).default('utf-8') });
const newTree = z.object({
  base_tree: z.string().optional(),
  tree: z.array(
    z.object({ path: z.string(), mode: z.string(), sha: z.string().nullish(), content: z.string().optional() }),
  ),
});
const newCommit = z.object({ message: z.string(), tree: z.string(), parents: z.array(z.string()).default([]) });

const objectsOf = ({ repository }: Call) => repository.world.objects;

const renderRef = (ref: string, sha: string) =>
  fill('git-ref', { ref, object: { type: 'commit', sha, url: render.SITE } });

function isForward(call: Call, from: string, to: string): boolean {
  return objectsOf(call).ancestry(to).includes(from);
}

function createRef(call: Call) {
  const { ref, sha } = newRef.parse(call.body);
  if (!/^refs\/.+\/.+/.test(ref)) unprocessable('Reference name is not valid. It must start with refs/.');
  if (objectsOf(call).commit(sha) === undefined) unprocessable('Object does not exist');
  if (call.repository.refs.has(ref)) unprocessable('Reference already exists');
  call.repository.refs.set(ref, sha);
  return created(renderRef(ref, sha));
}

function moveRef(call: Call) {
  const ref = `refs/${call.params.ref}`;
  const { sha, force } = movedRef.parse(call.body);
  const now = call.repository.refs.get(ref) ?? unprocessable('Reference does not exist');
  if (objectsOf(call).commit(sha) === undefined) unprocessable('Object does not exist');
  if (!force && !isForward(call, now, sha)) unprocessable('Update is not a fast forward');
  call.repository.refs.set(ref, sha);
  return ok(renderRef(ref, sha));
}

function deleteRef(call: Call) {
  if (!call.repository.refs.delete(`refs/${call.params.ref}`)) unprocessable('Reference does not exist');
  return noContent;
}

function getRef(call: Call) {
  const ref = `refs/${call.params.ref}`;
  return ok(renderRef(ref, found(call.repository.refs.get(ref))));
}

function matchingRefs(call: Call) {
  const all = [...call.repository.refs].filter(([ref]) => ref.startsWith(`refs/${call.params.ref}`));
  return listed(call, all, ([ref, sha]) => renderRef(ref, sha));
}

function createBlob(call: Call) {
  const { content, encoding } = newBlob.parse(call.body);
  const sha = objectsOf(call).writeBlob(Buffer.from(content, encoding));
  return created(fill('short-blob', { sha, url: render.SITE }));
}

function getBlob(call: Call) {
  const sha = call.params.file_sha ?? '';
  const bytes = found(objectsOf(call).blob(sha));
  return ok(fill('blob', { sha, size: bytes.length, encoding: 'base64', content: bytes.toString('base64') }));
}

const renderTree = (sha: string, entries: readonly TreeEntry[]) =>
  fill('git-tree', { sha, url: render.SITE, truncated: false, tree: entries.map((one) => ({ ...one })) });

function createTree(call: Call) {
  const { base_tree: base, tree } = newTree.parse(call.body);
  const objects = objectsOf(call);
  const root = base === undefined ? undefined : (objects.commit(base)?.tree ?? base);
  if (root !== undefined && objects.tree(root) === undefined) notFound();
  const files = root === undefined ? new Map<string, TreeEntry>() : objects.files(root);
  for (const { path, mode, sha, content } of tree) {
    const blob = content === undefined ? sha : objects.writeBlob(Buffer.from(content));
    if (blob === null) files.delete(path);
    else if (blob === undefined || objects.blob(blob) === undefined)
      unprocessable(`tree.sha of ${path} is not a valid blob`);
    else files.set(path, { path, mode, type: 'blob', sha: blob });
  }
  const sha = objects.writeTree(files);
  return created(renderTree(sha, found(objects.tree(sha))));
}

function getTree(call: Call) {
  const objects = objectsOf(call);
  const given = call.params.tree_sha ?? '';
  const branch = call.repository.refs.get(`refs/heads/${given}`) ?? given;
  const sha = objects.commit(branch)?.tree ?? branch;
  const top = found(objects.tree(sha));
  const deep = call.query.has('recursive');
  return ok(renderTree(sha, deep ? [...objects.files(sha).values()] : top));
}

function createCommit(call: Call) {
  const { message, tree, parents } = newCommit.parse(call.body);
  const objects = objectsOf(call);
  if (objects.tree(tree) === undefined) unprocessable('Tree SHA does not exist');
  if (!parents.every((sha) => objects.commit(sha) !== undefined)) unprocessable('Parent SHA does not exist');
  const { actor } = call.token;
  const author = { name: actor, email: `${actor}@github.localhost`, date: call.repository.world.now() };
  return created(render.gitCommit(objects.writeCommit({ message, tree, parents, author })));
}

/** Returns the last push to one branch. */
function activity(call: Call) {
  const ref = call.query.get('ref') ?? '';
  const [after, timestamp] = [call.repository.refs.get(ref), call.repository.refs.pushedAt(ref)];
  const ids = { id: 1, node_id: 'x', activity_type: 'push', actor: render.user('octocat') };
  const pushes =
    after === undefined ? [] : [{ ...ids, ref, after, before: '0'.repeat(40), timestamp: timestamp ?? '' }];
  return listed(call, pushes, (one) => fill('activity', one));
}

export const git: Routes = {
  'GET /repos/{owner}/{repo}/activity': { needs: ['contents: read'], handle: activity },
  'GET /repos/{owner}/{repo}/git/ref/{ref}': { needs: ['contents: read'], handle: getRef },
  'GET /repos/{owner}/{repo}/git/matching-refs/{ref}': { needs: ['contents: read'], handle: matchingRefs },
  'POST /repos/{owner}/{repo}/git/refs': { needs: ['contents: write'], handle: createRef },
  'PATCH /repos/{owner}/{repo}/git/refs/{ref}': { needs: ['contents: write'], handle: moveRef },
  'DELETE /repos/{owner}/{repo}/git/refs/{ref}': { needs: ['contents: write'], handle: deleteRef },
  'POST /repos/{owner}/{repo}/git/blobs': { needs: ['contents: write'], handle: createBlob },
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': { needs: ['contents: read'], handle: getBlob },
  'POST /repos/{owner}/{repo}/git/trees': { needs: ['contents: write'], handle: createTree },
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': { needs: ['contents: read'], handle: getTree },
  'POST /repos/{owner}/{repo}/git/commits': { needs: ['contents: write'], handle: createCommit },
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': {
    needs: ['contents: read'],
    handle: (call) => ok(render.gitCommit(found(objectsOf(call).commit(call.params.commit_sha ?? '')))),
  },
};
