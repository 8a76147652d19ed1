/** Reads the workflow that a step runs in, from what the runner says. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { InputError } from '../errors.js';
import { readInputFile, type Wanted } from '../host/files/input-file.js';
import { parseJson, tryJson } from '../json.js';
import { fileOfWorkflow } from '../results/origin.js';

const repositorySchema = z.looseObject({ full_name: z.string() });

const eventSchema = z.looseObject({
  action: z.string().nullish(),
  before: z.string().nullish(),
  label: z.looseObject({ name: z.string() }).nullish(),
  pull_request: z
    .looseObject({
      number: z.int(),
      head: z.looseObject({ sha: z.string(), ref: z.string(), repo: repositorySchema.nullable() }),
      base: z.looseObject({ ref: z.string(), sha: z.string() }),
      updated_at: z.string().optional(),
    })
    .nullish(),
  workflow_run: z
    .looseObject({
      id: z.int(),
      run_number: z.int(),
      run_attempt: z.int().optional(),
      event: z.string(),
      path: z.string(),
      head_sha: z.string(),
      head_branch: z.string().nullable(),
      head_repository: repositorySchema.nullable(),
      conclusion: z.string().nullish(),
      created_at: z.string().optional(),
    })
    .nullish(),
  issue: z.looseObject({ number: z.int(), pull_request: z.looseObject({}).nullish() }).nullish(),
  comment: z
    .looseObject({
      id: z.int(),
      body: z.string(),
      created_at: z.string(),
      user: z.looseObject({ login: z.string() }).nullable(),
    })
    .nullish(),
  merge_group: z
    .looseObject({
      head_ref: z.string(),
      base_ref: z.string(),
      head_sha: z.string().optional(),
      base_sha: z.string().optional(),
    })
    .nullish(),
});

/**
 * The events that are about each part of a payload. Others have parts of the same names that they are not about: a
 * deployment that of the run that deployed, or null.
 */
const ABOUT: Readonly<Record<string, RegExp>> = {
  action: /./,
  before: /^push$/,
  label: /^pull_request/,
  pull_request: /^pull_request/,
  workflow_run: /^workflow_run$/,
  issue: /^issue_comment$/,
  comment: /^issue_comment$/,
  merge_group: /^merge_group$/,
};

function partsOf(payload: unknown, event: string): unknown {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return payload;
  return Object.fromEntries(Object.entries(payload).filter(([part]) => aboutPart(part)?.test(event)));
}

const aboutPart = (part: string): RegExp | undefined => (Object.hasOwn(ABOUT, part) ? ABOUT[part] : undefined);

/**
 * The pull request that a run is about. Where it is about another run, `number` and `base` are unknown until GitHub is
 * asked.
 */
export interface PullRequest {
  readonly number?: number;
  readonly base?: string;
  /** The base branch pointed at this commit when the event was made. */
  readonly baseSha?: string;
  readonly headSha: string;
  readonly headBranch: string;
  readonly headRepository: string;
  /**
   * It is when the head came to be what it is, by GitHub, in ISO 8601, or later; undefined where the event does not
   * say.
   */
  readonly headAt: string | undefined;
  /** This label started this run, where one did. */
  readonly labeled?: string | undefined;
}

/** A group of pull requests that a merge queue tests. */
export interface Queue {
  /** The queue merges into this branch. */
  readonly base: string;
  /** It is the last pull request of the group; undefined where GitHub names its branch otherwise. */
  readonly pull: number | undefined;
  /** The group is merged onto this commit; undefined where GitHub does not say. */
  readonly baseSha: string | undefined;
}

/** A comment on a pull request that started this run. command.ts decides whether it asks for anything. */
export interface Comment {
  readonly id: number;
  /** It is the number of the pull request. */
  readonly pull: number;
  readonly body: string;
  readonly author: string;
  /** It is ISO 8601. */
  readonly at: string;
}

/** The run that measured: this one, or the one that a `workflow_run` event is about. */
export interface MeasuredRun {
  readonly id: number;
  /** It counts the runs of the workflow. */
  readonly number: number;
  readonly attempt: number;
  readonly event: string;
  /** It is a path in the repository: `.github/workflows/tare.yml`. */
  readonly workflow: string;
  /** It is the commit of the change: the head of a pull request, not the merge that is checked out. */
  readonly sha: string;
  /** It is the branch that was pushed to or, for a pull request, its head. */
  readonly branch: string;
  /** It is GitHub's word for how the run ended; undefined where it is this run. */
  readonly conclusion?: string | undefined;
}

export interface WorkflowContext {
  readonly owner: string;
  readonly repo: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** It is the id of this run, to which artifacts are uploaded here. */
  readonly runId: number;
  readonly job: string;
  readonly run: MeasuredRun;
  /** It says whether `run` is another run than this one. */
  readonly isAboutOther: boolean;
  readonly change: PullRequest | undefined;
  readonly queue: Queue | undefined;
  /** The branch pointed at this commit before the push that started this run; undefined for a new branch. */
  readonly pushedOnto: string | undefined;
  readonly comment: Comment | undefined;
  /** It says whether the token of this run can only read, as that of a fork's pull request; not on its target. */
  readonly isFromFork: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Event = z.infer<typeof eventSchema>;

const isOfFork = ({ pull_request: pull }: Event, repository: string): boolean =>
  Boolean(pull) && pull?.head.repo?.full_name !== repository;

/** Returns undefined outside a workflow. */
export function readWorkflow(environment: Environment): WorkflowContext | undefined {
  const [owner, repo] = (environment.GITHUB_REPOSITORY ?? '').split('/');
  const { GITHUB_RUN_ID: id, GITHUB_EVENT_PATH: path, GITHUB_API_URL: apiUrl } = environment;
  if (!owner || !repo || !id || !apiUrl) return undefined;
  const event = path ? readEvent(path, environment.GITHUB_EVENT_NAME ?? '') : {};
  const repository = `${owner}/${repo}`;
  const own = ownRun(environment, event);
  return {
    owner,
    repo,
    serverUrl: environment.GITHUB_SERVER_URL ?? 'https://github.com',
    apiUrl,
    runId: Number(id),
    job: environment.GITHUB_JOB ?? '',
    run: event.workflow_run ? otherRun(event.workflow_run) : own,
    isAboutOther: Boolean(event.workflow_run),
    change: changeOf(event),
    queue: queueOf(event),
    pushedOnto: pushedOnto(own, event),
    comment: commentOf(event),
    isFromFork: own.event !== 'pull_request_target' && isOfFork(event, repository),
  };
}

const EVENT: Wanted = {
  what: 'an event',
  remedy: "GitHub's runner writes it: run the job again, and leave GITHUB_EVENT_PATH as it is.",
  largestBytes: 64 * 1024 ** 2,
};

/**
 * Reads what the event of this name is about. @throws InputError for a file that is no event: other runners than
 * GitHub's write theirs.
 */
function readEvent(path: string, name: string): Event {
  const text = readInputFile(path, EVENT).toString('utf8');
  const payload = parseJson(text, `the event at ${path}`, EVENT.remedy);
  const parsed = eventSchema.safeParse(partsOf(payload, name));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'event'}: ${issue.message}`);
  throw new InputError(`The event at ${path} is not one of GitHub's: ${faults.slice(0, 5).join('; ')}`, EVENT.remedy);
}

function ownRun(environment: Environment, event: Event): MeasuredRun {
  const reference = environment.GITHUB_WORKFLOW_REF ?? '';
  return {
    id: Number(environment.GITHUB_RUN_ID),
    number: Number(environment.GITHUB_RUN_NUMBER ?? 0),
    attempt: Number(environment.GITHUB_RUN_ATTEMPT ?? 1),
    event: environment.GITHUB_EVENT_NAME ?? '',
    workflow: fileOfWorkflow(reference).split('/').slice(2).join('/'),
    sha: event.pull_request?.head.sha ?? environment.GITHUB_SHA ?? '',
    branch: environment.GITHUB_HEAD_REF || environment.GITHUB_REF_NAME || '',
  };
}

function otherRun(run: NonNullable<Event['workflow_run']>): MeasuredRun {
  return {
    id: run.id,
    number: run.run_number,
    attempt: run.run_attempt ?? 1,
    event: run.event,
    workflow: fileOfWorkflow(run.path),
    sha: run.head_sha,
    branch: run.head_branch ?? '',
    conclusion: run.conclusion ?? undefined,
  };
}

const changeSchema = z.object({
  number: z.int(),
  base: z.string(),
  baseSha: z.string(),
  headSha: z.string(),
  headBranch: z.string(),
  headRepository: z.string(),
  headAt: z.string(),
});

/**
 * Returns the change that an earlier step of this job was asked to measure, from that step's output; undefined for
 * empty text.
 */
export function parseChange(text: string): PullRequest | undefined {
  if (text === '') return undefined;
  const { data } = changeSchema.safeParse(tryJson(text));
  if (data) return data;
  throw new InputError(
    'The change of a comment is not in the form that tare writes.',
    'Give nothing of what steps hand on.',
  );
}

/** Returns the workflow as if this change had started it: its head is what is measured, not the default branch. */
export function aboutChange(workflow: WorkflowContext, change: PullRequest): WorkflowContext {
  return { ...workflow, change, run: { ...workflow.run, sha: change.headSha, branch: change.headBranch } };
}

/**
 * Returns whether a report is about the run of a change whose pull request GitHub does not know, or not any more. Its
 * base is then unknown: the branch of that run is the change's own, and may be called like any branch.
 */
export const isObsolete = ({ isAboutOther, change }: WorkflowContext): boolean =>
  isAboutOther && change !== undefined && change.base === undefined;

const QUEUED = /^(?:refs\/heads\/)?gh-readonly-queue\/(.+)\/pr-(\d+)-[0-9a-f]+$/;

function queueOf({ merge_group: group, workflow_run: run }: Event): Queue | undefined {
  if (run?.event === 'merge_group') return queueOfBranch(run.head_branch ?? '');
  if (!group) return undefined;
  const pull = QUEUED.exec(group.head_ref)?.[2];
  return {
    base: group.base_ref.replace(/^refs\/heads\//, ''),
    pull: pull === undefined ? undefined : Number(pull),
    baseSha: group.base_sha,
  };
}

/** Of the run of a merge group, its branch alone says what it is about. */
function queueOfBranch(branch: string): Queue | undefined {
  const [, base, pull] = QUEUED.exec(branch) ?? [];
  return base === undefined ? undefined : { base, pull: Number(pull), baseSha: undefined };
}

/** GitHub writes zeros for a branch that was not there, and a pull request's event has a `before` as well. */
function pushedOnto({ event }: MeasuredRun, { before }: Event): string | undefined {
  return event === 'push' && before && /^(?!0+$)[0-9a-f]{40,64}$/.test(before) ? before : undefined;
}

/** Returns undefined for a comment on an issue that is no pull request, and for one that was only edited. */
function commentOf({ action, issue, comment }: Event): Comment | undefined {
  if (action !== 'created' || !comment || !issue?.pull_request) return undefined;
  const { id, body, created_at: at, user } = comment;
  return { id, pull: issue.number, body, author: user?.login ?? '', at };
}

/** The actions that a new head causes. At every other one `updated_at` is the time of a label or an edit. */
const PUSHES = ['opened', 'synchronize'];

function changeOf({ action, label, pull_request: pull, workflow_run: run }: Event): PullRequest | undefined {
  if (pull) {
    return {
      number: pull.number,
      base: pull.base.ref,
      baseSha: pull.base.sha,
      headSha: pull.head.sha,
      headBranch: pull.head.ref,
      headRepository: pull.head.repo?.full_name ?? '',
      headAt: PUSHES.includes(action ?? '') ? pull.updated_at : undefined,
      labeled: action === 'labeled' ? label?.name : undefined,
    };
  }
  if (run?.event !== 'pull_request') return undefined;
  return {
    headSha: run.head_sha,
    headBranch: run.head_branch ?? '',
    headRepository: run.head_repository?.full_name ?? '',
    headAt: run.created_at,
  };
}

/** Names of Tare's artifacts begin with this, and have this many characters at most. */
const PREFIX = 'tare-results';
const LONGEST_NAME = 120;
const DIGITS = 8;

/**
 * Returns a name for each job and leg of its matrix: `tare-results-measure-arm64`. @param matrix JSON of the leg, or
 * empty.
 */
export const artifactName = (job: string, matrix: string): string => nameOfLeg(job, legOf(matrix).join(', '));

/**
 * Returns the name for a job and what GitHub shows of its leg: `arm64, 6.1`. Where the leg cannot be read back from
 * the name, some digits of its hash keep two legs apart.
 */
export function nameOfLeg(job: string, leg: string): string {
  const name = beginningOfName(job, leg);
  const isPlain = /^(?:[\w.]+(?:, [\w.]+)*)?$/.test(leg) && name.length <= LONGEST_NAME;
  if (isPlain) return name;
  const hash = createHash('sha256').update(leg).digest('hex').slice(0, DIGITS);
  return `${name.slice(0, LONGEST_NAME - DIGITS - 1)}-${hash}`;
}

/** Returns what the name for a job and leg begins with, as far as it is not cut: all but the digits of a hash. */
export function beginningOfName(job: string, leg: string): string {
  const parts = [PREFIX, job, leg].map((part) => part.replace(/[^\w.-]+/g, '-'));
  return parts.filter((part) => part !== '').join('-');
}

/**
 * Returns whether an artifact is a document of Tare's, by its name. Reports and programs lie beside their document, so
 * what is called like them and has none beside it is the document of a job or leg of that name.
 * @param all names of all artifacts of its run.
 */
export function isResults(name: string, all: ReadonlySet<string>): boolean {
  const isBeside = [REPORT, PROGRAMS].some((end) => name.endsWith(end) && all.has(name.slice(0, -end.length)));
  return name.startsWith(PREFIX) && !isBeside;
}

/** It is added to the name of a document's artifact for its reports. */
export const REPORT = '-report';

/** It is added in the same way for the programs that were measured. */
export const PROGRAMS = '-programs';

/** Returns the values of a leg of a matrix, in its order. */
export function legOf(matrix: string): string[] {
  const leg = tryJson(matrix);
  if (typeof leg !== 'object' || leg === null) return [];
  return Object.values(leg).map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)));
}
