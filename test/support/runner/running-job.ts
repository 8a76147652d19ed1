/** A job that runs: what its steps share. */
import { randomUUID } from 'node:crypto';
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Console } from './console.js';
import type { Status } from './expressions.js';
import type { Job } from './job.js';
import { TRACKING_VARIABLE } from './orphans.js';
import { type Account, RUNNER_WAIT_LIMITS, type WaitLimits } from './process.js';
import type { Places } from './resolve.js';

export interface RunnerOptions {
  readonly job: Job;
  /**
   * The work folder of the runner. The workspace and the tool cache in it outlive a job, as on a self-hosted runner.
   */
  readonly directory: string;
  /** Actions of other repositories by `owner/name@ref`: the folder of the repository's files. */
  readonly actions?: Readonly<Record<string, string>>;
  /** The files of the repository that the workflow is from, for `$/`; the workspace where it is not given. */
  readonly workflowRepository?: string;
  /** The `env:` of the job. */
  readonly env?: Readonly<Record<string, string>>;
  /** The inputs of a reusable workflow. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** The leg of a matrix. */
  readonly matrix?: Readonly<Record<string, unknown>>;
  /** Cancels the job. */
  readonly signal?: AbortSignal;
  /** Called with every line of the log, masked. */
  readonly onLine?: (line: string) => void;
  readonly wait?: WaitLimits;
  /** The node that runs JavaScript actions; this one where it is not given. */
  readonly node?: string;
  /** The user that the runner runs as. */
  readonly account?: Account;
}

/** The variables of the runner's environment that a job gets. */
const INHERITED = ['PATH', 'HOME', 'USER', 'LANG', 'TZ'] as const;

const own = (names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));

/** A user's PATH contains no folder of root's. */
const environmentOf = ({ home, name }: Account) => ({ HOME: home, USER: name, PATH: '/usr/local/bin:/usr/bin:/bin' });

export class RunningJob {
  readonly console: Console;
  readonly places: Places;
  readonly temp: string;
  readonly wait: WaitLimits;
  readonly node: string;
  readonly account: Account | undefined;
  readonly signal: AbortSignal;
  readonly matrix: Readonly<Record<string, unknown>>;
  readonly event: Job['event'];
  readonly services: Job['services'];
  readonly checkRunId: number;
  readonly trackingId = `github_${randomUUID()}`;
  /** The `env:` of the job, and what GITHUB_ENV added. */
  readonly env: Record<string, string>;
  /** What GITHUB_PATH added, oldest first. */
  readonly path: string[] = [];
  readonly summaries: string[] = [];
  /** The `github` context without `event`. */
  readonly github: Readonly<Record<string, string>>;
  readonly runner: Readonly<Record<string, string>>;
  /** The value of job.status. */
  status: Status = 'success';

  constructor(options: RunnerOptions) {
    const { job, directory } = options;
    const [workspace, temp, tools] = ['workspace', '_temp', '_tool'].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ];
    for (const folder of [workspace, temp, tools]) mkdirSync(folder, { recursive: true });
    this.account = options.account;
    for (const folder of [directory, workspace, temp, tools]) this.giveToRunner(folder);
    const eventPath = join(temp, 'event.json');
    writeFileSync(eventPath, JSON.stringify(job.event));
    this.console = new Console(workspace, job.secrets, options.onLine ?? (() => undefined));
    this.places = { workspace, actions: options.actions ?? {} };
    this.temp = temp;
    this.wait = options.wait ?? RUNNER_WAIT_LIMITS;
    this.node = options.node ?? process.execPath;
    this.signal = options.signal ?? new AbortController().signal;
    this.matrix = options.matrix ?? {};
    this.event = job.event;
    this.services = job.services;
    this.checkRunId = job.checkRunId;
    this.env = { ...options.env };
    this.github = { ...job.github, workspace, event_path: eventPath, action: '__run' };
    this.runner = { name: 'harness', os: 'Linux', arch: 'X64', environment: 'self-hosted', temp, tool_cache: tools };
    if (this.signal.aborted) this.#onCancel();
    this.signal.addEventListener('abort', this.#onCancel, { once: true });
  }

  readonly #onCancel = (): void => {
    this.status = 'cancelled';
  };

  /** Gives a path that the runner made to its user. */
  giveToRunner(path: string): void {
    if (this.account) chownSync(path, this.account.uid, this.account.gid);
  }

  get isCancelled(): boolean {
    return this.status === 'cancelled';
  }

  /** Returns the environment of a process of this job: the least, and what its step adds. */
  environment(step: Readonly<Record<string, string>>): Record<string, string> {
    const { account } = this;
    const inherited: Record<string, string | undefined> = { ...own(INHERITED), ...(account && environmentOf(account)) };
    const runner = Object.entries(this.runner).map(([name, value]) => [`RUNNER_${name.toUpperCase()}`, value]);
    return {
      ...inherited,
      ...Object.fromEntries(runner),
      RUNNER_WORKSPACE: dirname(this.places.workspace),
      [TRACKING_VARIABLE]: this.trackingId,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      ...step,
      PATH: [...[...this.path].reverse(), step.PATH ?? inherited.PATH].join(delimiter),
    };
  }

  close(): void {
    this.signal.removeEventListener('abort', this.#onCancel);
    rmSync(this.temp, { recursive: true, force: true });
  }
}
