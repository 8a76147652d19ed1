/** One repository of the fake GitHub, and the methods by which a test states what happened in it. */
import { randomUUID } from 'node:crypto';
import type { Adopted, Commit, GitObjects } from './git-store.js';
import type {
  Artifact,
  CheckRun,
  Comment,
  JobState,
  LabelEvent,
  Member,
  PullRequest,
  Reaction,
  Workflow,
  WorkflowRun,
} from './model.js';

/** What all repositories share. */
export interface World {
  readonly objects: GitObjects;
  nextId(): number;
  /** Returns the present time in GitHub's form: ISO 8601 in whole seconds. */
  now(): string;
}

export interface RepositoryOptions {
  readonly private?: boolean;
  /** The repository that this is a fork of. */
  readonly parent?: Repository;
}

export interface CommitOptions {
  /** Files to write, by path; null removes one. */
  readonly files?: Readonly<Record<string, string | null>>;
  readonly message?: string;
  /** The login of the author; the owner of the repository where it is not given. */
  readonly author?: string;
  /** More parents, which make the commit a merge. */
  readonly merges?: readonly string[];
}

export interface PullOptions {
  /** The branch of the change, in this repository or in a fork. */
  readonly head: { readonly repository?: Repository; readonly branch: string };
  /** The default branch where it is not given. */
  readonly base?: string;
  readonly title?: string;
  readonly labels?: readonly string[];
  readonly author?: string;
}

export type Trigger =
  | { readonly event: 'push' | 'schedule' | 'workflow_dispatch'; readonly branch?: string; readonly sha?: string }
  | { readonly event: 'pull_request'; readonly pull: PullRequest; readonly labeled?: string }
  | { readonly event: 'pull_request_target'; readonly pull: PullRequest }
  | { readonly event: 'issue_comment'; readonly comment: Comment; readonly commented?: 'edited' }
  /** The pull request is the next one in the merge queue of its base. */
  | { readonly event: 'merge_group'; readonly pull: PullRequest }
  | { readonly event: 'workflow_run'; readonly about: WorkflowRun };

export interface RunOptions {
  /** `.github/workflows/tare.yml` where it is not given. */
  readonly workflow?: string;
  readonly actor?: string;
}

interface Head {
  readonly repository: Repository;
  readonly branch: string;
  readonly sha: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** The number of days that GitHub keeps artifacts, unless told otherwise. */
const RETENTION_DAYS = 90;

/** GitHub names a commit that is not there by zeros. */
const NO_COMMIT = '0'.repeat(40);

/** The branches and tags, when each was moved to its commit, and from which. */
class Refs extends Map<string, string> {
  readonly #now: () => string;
  readonly #pushedAt = new Map<string, string>();
  readonly #before = new Map<string, string>();

  constructor(now: () => string) {
    super();
    this.#now = now;
  }

  override set(ref: string, sha: string): this {
    this.#pushedAt.set(ref, this.#now());
    this.#before.set(ref, this.get(ref) ?? NO_COMMIT);
    return super.set(ref, sha);
  }

  /** Returns the commit before the last push; zeros where the ref was new. */
  before(ref: string): string {
    return this.#before.get(ref) ?? NO_COMMIT;
  }

  pushedAt(ref: string): string | undefined {
    return this.#pushedAt.get(ref);
  }

  /** Sets the time of the last push. */
  pushed(ref: string, at: string): void {
    this.#pushedAt.set(ref, at);
  }
}

export class Repository {
  readonly id: number;
  readonly name: string;
  readonly owner: string;
  readonly private: boolean;
  readonly parent: Repository | undefined;
  readonly defaultBranch = 'main';
  readonly createdAt: string;
  /** Maps a full name, `refs/heads/main`, to the object. */
  readonly refs: Refs;
  readonly pulls: PullRequest[] = [];
  readonly workflows: Workflow[] = [];
  readonly runs: WorkflowRun[] = [];
  readonly artifacts: Artifact[] = [];
  readonly comments: Comment[] = [];
  readonly checkRuns: CheckRun[] = [];
  readonly labelEvents: LabelEvent[] = [];
  readonly reactions: Reaction[] = [];
  /** Members by login; the owner is one of them. */
  readonly members: Map<string, Member>;
  readonly world: World;

  constructor(world: World, fullName: string, options: RepositoryOptions = {}) {
    const [owner = '', name = ''] = fullName.split('/');
    this.world = world;
    this.refs = new Refs(() => world.now());
    this.id = world.nextId();
    this.owner = owner;
    this.name = name;
    this.private = options.private ?? false;
    this.parent = options.parent;
    this.createdAt = world.now();
    this.members = new Map([[owner, { association: 'OWNER', permission: 'admin' }]]);
    if (options.parent === undefined) this.commit('main', { message: 'First commit' });
    else this.refs.set('refs/heads/main', options.parent.tip('main'));
  }

  get fullName(): string {
    return `${this.owner}/${this.name}`;
  }

  /**
   * Returns the commit that a branch points at.
   * @throws Error where there is no such branch.
   */
  tip(branch: string): string {
    const sha = this.refs.get(`refs/heads/${branch}`);
    if (sha === undefined) throw new Error(`${this.fullName} has no branch ${branch}.`);
    return sha;
  }

  /** Adds a commit to a branch, which starts at the default branch where it is new. */
  commit(
    branch: string,
    { files = {}, message = 'A change', author: login = this.owner, merges = [] }: CommitOptions = {},
  ): Commit {
    const { objects } = this.world;
    const ref = `refs/heads/${branch}`;
    const parent = this.refs.get(ref) ?? this.refs.get(`refs/heads/${this.defaultBranch}`);
    const tree = objects.commit(parent ?? '')?.tree;
    const all = tree === undefined ? new Map() : objects.files(tree);
    for (const [path, content] of Object.entries(files)) {
      if (content === null) all.delete(path);
      else all.set(path, objects.writeFile(path, content));
    }
    // Without the number, two commits of the same second and content would be one.
    const email = `${this.owner}+${this.world.nextId()}@github.localhost`;
    const author = { name: login, email, date: this.world.now() };
    const parents = [...(parent === undefined ? [] : [parent]), ...merges];
    const written = objects.writeCommit({ tree: objects.writeTree(all), parents, author, message });
    this.refs.set(ref, written.sha);
    return written;
  }

  /** Adds a commit that git made in a repository that the test has as files. */
  adopt(sha: string, known: Adopted = {}): string {
    return this.world.objects.adoptCommit(sha, known);
  }

  openPull(options: PullOptions): PullRequest {
    const { world } = this;
    const pull: PullRequest = {
      id: world.nextId(),
      number: this.pulls.length + 1,
      title: options.title ?? 'A change',
      author: options.author ?? 'octocat',
      head: { repository: options.head.repository ?? this, branch: options.head.branch },
      base: { repository: this, branch: options.base ?? this.defaultBranch },
      createdAt: world.now(),
      state: 'open',
      labels: [],
      body: null,
    };
    this.pulls.push(pull);
    for (const name of options.labels ?? []) this.label(pull, name);
    return pull;
  }

  /** Merges a pull request by a rebase or a squash: its commits are other ones on the base than on its own branch. */
  merge(pull: PullRequest, commits: readonly string[]): void {
    pull.state = 'closed';
    pull.merged = { at: this.world.now(), commits };
  }

  /** Sets a label, in the name of the repository's owner unless somebody else is named. */
  label(pull: PullRequest, label: string, actor = this.owner): void {
    pull.labels = [...pull.labels, label];
    const { world } = this;
    const of = { id: world.nextId(), number: pull.number, createdAt: world.now() };
    this.labelEvents.push({ ...of, event: 'labeled', label, actor });
  }

  /** Returns the commit that a `pull_request` run checks out: the head merged into the base. */
  mergeCommit(pull: PullRequest): string {
    const { objects } = this.world;
    const head = pull.head.repository.tip(pull.head.branch);
    const parents = [this.tip(pull.base.branch), head];
    const author = { name: 'GitHub', email: 'noreply@github.localhost', date: pull.createdAt };
    const tree = objects.commit(head)?.tree ?? '';
    return objects.writeCommit({ tree, parents, author, message: `Merge ${head}` }).sha;
  }

  workflow(path: string): Workflow {
    const known = this.workflows.find((one) => one.path === path);
    if (known !== undefined) return known;
    const added = { id: this.world.nextId(), name: path.replace(/^.*\/|\.ya?ml$/g, ''), path };
    this.workflows.push(added);
    return added;
  }

  /** Starts a run; `complete` ends it. */
  startRun(trigger: Trigger, options: RunOptions = {}): WorkflowRun {
    const head = this.#headOf(trigger);
    const run: WorkflowRun = {
      id: this.world.nextId(),
      repository: this,
      number: this.runs.length + 1,
      attempt: 1,
      workflow: this.workflow(options.workflow ?? '.github/workflows/tare.yml'),
      event: trigger.event,
      actor: options.actor ?? 'octocat',
      headRepository: head.repository,
      headBranch: head.branch,
      headSha: head.sha,
      pull: 'pull' in trigger ? trigger.pull : undefined,
      queueBase: trigger.event === 'merge_group' ? trigger.pull.base.branch : undefined,
      comment: trigger.event === 'issue_comment' ? trigger.comment : undefined,
      commented: (trigger.event === 'issue_comment' && trigger.commented) || 'created',
      labeled: trigger.event === 'pull_request' ? trigger.labeled : undefined,
      about: trigger.event === 'workflow_run' ? trigger.about : undefined,
      backendId: randomUUID(),
      createdAt: this.world.now(),
      jobs: [],
      status: 'in_progress',
      conclusion: null,
    };
    this.runs.push(run);
    return run;
  }

  /** Starts another attempt of the run. It has new jobs, and what earlier attempts left stays. */
  rerun(run: WorkflowRun): WorkflowRun {
    run.attempt += 1;
    run.backendId = randomUUID();
    run.status = 'in_progress';
    run.conclusion = null;
    return run;
  }

  #headOf(trigger: Trigger): Head {
    if (trigger.event === 'merge_group') return this.#queued(trigger.pull);
    if (trigger.event === 'pull_request' || trigger.event === 'pull_request_target') {
      const { repository, branch } = trigger.pull.head;
      return { repository, branch, sha: repository.tip(branch) };
    }
    const isOfDefault = trigger.event === 'workflow_run' || trigger.event === 'issue_comment';
    const branch = (isOfDefault ? undefined : trigger.branch) ?? this.defaultBranch;
    const sha = isOfDefault ? undefined : trigger.sha;
    return { repository: this, branch, sha: sha ?? this.tip(branch) };
  }

  /** Makes what the queue makes of a pull request: its merge, on a branch of the queue. */
  #queued(pull: PullRequest): Head {
    const sha = this.mergeCommit(pull);
    const branch = `gh-readonly-queue/${pull.base.branch}/pr-${pull.number}-${this.tip(pull.base.branch)}`;
    this.refs.set(`refs/heads/${branch}`, sha);
    return { repository: this, branch, sha };
  }

  addJob(run: WorkflowRun, name: string): JobState {
    const { world } = this;
    const { attempt } = run;
    const job = {
      id: world.nextId(),
      name,
      backendId: randomUUID(),
      attempt,
      startedAt: world.now(),
      conclusion: null,
    };
    run.jobs.push(job);
    return job;
  }

  /** Adds a job of an earlier attempt that this one does not run again: it has another id, and its times of then. */
  inheritJob(run: WorkflowRun, job: JobState): JobState {
    const inherited = { ...job, id: this.world.nextId(), attempt: run.attempt };
    run.jobs.push(inherited);
    return inherited;
  }

  complete(run: WorkflowRun, conclusion: NonNullable<WorkflowRun['conclusion']>): void {
    run.status = 'completed';
    run.conclusion = conclusion;
    for (const job of run.jobs) job.conclusion ??= conclusion;
  }

  /** Adds an artifact whose bytes are still to come. */
  addArtifact(run: WorkflowRun, name: string, mimeType = 'application/zip'): Artifact {
    const createdAt = this.world.now();
    const expiresAt = new Date(Date.parse(createdAt) + RETENTION_DAYS * DAY_MS).toISOString();
    const id = this.world.nextId();
    const { backendId } = run;
    const artifact: Artifact = { id, run, backendId, name, mimeType, createdAt, expiresAt, content: undefined };
    this.artifacts.push(artifact);
    return artifact;
  }

  addComment(number: number, author: string, body: string): Comment {
    const now = this.world.now();
    const comment = { id: this.world.nextId(), number, author, createdAt: now, updatedAt: now, body };
    this.comments.push(comment);
    return comment;
  }
}
