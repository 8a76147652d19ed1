/** Where a run comes from, as the workflow's environment tells it. Pure. */
import * as z from 'zod';
import { word } from './texts.js';

export const originSchema = z.looseObject({
  /** `owner/name`. */
  repository: word,
  /** `push`, `pull_request`, `schedule`, … */
  event: word,
  /** `refs/heads/main`, `refs/pull/7/merge`. */
  ref: word,
  sha: word,
  /** Branch a pull request or a merge queue goes to; empty for other events. */
  baseBranch: word,
  /** `owner/name/.github/workflows/file.yml`, without the ref. */
  workflow: word,
});
export type Origin = z.infer<typeof originSchema>;

/** A branch that GitHub makes for the turn of a pull request in a merge queue. */
const QUEUED = /^refs\/heads\/gh-readonly-queue\/(.+)\/pr-\d+-[0-9a-f]+$/;

/** Undefined outside a workflow. */
export function originOf(environment: Readonly<Record<string, string | undefined>>): Origin | undefined {
  const { GITHUB_REPOSITORY: repository, GITHUB_EVENT_NAME: event, GITHUB_REF: ref, GITHUB_SHA: sha } = environment;
  if (!repository || !event || !ref || !sha) return undefined;
  const workflow = (environment.GITHUB_WORKFLOW_REF ?? '').split('@')[0] ?? '';
  const queue = QUEUED.exec(ref)?.[1];
  return { repository, event, ref, sha, baseBranch: environment.GITHUB_BASE_REF || queue || '', workflow };
}

/**
 * Events whose code is the repository's own: the one list of them. A pull request's never is a baseline, and a fork
 * may name its branch as it likes.
 */
export const TRUSTED_EVENTS = ['push', 'schedule', 'workflow_dispatch'] as const;

export const isTrustedEvent = (event: string): boolean => TRUSTED_EVENTS.some((one) => one === event);

/** Whether the code that was measured is the repository's own. */
export const isTrustedOrigin = ({ event }: Origin): boolean => isTrustedEvent(event);

/**
 * Whether the run of `earlier` may serve as a baseline for `candidate`: the branch it goes to, trusted, same workflow.
 */
export function mayBeBaselineOf(earlier: Origin | undefined, candidate: Origin | undefined): boolean {
  if (!candidate || !earlier) return candidate === earlier;
  const branch = candidate.baseBranch ? `refs/heads/${candidate.baseBranch}` : candidate.ref;
  const same = earlier.repository === candidate.repository && earlier.workflow === candidate.workflow;
  return same && isTrustedOrigin(earlier) && earlier.ref === branch;
}
