/** The action as a user calls it, on a runner and a GitHub of its own. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { RunDocument } from '../../src/results/document.js';
import { originOf } from '../../src/results/origin.js';
import { FakeGitHub, type JobOptions, type Repository, type WorkflowRun, zipOf } from '../support/github/index.js';
import { holds } from '../support/runner/expressions.js';
import { type Account, type ActionResult, type JobResult, runAction, runJob } from '../support/runner/index.js';

const workflowSchema = z.object({
  on: z.object({ workflow_call: z.object({ inputs: z.record(z.string(), z.object({ default: z.string() })) }) }),
  permissions: z.record(z.string(), z.enum(['read', 'write'])),
  jobs: z.record(
    z.string(),
    z.object({
      if: z.string().optional(),
      steps: z.array(z.object({ uses: z.string(), with: z.record(z.string(), z.string()) })),
    }),
  ),
});

const ROOT = join(import.meta.dirname, '../..');

/** Bundles to test: those of the repository unless TARE_DIST names others. */
const DIST = process.env.TARE_DIST ?? join(ROOT, 'dist');

export type Inputs = Readonly<Record<string, string>>;

export interface Starting extends JobOptions {
  readonly with?: Inputs;
  readonly matrix?: Readonly<Record<string, unknown>>;
  /** `env:` of the job. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
  /** Files that lie in the workspace when the job begins. */
  readonly workspace?: Inputs;
}

export class ActionPlace {
  readonly github: FakeGitHub;
  readonly repository: Repository;
  readonly folder = mkdtempSync('/var/tmp/tare-action-');
  readonly #action: string;

  private constructor(
    github: FakeGitHub,
    private readonly account: Account | undefined,
  ) {
    this.github = github;
    this.repository = github.createRepository('octo/project');
    this.#action = join(this.folder, 'action');
    mkdirSync(this.#action);
    const parts = { 'action.yml': join(ROOT, 'action.yml'), '.github': join(ROOT, '.github'), dist: DIST };
    for (const [name, source] of Object.entries(parts)) this.#place(source, join(this.#action, name));
    if (account) chmodSync(this.folder, 0o755);
  }

  /** @param account who the runner runs as, where not whoever runs the test. */
  static async open(account?: Account): Promise<ActionPlace> {
    return new ActionPlace(await FakeGitHub.start(), account);
  }

  /** The bundle that a step of the action runs. */
  bundle(step: string): string {
    return join(this.#action, 'dist', step, 'index.js');
  }

  /** A link to the repository's own, which another user may not be able to follow: that one gets a copy. */
  #place(source: string, path: string): void {
    if (this.account) cpSync(source, path, { recursive: true });
    else symlinkSync(source, path);
  }

  async close(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    await this.github.stop();
  }

  /**
   * The one job of a reusable workflow of this repository, called with `inputs`, as GitHub runs it: its steps, its
   * permissions, its condition. Undefined where the condition does not hold.
   */
  async call(
    run: WorkflowRun,
    name: string,
    inputs: Inputs = {},
    workspace: Inputs = {},
  ): Promise<JobResult | undefined> {
    const file = workflowSchema.parse(parse(readFileSync(join(ROOT, '.github/workflows', name), 'utf8')));
    const [[key, { if: condition, steps }] = ['', { steps: [] }]] = Object.entries(file.jobs);
    const job = this.github.startJob(run, { key, permissions: file.permissions });
    const defaults = Object.entries(file.on.workflow_call.inputs).map(([input, { default: value }]) => [input, value]);
    const contexts = { github: { ...job.github, event: job.event } };
    if (!holds(condition, { contexts, status: 'success', isCancelled: false })) return undefined;
    const directory = join(this.folder, `runner-${run.id}`);
    place(directory, workspace);
    const result = await runJob({
      ...(this.account && { account: this.account }),
      directory,
      job,
      steps,
      actions: { 'tare/tare@v1': this.#action },
      inputs: { ...Object.fromEntries(defaults), ...inputs },
      env: { TARE_STATE_DIR: join(this.folder, 'state'), ...stateOf('TARE_CACHE_DIR') },
    });
    run.repository.complete(run, result.conclusion);
    return result;
  }

  /** The whole action in a job of `run`, which is completed by it. */
  async act(
    run: WorkflowRun,
    { with: inputs = {}, matrix, env, signal, onLine, workspace = {}, ...job }: Starting = {},
  ): Promise<ActionResult> {
    const directory = join(this.folder, `runner-${run.id}-${run.attempt}-${job.name ?? job.key ?? ''}`);
    place(directory, workspace);
    const result = await runAction({
      ...(this.account && { account: this.account }),
      repository: this.#action,
      directory,
      job: this.github.startJob(run, job),
      env: { TARE_STATE_DIR: join(this.folder, 'state'), ...stateOf('TARE_CACHE_DIR'), ...env },
      with: inputs,
      ...(matrix && { matrix }),
      ...(signal && { signal }),
      ...(onLine && { onLine }),
    });
    run.repository.complete(run, result.conclusion);
    return result;
  }

  /** The action with `mode: report` on a document made by hand. */
  report(run: WorkflowRun, document: RunDocument, starting: Starting = {}): Promise<ActionResult> {
    const path = join(this.folder, `${document.id}.json`);
    writeFileSync(path, JSON.stringify(this.placed(run, document)));
    return this.act(run, { ...starting, with: { mode: 'report', 'results-path': path, ...starting.with } });
  }

  /** The document as if `run` had measured it. */
  placed(run: WorkflowRun, document: RunDocument): RunDocument {
    const { github } = this.github.startJob(run);
    const names = Object.entries(github).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value]);
    return { ...document, origin: originOf(Object.fromEntries(names)) };
  }

  /** An earlier run that left a document, as the action uploads it. */
  leave(
    run: WorkflowRun,
    document: RunDocument,
    more: { readonly name?: string; readonly expiresAt?: string } = {},
  ): void {
    const bytes = zipOf({ 'run.json': JSON.stringify(this.placed(run, document)) });
    this.github.seedArtifact(run, { name: 'tare-results-tare', bytes, ...more });
    run.repository.complete(run, 'success');
  }
}

function place(directory: string, files: Inputs): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(directory, 'workspace', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const stateOf = (name: string) => (process.env[name] === undefined ? {} : { [name]: process.env[name] });
