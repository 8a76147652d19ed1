/**
 * What a report says that only the workflow knows: addresses, how to accept a regression, and cautions about forks.
 */
import type { Acceptance } from '../../github/acceptance.js';
import type { WorkflowContext } from '../../github/workflow.js';
import type { Link, WorkflowLinks } from '../../report/input.js';
import type { Judgement } from './baseline.js';
import type { UploadedArtifact } from './upload.js';

interface Told {
  readonly accepted: Acceptance | undefined;
  readonly refused: readonly string[];
  readonly label: string;
  /** True where there are verdicts that could be accepted. */
  readonly isAsked: boolean;
  readonly artifact: string;
  readonly uploaded: UploadedArtifact | undefined;
  /** The earlier attempt that left the document, where one did. */
  readonly attempt?: number | undefined;
}

/** Undefined outside a workflow. */
export function workflowLinksOf(
  { input, found, noBaseline }: Judgement,
  told: Told,
  workflow: WorkflowContext | undefined,
): WorkflowLinks | undefined {
  if (!workflow) return undefined;
  const page = `${workflow.serverUrl}/${workflow.owner}/${workflow.repo}`;
  const commit = (label: string, sha: string): Link => ({
    label: `${label} ${sha.slice(0, 7)}`,
    url: `${page}/commit/${sha}`,
  });
  const base = input.run.built?.base;
  const measured = `${page}/actions/runs/${workflow.run.id}`;
  return {
    commits: [
      commit('commit', workflow.run.sha),
      ...(base ? [commit('base', base)] : []),
      ...(found?.sha ? [commit('baseline', found.sha)] : []),
    ],
    links: [
      ...(found?.url ? [{ label: 'baseline run', url: found.url }] : []),
      { label: `run document ${told.artifact}`, url: told.uploaded?.url ?? `${measured}#artifacts` },
      { label: 'job summary', url: `${page}/actions/runs/${workflow.runId}` },
    ],
    noBaseline,
    accepted: told.accepted,
    caveats: [...caveats(workflow), ...earlierAttempt(told, workflow)],
    ...(told.isAsked &&
      !told.accepted && { accepting: { ...waysToAccept(workflow, told.label), refused: told.refused } }),
    ...checkout(workflow),
  };
}

/** What a fork ran may have been seen by nobody of the repository. */
function caveats({ owner, repo, change, isAboutOther }: WorkflowContext): string[] {
  if (!isAboutOther || !change || change.headRepository === `${owner}/${repo}`) return [];
  return [
    `These are the figures of a run of ${change.headRepository || 'a fork'}, made by its own code and workflow: whoever sent the change can have forged them.`,
  ];
}

function earlierAttempt({ attempt }: Told, { run }: WorkflowContext): string[] {
  if (attempt === undefined) return [];
  return [`This was measured in attempt ${attempt} of the run: its job was not run again in attempt ${run.attempt}.`];
}

function waysToAccept({ owner, repo, change, queue, run }: WorkflowContext, label: string) {
  if (queue) return { label, trailer: false };
  if (change) return { label, trailer: change.headRepository === `${owner}/${repo}` };
  return { label: undefined, trailer: run.event === 'push' };
}

/** The repository and commit of this action, for readers who want to measure again. */
function checkout({ serverUrl }: WorkflowContext): Pick<WorkflowLinks, 'program'> {
  const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = process.env;
  return repository && ref ? { program: { url: `${serverUrl}/${repository}`, ref } } : {};
}
