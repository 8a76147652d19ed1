/** Runs on GitHub that may serve as a baseline, the best first. */

import type { GitHub } from './client.js';
import type { ListedArtifact, Place } from './download.js';
import type { WorkflowContext } from './workflow.js';

/** A run of the base branch and the artifact that holds its document. */
export interface TrustedRun {
  readonly id: number;
  readonly number: number;
  readonly sha: string;
  readonly startedAt: string;
  readonly url: string;
  readonly isMergeBase: boolean;
  /** Undefined where the run left none. */
  readonly artifact: ListedArtifact | undefined;
}

export interface TrustedRuns {
  readonly branch: string;
  /** Commit at which the change left the branch; undefined where this is no change or GitHub does not say. */
  readonly mergeBase: string | undefined;
  readonly runs: readonly TrustedRun[];
}

/** Events whose code is the repository's own. A fork may name its branch as it likes. */
const TRUSTED_EVENTS = ['push', 'schedule', 'workflow_dispatch'];
export const isTrustedEvent = (event: string): boolean => TRUSTED_EVENTS.includes(event);
/** A run that failed is trusted where it left a whole document: its gate failed after it had measured. */
const TRUSTED_CONCLUSIONS = ['success', 'failure'];
const PAGE = 100;
/** Runs whose artifacts are asked for one by one, where the list by name does not hold them. */
const ASKED_ALONE = 2;

/** The branch whose runs are baselines: the one a change goes to, else the one that was pushed to. */
export const baseBranch = ({ change, run }: WorkflowContext): string => change?.base ?? run.branch;

/** Completed trusted runs of the same workflow on the base branch: that of the merge base first, then newest first. */
export async function trustedRuns(github: GitHub, context: WorkflowContext, artifact: string): Promise<TrustedRuns> {
  const place: Place = { owner: context.owner, repo: context.repo };
  const branch = baseBranch(context);
  const [mergeBase, listed, artifacts] = await Promise.all([
    mergeBaseOf(github, context),
    listRuns(github, context, branch),
    listArtifacts(github, place, artifact),
  ]);
  const repository = `${context.owner}/${context.repo}`;
  const trusted = listed.filter(
    (run) =>
      isTrustedEvent(run.event) &&
      TRUSTED_CONCLUSIONS.includes(run.conclusion ?? '') &&
      run.head_repository?.full_name === repository &&
      run.path.split('@')[0] === context.run.workflow &&
      run.id !== context.run.id &&
      // What came later is no baseline of a run that is repeated.
      (context.change !== undefined || run.run_number < context.run.number),
  );
  const sorted = [
    ...trusted.filter(({ head_sha }) => head_sha === mergeBase),
    ...trusted.filter(({ head_sha }) => head_sha !== mergeBase),
  ];
  const found: TrustedRun[] = [];
  let alone = artifacts.isWhole ? 0 : ASKED_ALONE;
  for (const run of sorted) {
    const known = artifacts.byRun.get(run.id);
    const asked = known === undefined && alone-- > 0 ? await artifactOfRun(github, place, run.id, artifact) : undefined;
    found.push({
      id: run.id,
      number: run.run_number,
      sha: run.head_sha,
      startedAt: run.run_started_at ?? run.created_at,
      url: run.html_url,
      isMergeBase: run.head_sha === mergeBase,
      artifact: known ?? asked,
    });
  }
  return { branch, mergeBase, runs: found };
}

async function listRuns(github: GitHub, { owner, repo, run }: WorkflowContext, branch: string) {
  const workflow_id = run.workflow.split('/').at(-1) ?? run.workflow;
  const { data } = await github.rest.actions.listWorkflowRuns({
    owner,
    repo,
    workflow_id,
    branch,
    status: 'completed',
    per_page: PAGE,
  });
  return data.workflow_runs;
}

/** The newest artifacts of this name by run, pull requests' among them. */
async function listArtifacts(github: GitHub, place: Place, name: string) {
  const { data } = await github.rest.actions.listArtifactsForRepo({ ...place, name, per_page: PAGE });
  const byRun = new Map<number, ListedArtifact>();
  for (const artifact of data.artifacts) {
    const run = artifact.workflow_run?.id;
    if (run !== undefined && !byRun.has(run)) byRun.set(run, artifact);
  }
  return { byRun, isWhole: data.total_count <= data.artifacts.length };
}

async function artifactOfRun(github: GitHub, place: Place, run_id: number, name: string) {
  const { data } = await github.rest.actions.listWorkflowRunArtifacts({ ...place, run_id, name });
  return data.artifacts[0];
}

/** `owner:branch` names the head of a fork, whose commits GitHub shares. */
async function mergeBaseOf(github: GitHub, { owner, repo, change }: WorkflowContext): Promise<string | undefined> {
  if (!change?.base) return undefined;
  const { data } = await github.rest.repos.compareCommitsWithBasehead({
    owner,
    repo,
    basehead: `${change.base}...${change.headSha}`,
    per_page: 1,
  });
  return data.merge_base_commit.sha;
}
