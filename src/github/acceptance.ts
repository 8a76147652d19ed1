/** Finds who accepted a regression: by a label of the pull request, or by a trailer of a commit. */
import type { GitHub } from './client.js';
import type { Repository } from './download.js';
import { isForbidden } from './errors.js';
import { mayPush } from './permission.js';
import { pushedAt } from './pushed-at.js';
import type { PullRequest, WorkflowContext } from './workflow.js';

export interface Acceptance {
  /** It says why the regression is accepted, in the words of the person who did. */
  readonly reason: string;
  /**
   * It is, for example, `label tare-accept, set by octocat on 2026-11-23 03:10 UTC` or `commit 1234567 of octocat`.
   */
  readonly by: string;
}

/** Where nobody accepted it, these sentences say what was not taken for an acceptance. */
export interface AcceptanceRefusal {
  readonly refused: readonly string[];
}

const TRAILER = /^Tare-Accept:[ \t]*(\S.*)$/im;
const LONGEST_REASON = 500;

/**
 * Finds an acceptance by the event. Of a pull request, a label counts that is newer than its head and was set by
 * somebody who may push, or a trailer of one of its own commits whose author may push: messages of a fork accept
 * nothing, also where its commits were merged into the branch that is sent, or pushed to. In a merge queue, the same
 * counts for the pull request that the queue tests. Of a push, the trailer of its commit counts by the same rule. Of
 * all other events nothing counts, since no person is responsible for a schedule.
 */
export async function findAcceptance(
  github: GitHub,
  context: WorkflowContext,
  label: string,
): Promise<Acceptance | AcceptanceRefusal> {
  const { change, queue, run } = context;
  if (queue) return queue.pull === undefined ? NOT_ACCEPTED : ofQueued(github, context, queue.pull, label);
  if (change?.number !== undefined) return ofChange(github, context, { ...change, number: change.number }, label);
  if (change !== undefined || run.event !== 'push') return NOT_ACCEPTED;
  const { data } = await github.rest.repos.getCommit({ owner: context.owner, repo: context.repo, ref: run.sha });
  return ofCommit(github, context, data);
}

const NOT_ACCEPTED: AcceptanceRefusal = { refused: [] };

/** GitHub lists no more of a pull request's commits: the oldest. */
const MOST_COMMITS = 250;
const UNSEEN = `Of a pull request's commits GitHub lists the oldest ${MOST_COMMITS}, so that a trailer in a later one is not seen: set the label instead.`;

type Numbered = PullRequest & { readonly number: number };

async function ofChange(
  github: GitHub,
  repository: Repository,
  change: Numbered,
  label: string,
): Promise<Acceptance | AcceptanceRefusal> {
  const { owner, repo } = repository;
  const refused: string[] = [];
  if (change.headRepository === `${owner}/${repo}`) {
    const request = { owner, repo, pull_number: change.number, per_page: 100 };
    const commits = await github.paginate(github.rest.pulls.listCommits, request);
    const found = await ofCommits(github, repository, commits.reverse());
    if (!('refused' in found)) return found;
    refused.push(...found.refused, ...(commits.length < MOST_COMMITS ? [] : [UNSEEN]));
  }
  const found = await labelOf(github, repository, change, label);
  return 'refused' in found ? { refused: [...refused, ...found.refused] } : found;
}

/** Returns the first of them that accepts, or one sentence for each author who may not, and one for those of forks. */
async function ofCommits(
  github: GitHub,
  repository: Repository,
  commits: readonly ListedCommit[],
): Promise<Acceptance | AcceptanceRefusal> {
  const refused = new Map<string, string>();
  for (const commit of commits) {
    const who = commit.author?.login ?? '';
    if (refused.has(who)) continue;
    const found = await ofCommit(github, repository, commit);
    if (!('refused' in found)) return found;
    // No login has a blank. Who seems to be the author of such a commit may have written another one.
    for (const why of found.refused) refused.set(found.isOfFork ? 'a fork' : who, why);
  }
  return { refused: [...refused.values()] };
}

/**
 * What was accepted in the pull request stays accepted in the queue, where nobody can push to it. The job of the pull
 * request may be skipped, so that nobody has looked at its label before.
 */
async function ofQueued(github: GitHub, repository: Repository, pull_number: number, label: string) {
  const { owner, repo } = repository;
  const { data } = await github.rest.pulls.get({ owner, repo, pull_number });
  const head = { headSha: data.head.sha, headBranch: data.head.ref, headRepository: data.head.repo?.full_name ?? '' };
  // Where GitHub does not say when the head was pushed, as of a private fork, whoever queued it has seen the label.
  const headAt = (await headPushedAt(github, head)) ?? data.created_at;
  return ofChange(github, repository, { number: pull_number, base: data.base.ref, ...head, headAt }, label);
}

async function labelOf(
  github: GitHub,
  repository: Repository,
  change: Numbered,
  label: string,
): Promise<Acceptance | AcceptanceRefusal> {
  const { number, labeled } = change;
  const { owner, repo } = repository;
  const request = { owner, repo, issue_number: number, per_page: 100 };
  const isIt = (name: string | undefined): boolean => name?.toLowerCase() === label.toLowerCase();
  const { data: set } = await github.rest.issues.listLabelsOnIssue(request);
  if (!set.some(({ name }) => isIt(name))) return NOT_ACCEPTED;
  const events = await github.paginate(github.rest.issues.listEvents, request);
  const last = events.filter((one) => one.event === 'labeled' && 'label' in one && isIt(one.label.name)).at(-1);
  const who = last?.actor?.login;
  if (!last || who === undefined) return refusal(`GitHub does not say who set the label ${label}`);
  const when = `${last.created_at.slice(0, 16).replace('T', ' ')} UTC`;
  const stale = isIt(labeled) ? undefined : await staleness(github, change, last.created_at);
  if (stale !== undefined) return refusal(`${who} set the label ${label} on ${when}, ${stale}`);
  if (!(await mayPush(github, repository, who)))
    return refusal(`${who}, who set the label ${label}, may not push here`);
  return { reason: 'The pull request carries the label for it.', by: `label ${label}, set by ${who} on ${when}` };
}

/** Says why a label of this time does not count; undefined where it is newer than the head. */
async function staleness(github: GitHub, change: Numbered, at: string): Promise<string | undefined> {
  const isNewerThan = (time: string): boolean => Date.parse(at) >= Date.parse(time);
  if (change.headAt !== undefined && isNewerThan(change.headAt)) return undefined;
  const pushed = await headPushedAt(github, change);
  if (pushed === undefined) return 'and GitHub does not say whether that was after the last push';
  return isNewerThan(pushed) ? undefined : 'before the last push';
}

type Head = Pick<PullRequest, 'headRepository' | 'headBranch' | 'headSha'>;

/** A fork may be private or gone: then its pushes are not told. */
async function headPushedAt(github: GitHub, { headRepository, headBranch, headSha }: Head) {
  const [owner = '', repo = ''] = headRepository.split('/');
  try {
    return await pushedAt(github, { owner, repo }, { branch: headBranch, sha: headSha });
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return undefined;
  }
}

interface ListedCommit {
  readonly sha: string;
  readonly commit: { readonly message: string };
  readonly author?: { readonly login?: string } | null;
  readonly parents: readonly unknown[];
}

interface CommitRefusal extends AcceptanceRefusal {
  readonly isOfFork?: true;
}

/** The message of a merge is made of the title of a pull request, which anybody may have written. */
async function ofCommit(
  github: GitHub,
  repository: Repository,
  commit: ListedCommit,
): Promise<Acceptance | CommitRefusal> {
  const trailer = commit.parents.length > 1 ? undefined : trailerOf(commit);
  if (!trailer) return NOT_ACCEPTED;
  const who = commit.author?.login;
  const short = commit.sha.slice(0, 7);
  if (who === undefined || !(await mayPush(github, repository, who)))
    return refusal(`${who ?? 'the author'} of commit ${short} may not push here: its trailer is not heeded`);
  const fork = await forkOf(github, repository, commit.sha);
  if (fork === undefined) return trailer;
  return { ...refusal(`Commit ${short} ${fork}: its trailer is not heeded`), isOfFork: true };
}

/**
 * Says how a commit came from a fork; undefined where it did not. The author is whoever the e-mail in a commit belongs
 * to, and anybody can write that of somebody who may push here: a rebase or a squash keeps it, and the message.
 */
async function forkOf(github: GitHub, { owner, repo }: Repository, commit_sha: string): Promise<string | undefined> {
  try {
    const request = { owner, repo, commit_sha, per_page: 100 };
    const pulls = await github.paginate(github.rest.repos.listPullRequestsAssociatedWithCommit, request);
    // Anybody can send a commit of this repository in a pull request, which GitHub then lists while it is open.
    const merged = pulls.filter(({ merged_at }) => merged_at !== null);
    const foreign = merged.find(({ head }) => head.repo?.full_name !== `${owner}/${repo}`);
    return foreign && `came by pull request ${foreign.number} of a fork`;
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return 'may have come from a fork, for the token may not ask GitHub (pull-requests: read)';
  }
}

const refusal = (sentence: string): AcceptanceRefusal => ({ refused: [`${sentence}.`] });

/**
 * The trailer must be in the last paragraph and not in the title: a squash quotes other messages before its own
 * trailers.
 */
function trailerOf({ sha, commit, author }: ListedCommit): Acceptance | undefined {
  const [, ...paragraphs] = commit.message.trim().split(/\n\s*\n/);
  const reason = TRAILER.exec(paragraphs.at(-1) ?? '')?.[1]?.trim();
  if (!reason) return undefined;
  const of = author?.login ? ` of ${author.login}` : '';
  return { reason: reason.slice(0, LONGEST_REASON), by: `commit ${sha.slice(0, 7)}${of}` };
}
