/** Workflow runs, their jobs and their artifacts. */
import type { Artifact, WorkflowRun } from '../model.js';
import * as render from './render.js';
import { ApiError, type Call, counted, found, noContent, notFound, ok, type Routes } from './route.js';

const runOf = ({ repository, params }: Call): WorkflowRun =>
  found(repository.runs.find(({ id }) => id === Number(params.run_id)));

const complete = ({ repository }: Call): Artifact[] =>
  repository.artifacts.filter(({ content }) => content !== undefined);

const artifactOf = (call: Call): Artifact =>
  found(complete(call).find(({ id }) => id === Number(call.params.artifact_id)));

/** A workflow is named by its id or by its file. */
const workflowOf = ({ repository, params }: Call) =>
  found(
    repository.workflows.find(
      ({ id, path }) => String(id) === params.workflow_id || path.endsWith(`/${params.workflow_id}`),
    ),
  );

/** Sorts the newest first: runs, and the artifacts of a repository. */
const newest = <T extends { readonly id: number }>(items: readonly T[]): T[] => [...items].sort((a, b) => b.id - a.id);

const filters: Readonly<Record<string, (run: WorkflowRun, value: string) => boolean>> = {
  branch: (run, value) => run.headBranch === value,
  event: (run, value) => run.event === value,
  head_sha: (run, value) => run.headSha === value,
  actor: (run, value) => run.actor === value,
  status: (run, value) => run.status === value || run.conclusion === value,
};

function listRuns(call: Call, runs: readonly WorkflowRun[]) {
  const asked = [...call.query].filter(([name]) => !['page', 'per_page', 'exclude_pull_requests'].includes(name));
  const unknown = asked.find(([name]) => filters[name] === undefined);
  if (unknown !== undefined) throw new Error(`The fake cannot filter runs by ${unknown[0]}.`);
  const kept = runs.filter((run) => asked.every(([name, value]) => filters[name]?.(run, value)));
  return counted(call, 'workflow_runs', newest(kept), render.run);
}

function listArtifacts(call: Call, artifacts: readonly Artifact[]) {
  const name = call.query.get('name');
  const kept = artifacts.filter((one) => name === null || one.name === name);
  return counted(call, 'artifacts', kept, (one) => render.artifact(one, call.api));
}

function download(call: Call) {
  const artifact = artifactOf(call);
  if (call.params.archive_format !== 'zip') notFound();
  const now = call.repository.world.now();
  if (render.isExpired(artifact, now)) throw new ApiError(410, 'Artifact has expired');
  return { status: 302, headers: { location: call.download(artifact.id) } };
}

function remove(call: Call) {
  const { artifacts } = call.repository;
  artifacts.splice(artifacts.indexOf(artifactOf(call)), 1);
  return noContent;
}

export const actions: Routes = {
  'GET /repos/{owner}/{repo}/actions/runs': {
    needs: ['actions: read'],
    handle: (call) => listRuns(call, call.repository.runs),
  },
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}': {
    needs: ['actions: read'],
    handle: (call) => ok(render.workflow(workflowOf(call))),
  },
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': {
    needs: ['actions: read'],
    handle: (call) => {
      const workflow = workflowOf(call);
      return listRuns(
        call,
        call.repository.runs.filter((run) => run.workflow === workflow),
      );
    },
  },
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}': {
    needs: ['actions: read'],
    handle: (call) => ok(render.run(runOf(call))),
  },
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs': {
    needs: ['actions: read'],
    handle: (call) => {
      const run = runOf(call);
      const all = call.query.get('filter') === 'all';
      const jobs = run.jobs.filter(({ attempt }) => all || attempt === run.attempt);
      return counted(call, 'jobs', jobs, (one) => render.job(run, one));
    },
  },
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts': {
    needs: ['actions: read'],
    handle: (call) => {
      const run = runOf(call);
      // GitHub promises no order; here those of the first attempt come first.
      return listArtifacts(
        call,
        complete(call).filter((one) => one.run === run),
      );
    },
  },
  'GET /repos/{owner}/{repo}/actions/artifacts': {
    needs: ['actions: read'],
    handle: (call) => listArtifacts(call, newest(complete(call))),
  },
  'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}': {
    needs: ['actions: read'],
    handle: (call) => ok(render.artifact(artifactOf(call), call.api)),
  },
  'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}': {
    needs: ['actions: read'],
    handle: download,
  },
  'DELETE /repos/{owner}/{repo}/actions/artifacts/{artifact_id}': { needs: ['actions: write'], handle: remove },
};
