/** Lists runs on GitHub that may be a baseline, the best first. */
import { fileOfWorkflow, isTrustedEvent, TRUSTED_EVENTS } from '../results/origin.js';
import type { GitHub } from './client.js';
import { type ListedArtifact, latestArtifact, type Repository } from './download.js';
import { messageOf, statusOf } from './errors.js';
import type { WorkflowContext } from './workflow.js';

/** A run of the base branch and the artifact that holds its document. */
export interface TrustedRun {
  readonly id: number;
  readonly number: number;
  readonly sha: string;
  readonly startedAt: string;
  readonly url: string;
  readonly isMergeBase: boolean;
  /** It is undefined where the run left none. */
  readonly artifact: ListedArtifact | undefined;
}

export interface TrustedRuns {
  readonly branch: string;
  /** At this commit the change left the branch; undefined where this is no change or GitHub does not say. */
  readonly mergeBase: string | undefined;
  /** They are requested page by page, as they are taken. */
  readonly runs: AsyncGenerator<TrustedRun, void>;
}

/** A run that failed is trusted where it left a whole document: its gate failed after it had measured. */
const TRUSTED_CONCLUSIONS = ['success', 'failure'];
/** The page is small, since most searches end after a few runs. */
const RUNS_A_PAGE = 30;
/** GitHub lists no more than 1,000 runs that a filter leaves. */
const MOST_PAGES = 33;
const ARTIFACTS = 100;
/** The artifacts of this many runs are requested one by one, where the list by name does not hold them. */
const ASKED_ALONE = 12;

/**
 * Returns the branch whose runs are baselines: the one that a change or a queue goes to, else the one that was pushed
 * to.
 */
export const baseBranch = ({ change, queue, run }: WorkflowContext): string =>
  change?.base ?? queue?.base ?? run.branch;

/** What is asked for, the best first. */
interface Wanted extends Omit<TrustedRuns, 'runs'> {
  /** Groups of events, of which the first is taken first. */
  readonly events: readonly (readonly string[])[];
}

/**
 * Of a runtime that is built, a push has measured both sides of itself, which is no baseline for others, unless the
 * commit before it did not build: its runs come last.
 */
export const EVENTS_OF_BUILT = [TRUSTED_EVENTS.filter((event) => event !== 'push'), ['push']] as const;

/**
 * Returns completed trusted runs of the same workflow on the base branch: that of the merge base first, then the
 * others, newest first.
 * @param events those that start them, in groups of which the first is taken first.
 */
export async function trustedRuns(
  github: GitHub,
  context: WorkflowContext,
  artifact: string,
  events: Wanted['events'] = [TRUSTED_EVENTS],
): Promise<TrustedRuns> {
  const branch = baseBranch(context);
  const [mergeBase, artifacts] = await Promise.all([
    mergeBaseOf(github, context, branch),
    ArtifactLookup.open(github, context, artifact),
  ]);
  return { branch, mergeBase, runs: candidates(github, context, { branch, mergeBase, events }, artifacts) };
}

async function* candidates(
  github: GitHub,
  context: WorkflowContext,
  { branch, mergeBase, events }: Wanted,
  artifacts: ArtifactLookup,
): AsyncGenerator<TrustedRun, void> {
  const seen = new Set<number>();
  const sources = [
    ...(mergeBase === undefined ? [] : [runsOf(github, context, { branch, head_sha: mergeBase })]),
    ...events.map((group) => newestFirst(group.map((event) => runsOf(github, context, { branch, event })))),
  ];
  for (const source of sources) {
    for await (const run of source) {
      if (seen.has(run.id) || !isTrusted(run, context)) continue;
      seen.add(run.id);
      if (!artifacts.canTell(run.id)) return;
      yield {
        id: run.id,
        number: run.run_number,
        sha: run.head_sha,
        startedAt: run.run_started_at ?? run.created_at,
        url: run.html_url,
        isMergeBase: run.head_sha === mergeBase,
        artifact: await artifacts.take(run.id),
      };
    }
  }
}

type ListedRun = Awaited<ReturnType<GitHub['rest']['actions']['listWorkflowRuns']>>['data']['workflow_runs'][number];

function isTrusted(run: ListedRun, context: WorkflowContext): boolean {
  return (
    isTrustedEvent(run.event) &&
    TRUSTED_CONCLUSIONS.includes(run.conclusion ?? '') &&
    run.head_repository?.full_name === `${context.owner}/${context.repo}` &&
    fileOfWorkflow(run.path) === context.run.workflow &&
    run.id !== context.run.id &&
    // For a run that is repeated, later runs are no baseline.
    (context.change !== undefined || context.queue !== undefined || run.run_number < context.run.number)
  );
}

/**
 * Yields completed runs of the workflow, newest first. They are requested by event: the branch in the list is that of
 * the head, and pull requests of forks from a branch of the same name would push all others off the list.
 */
async function* runsOf(
  github: GitHub,
  { owner, repo, run }: WorkflowContext,
  filter: { readonly branch: string; readonly event?: string; readonly head_sha?: string },
): AsyncGenerator<ListedRun, void> {
  const workflow_id = run.workflow.split('/').at(-1) ?? run.workflow;
  const request = { owner, repo, workflow_id, ...filter, status: 'completed', per_page: RUNS_A_PAGE } as const;
  for (let page = 1; page <= MOST_PAGES; page++) {
    const list = () => github.rest.actions.listWorkflowRuns({ ...request, page });
    const { data } = await list().catch((error) => askAgain(error, list));
    yield* data.workflow_runs;
    if (data.workflow_runs.length < RUNS_A_PAGE) return;
  }
}

/** GitHub may answer 404 for a moment. Where it does so twice, it knows no such workflow. */
function askAgain<T>(error: unknown, ask: () => Promise<T>): Promise<T> {
  if (statusOf(error) === 404) return ask();
  throw error;
}

/** Merges lists that are each newest first into one. */
async function* newestFirst(lists: readonly AsyncGenerator<ListedRun, void>[]): AsyncGenerator<ListedRun, void> {
  const heads = await Promise.all(lists.map(async (list) => ({ list, next: await list.next() })));
  for (;;) {
    const open = heads.filter(({ next }) => !next.done);
    const [newest] = open.sort((a, b) => numberOf(b.next) - numberOf(a.next));
    if (!newest || newest.next.done) return;
    yield newest.next.value;
    newest.next = await newest.list.next();
  }
}

const numberOf = (next: IteratorResult<ListedRun, void>): number => (next.done ? 0 : next.value.run_number);

interface AskedRun extends Repository {
  readonly run_id: number;
  readonly name: string;
}

/** A run that was listed and is not there any more was deleted since. */
async function artifactOf(github: GitHub, asked: AskedRun): Promise<ListedArtifact | undefined> {
  try {
    const { data } = await github.rest.actions.listWorkflowRunArtifacts({ ...asked });
    return latestArtifact(data.artifacts);
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    return undefined;
  }
}

/** Finds the artifacts of one name, by run. */
class ArtifactLookup {
  readonly #byRun: ReadonlyMap<number, ListedArtifact>;
  readonly #askRun: (run: number) => Promise<ListedArtifact | undefined>;
  /** This many runs may still be asked. */
  #left: number;

  private constructor(
    byRun: ReadonlyMap<number, ListedArtifact>,
    left: number,
    askRun: (run: number) => Promise<ListedArtifact | undefined>,
  ) {
    this.#byRun = byRun;
    this.#left = left;
    this.#askRun = askRun;
  }

  /** Requests the newest artifacts of the repository, those of pull requests among them, once. */
  static async open(github: GitHub, { owner, repo }: Repository, name: string): Promise<ArtifactLookup> {
    const { data } = await github.rest.actions.listArtifactsForRepo({ owner, repo, name, per_page: ARTIFACTS });
    const byRun = new Map<number, ListedArtifact>();
    for (const artifact of data.artifacts) {
      const run = artifact.workflow_run?.id;
      // A run that was repeated leaves several.
      if (run !== undefined && artifact.id > (byRun.get(run)?.id ?? 0)) byRun.set(run, artifact);
    }
    const isWhole = data.total_count <= data.artifacts.length;
    return new ArtifactLookup(byRun, isWhole ? Number.POSITIVE_INFINITY : ASKED_ALONE, async (run_id) => {
      if (isWhole) return undefined;
      return artifactOf(github, { owner, repo, run_id, name });
    });
  }

  canTell(run: number): boolean {
    return this.#byRun.has(run) || this.#left > 0;
  }

  async take(run: number): Promise<ListedArtifact | undefined> {
    const known = this.#byRun.get(run);
    if (known) return known;
    this.#left--;
    return this.#askRun(run);
  }
}

/**
 * Returns the commit at which the change left the branch `base`; undefined where this run is about no change, or the
 * two have no commit in common. The head of a fork is found by its hash, since GitHub shares the commits of forks.
 */
export async function mergeBaseOf(
  github: GitHub,
  { owner, repo, change, queue, run }: WorkflowContext,
  base: string,
): Promise<string | undefined> {
  if (!change?.base && !queue) return undefined;
  const basehead = `${base}...${change?.headSha ?? run.sha}`;
  try {
    const { data } = await github.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 });
    return data.merge_base_commit.sha;
  } catch (error) {
    // The branch was rebuilt from another root: its latest run is a baseline all the same.
    if (statusOf(error) === 404 && /no common ancestor/i.test(messageOf(error))) return undefined;
    throw error;
  }
}
