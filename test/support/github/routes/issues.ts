/** Serves comments and labels of issues, which include pull requests. */
import { z } from 'zod';
import type { Comment, LabelEvent } from '../model.js';
import { fill } from '../openapi/sample.js';
import * as render from './render.js';
import { ApiError, type Call, created, found, listed, noContent, ok, type Routes } from './route.js';

/** GitHub refuses a longer comment. */
const LONGEST_COMMENT = 65_536;

const bodySchema = z.object({ body: z.string() });

function textOf(call: Call): string {
  const { body } = bodySchema.parse(call.body);
  const problem = body.length > LONGEST_COMMENT ? `body is too long (maximum is ${LONGEST_COMMENT} characters)` : '';
  if (body.trim() === '' || problem !== '') {
    throw new ApiError(422, 'Validation Failed', [problem || "body can't be blank"]);
  }
  return body;
}

/** All issues here are pull requests. */
const pullOf = ({ repository, params }: Call) =>
  found(repository.pulls.find(({ number }) => number === Number(params.issue_number)));

const commentOf = ({ repository, params }: Call): Comment =>
  found(repository.comments.find(({ id }) => id === Number(params.comment_id)));

function listComments(call: Call) {
  const { number } = pullOf(call);
  const since = call.query.get('since') ?? '';
  const comments = call.repository.comments.filter((one) => one.number === number && one.updatedAt >= since);
  return listed(call, comments, (one) => render.comment(one, call.repository));
}

function create(call: Call) {
  const comment = call.repository.addComment(pullOf(call).number, call.token.actor, textOf(call));
  return created(render.comment(comment, call.repository));
}

function update(call: Call) {
  const comment = commentOf(call);
  comment.body = textOf(call);
  comment.updatedAt = call.repository.world.now();
  return ok(render.comment(comment, call.repository));
}

function remove(call: Call) {
  const { comments } = call.repository;
  comments.splice(comments.indexOf(commentOf(call)), 1);
  return noContent;
}

const labelEvent = ({ id, event, label, actor, createdAt }: LabelEvent) =>
  fill('labeled-issue-event', {
    id,
    event,
    actor: render.user(actor),
    created_at: createdAt,
    label: { name: label, color: 'ededed' },
    performed_via_github_app: null,
  });

/** Lists the oldest first. */
function listEvents(call: Call) {
  const { number } = pullOf(call);
  const events = call.repository.labelEvents.filter((one) => one.number === number);
  return listed(call, events, labelEvent);
}

/** Anybody may read a public repository, even without a role in it. */
function permissionOf({ repository, params }: Call) {
  const { permission } = repository.members.get(params.username ?? '') ?? { permission: 'read' };
  return ok({ permission, role_name: permission, user: null });
}

const reactionSchema = z.object({ content: z.string() });

function createReaction(call: Call) {
  const comment = commentOf(call);
  const { content } = reactionSchema.parse(call.body);
  const actor = call.token.actor;
  call.repository.reactions.push({ comment: comment.id, actor, content });
  return created(fill('reaction', { id: call.repository.world.nextId(), user: render.user(actor), content }));
}

function removeLabel(call: Call) {
  const pull = pullOf(call);
  const name = call.params.name ?? '';
  found(pull.labels.find((label) => label === name));
  pull.labels = pull.labels.filter((label) => label !== name);
  return ok(pull.labels.map((label) => render.label(label)));
}

export const issues: Routes = {
  'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': {
    needs: ['issues: write', 'pull-requests: write'],
    handle: createReaction,
  },
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}': {
    needs: ['issues: write', 'pull-requests: write'],
    handle: removeLabel,
  },
  'GET /repos/{owner}/{repo}/issues/{issue_number}/events': {
    needs: ['issues: read', 'pull-requests: read'],
    handle: listEvents,
  },
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': { needs: ['metadata: read'], handle: permissionOf },
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': {
    needs: ['issues: read', 'pull-requests: read'],
    handle: listComments,
  },
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': {
    needs: ['issues: write', 'pull-requests: write'],
    handle: create,
  },
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': {
    needs: ['issues: read', 'pull-requests: read'],
    handle: (call) => ok(render.comment(commentOf(call), call.repository)),
  },
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': {
    needs: ['issues: write', 'pull-requests: write'],
    handle: update,
  },
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}': {
    needs: ['issues: write', 'pull-requests: write'],
    handle: remove,
  },
  'GET /repos/{owner}/{repo}/issues/{issue_number}/labels': {
    needs: ['issues: read', 'pull-requests: read'],
    handle: (call) => listed(call, pullOf(call).labels, render.label),
  },
};
