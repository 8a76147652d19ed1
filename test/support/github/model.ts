/** The state of the fake GitHub, as plain values. state.ts changes them and routes/ show them. */
import type { Repository } from './repository.js';

export type Conclusion =
  | 'success'
  | 'failure'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'
  | 'startup_failure';
export type RunEvent =
  | 'push'
  | 'schedule'
  | 'workflow_dispatch'
  | 'pull_request'
  | 'pull_request_target'
  | 'workflow_run'
  | 'merge_group'
  | 'issue_comment';

/** Permissions of a token, with the names of a workflow's `permissions:`. */
export type Permission = 'actions' | 'checks' | 'contents' | 'issues' | 'metadata' | 'pull-requests' | 'statuses';
export type Permissions = Readonly<Partial<Record<Permission, 'read' | 'write'>>>;

export interface PullRequest {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly head: { readonly repository: Repository; readonly branch: string };
  readonly base: { readonly repository: Repository; readonly branch: string };
  readonly createdAt: string;
  state: 'open' | 'closed';
  /** When it was merged, and as which commits of the base. */
  merged?: { readonly at: string; readonly commits: readonly string[] };
  labels: readonly string[];
  body: string | null;
}

export interface Workflow {
  readonly id: number;
  readonly name: string;
  /** For instance `.github/workflows/tare.yml`. */
  readonly path: string;
}

export interface JobState {
  readonly id: number;
  /** The name on the run's page, for instance `measure (arm64)`. */
  readonly name: string;
  readonly backendId: string;
  /** The attempt of the run that it belongs to. */
  readonly attempt: number;
  startedAt: string;
  conclusion: Conclusion | null;
}

export interface WorkflowRun {
  readonly id: number;
  readonly repository: Repository;
  readonly number: number;
  /** `rerun` increases it. */
  attempt: number;
  readonly workflow: Workflow;
  readonly event: RunEvent;
  readonly actor: string;
  readonly headRepository: Repository;
  readonly headBranch: string;
  readonly headSha: string;
  /** For a `merge_group` run, the pull request that is being merged. */
  readonly pull: PullRequest | undefined;
  /** For a `merge_group` run, the branch that the queue merges into. */
  readonly queueBase: string | undefined;
  /** The comment that started an `issue_comment` run. */
  readonly comment: Comment | undefined;
  /** What was done to that comment. */
  readonly commented: 'created' | 'edited';
  /** The label that started a `pull_request` run. */
  readonly labeled: string | undefined;
  /** The run that a `workflow_run` event is about. */
  readonly about: WorkflowRun | undefined;
  /** The id under which the artifacts of this attempt are kept. */
  backendId: string;
  readonly createdAt: string;
  readonly jobs: JobState[];
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: Conclusion | null;
}

export interface Artifact {
  readonly id: number;
  readonly run: WorkflowRun;
  /** The id of the attempt that left it, because names are unique in an attempt and not in a run. */
  readonly backendId: string;
  readonly name: string;
  readonly createdAt: string;
  readonly mimeType: string;
  expiresAt: string;
  /** Its bytes and their digest, `sha256:…`, once it is complete. */
  content: { readonly bytes: Buffer; readonly digest: string } | undefined;
}

export interface Comment {
  readonly id: number;
  /** The number of the issue or pull request. */
  readonly number: number;
  readonly author: string;
  readonly createdAt: string;
  updatedAt: string;
  body: string;
}

/** Somebody's reaction to a comment. */
export interface Reaction {
  readonly comment: number;
  readonly actor: string;
  readonly content: string;
}

/** GitHub's words for what somebody is to a repository. */
export type Association = 'OWNER' | 'MEMBER' | 'COLLABORATOR' | 'CONTRIBUTOR' | 'NONE';

/** Somebody who belongs to a repository. */
export interface Member {
  readonly association: Association;
  readonly permission: 'admin' | 'write' | 'triage' | 'read';
}

/** A label that was set on a pull request or taken from it. */
export interface LabelEvent {
  readonly id: number;
  /** The number of the pull request. */
  readonly number: number;
  readonly event: 'labeled' | 'unlabeled';
  readonly label: string;
  readonly actor: string;
  readonly createdAt: string;
}

export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  readonly startedAt: string;
  externalId: string | null;
  detailsUrl: string | null;
  status: string;
  conclusion: string | null;
  completedAt: string | null;
  output: { readonly title: string | null; readonly summary: string | null; readonly text: string | null };
  annotations: readonly Readonly<Record<string, unknown>>[];
}
