/** Check runs. */
import { z } from 'zod';
import type { CheckRun } from '../model.js';
import { commitAt } from './commits.js';
import * as render from './render.js';
import { type Call, counted, created, found, listed, ok, type Routes, unprocessable } from './route.js';

/** GitHub refuses more annotations in one request, and longer texts. */
const MOST_ANNOTATIONS = 50;
const LONGEST_TEXT = 65_535;

const changes = z.object({
  name: z.string().optional(),
  status: z.string().optional(),
  conclusion: z.string().optional(),
  completed_at: z.string().optional(),
  external_id: z.string().optional(),
  details_url: z.string().optional(),
  output: z
    .object({
      title: z.string().optional(),
      summary: z.string().optional(),
      text: z.string().optional(),
      annotations: z.array(z.record(z.string(), z.unknown())).default([]),
    })
    .optional(),
});
const creation = changes.extend({ name: z.string(), head_sha: z.string() });
type Changes = z.infer<typeof changes>;

const checkOf = ({ repository, params }: Call): CheckRun =>
  found(repository.checkRuns.find(({ id }) => id === Number(params.check_run_id)));

function checkLimits({ output }: Changes): void {
  if ((output?.annotations.length ?? 0) > MOST_ANNOTATIONS) {
    unprocessable(`No more than ${MOST_ANNOTATIONS} annotations are allowed in a single request.`);
  }
  const longest = Math.max(output?.summary?.length ?? 0, output?.text?.length ?? 0);
  if (longest > LONGEST_TEXT) unprocessable(`Only ${LONGEST_TEXT} characters are allowed.`);
}

/** Replaces the old values by those of the request, except annotations, which are added. */
function apply(call: Call, check: CheckRun, change: Changes): void {
  checkLimits(change);
  const done = change.conclusion !== undefined;
  check.status = done ? 'completed' : (change.status ?? check.status);
  check.conclusion = change.conclusion ?? check.conclusion;
  if (done) check.completedAt = change.completed_at ?? call.repository.world.now();
  check.externalId = change.external_id ?? check.externalId;
  check.detailsUrl = change.details_url ?? check.detailsUrl;
  if (change.output === undefined) return;
  const {
    annotations,
    title = check.output.title,
    summary = check.output.summary,
    text = check.output.text,
  } = change.output;
  check.output = { title, summary, text };
  check.annotations = [...check.annotations, ...annotations];
}

function create(call: Call) {
  const { name, head_sha: headSha, ...change } = creation.parse(call.body);
  if (call.repository.world.objects.commit(headSha) === undefined) unprocessable(`No commit found for SHA: ${headSha}`);
  const check: CheckRun = {
    id: call.repository.world.nextId(),
    name,
    headSha,
    startedAt: call.repository.world.now(),
    externalId: null,
    detailsUrl: null,
    status: 'queued',
    conclusion: null,
    completedAt: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
  };
  apply(call, check, change);
  call.repository.checkRuns.push(check);
  return created(render.checkRun(check, call.repository));
}

function update(call: Call) {
  const check = checkOf(call);
  apply(call, check, changes.parse(call.body));
  return ok(render.checkRun(check, call.repository));
}

/** Unless all are asked for, GitHub lists the newest check of each name. */
function listedOf(checks: readonly CheckRun[], filter: string | null): readonly CheckRun[] {
  return filter === 'all' ? checks : [...new Map(checks.map((check) => [check.name, check])).values()];
}

function ofCommit(call: Call) {
  const { sha } = commitAt(call.repository, call.params.ref ?? '');
  const name = call.query.get('check_name');
  const kept = call.repository.checkRuns.filter((one) => one.headSha === sha && (name === null || one.name === name));
  return counted(call, 'check_runs', listedOf(kept, call.query.get('filter')), (one) =>
    render.checkRun(one, call.repository),
  );
}

export const checks: Routes = {
  'POST /repos/{owner}/{repo}/check-runs': { needs: ['checks: write'], handle: create },
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': { needs: ['checks: write'], handle: update },
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}': {
    needs: ['checks: read'],
    handle: (call) => ok(render.checkRun(checkOf(call), call.repository)),
  },
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations': {
    needs: ['checks: read'],
    handle: (call) => listed(call, checkOf(call).annotations, (one) => ({ blob_href: '', ...one })),
  },
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': { needs: ['checks: read'], handle: ofCommit },
};
