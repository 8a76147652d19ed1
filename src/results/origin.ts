/** Reads where a run comes from in the workflow's environment. Pure. */
import * as z from 'zod';
import { word } from './texts.js';

export const originSchema = z.looseObject({
  /** It is `owner/name`. */
  repository: word,
  /** It is `push`, `pull_request`, `schedule` and so on. */
  event: word,
  /** It is, for example, `refs/heads/main` or `refs/pull/7/merge`. */
  ref: word,
  sha: word,
  /** A pull request or a merge queue goes to this branch; it is empty for other events. */
  baseBranch: word,
  /** It is `owner/name/.github/workflows/file.yml`, without the ref. */
  workflow: word,
  /** It counts the runs of the workflow, and all attempts of one run have the same. Absent in older documents. */
  runNumber: z.int().positive().optional(),
  /**
   * It is the job that measured: its key in the workflow, and the id under which GitHub lists it among those of the
   * run. Absent in older documents, and where GitHub does not tell the job its id.
   */
  job: z.looseObject({ key: word, id: z.int().positive() }).optional(),
});
export type Origin = z.infer<typeof originSchema>;

/** GitHub makes such a branch for each group of a merge queue. */
const QUEUED = /^refs\/heads\/gh-readonly-queue\/(.+)\/pr-\d+-[0-9a-f]+$/;

/** What the environment does not say. */
export interface Untold {
  /** The branch that the change of a comment goes to. */
  readonly changeBase?: string | undefined;
  /** GitHub lists the job under this id. */
  readonly jobId?: number | undefined;
}

/** Returns undefined outside a workflow. */
export function originOf(
  environment: Readonly<Record<string, string | undefined>>,
  { changeBase, jobId }: Untold = {},
): Origin | undefined {
  const { GITHUB_REPOSITORY: repository, GITHUB_EVENT_NAME: event, GITHUB_REF: ref, GITHUB_SHA: sha } = environment;
  if (!repository || !event || !ref || !sha) return undefined;
  const workflow = fileOfWorkflow(environment.GITHUB_WORKFLOW_REF ?? '');
  const baseBranch = changeBase || environment.GITHUB_BASE_REF || QUEUED.exec(ref)?.[1] || '';
  const number = Number(environment.GITHUB_RUN_NUMBER);
  return {
    ...{ repository, event, ref, sha, baseBranch, workflow },
    ...(Number.isSafeInteger(number) && number > 0 && { runNumber: number }),
    ...(jobId !== undefined && { job: { key: environment.GITHUB_JOB ?? '', id: jobId } }),
  };
}

/** Returns the path of a workflow's file without the ref behind it. Both may have an `@` of their own. */
export const fileOfWorkflow = (reference: string): string =>
  /^.*?\.ya?ml(?=@|$)/.exec(reference)?.[0] ?? reference.split('@')[0] ?? '';

/**
 * The code of these events is the repository's own, and this is the only list of them. The code of a pull request
 * never is a baseline, and a fork may name its branch as it likes.
 */
export const TRUSTED_EVENTS = ['push', 'schedule', 'workflow_dispatch'] as const;

export const isTrustedEvent = (event: string): boolean => TRUSTED_EVENTS.some((one) => one === event);

/** Returns whether the code that was measured is the repository's own. */
export const isTrustedOrigin = ({ event }: Origin): boolean => isTrustedEvent(event);

/**
 * Returns whether the run of `earlier` may be a baseline for `candidate`: it is of the branch that the candidate goes
 * to, trusted, and of the same workflow. A run of no change is repeated after it has become a baseline itself, so only
 * an earlier one serves it.
 */
export function mayBeBaselineOf(earlier: Origin | undefined, candidate: Origin | undefined): boolean {
  if (!candidate || !earlier) return candidate === earlier;
  const branch = candidate.baseBranch ? `refs/heads/${candidate.baseBranch}` : candidate.ref;
  const same = earlier.repository === candidate.repository && earlier.workflow === candidate.workflow;
  const serves = same && isTrustedOrigin(earlier) && earlier.ref === branch;
  return serves && (candidate.baseBranch !== '' || isBefore(earlier, candidate));
}

/**
 * A repeated run would pass by comparison with its own first attempt, or with code that came after it. The commit
 * tells only where there are no numbers: a nightly run of a branch that has not moved has that of the one before.
 */
function isBefore(earlier: Origin, candidate: Origin): boolean {
  if (earlier.runNumber === undefined || candidate.runNumber === undefined) return earlier.sha !== candidate.sha;
  return earlier.runNumber < candidate.runNumber;
}
