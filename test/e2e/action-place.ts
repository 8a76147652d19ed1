/** Runs the action as a user calls it, on a runner and a GitHub of its own. */
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import * as z from 'zod';
import type { RunDocument } from '../../src/results/document.js';
import { originOf } from '../../src/results/origin.js';
import { parseRun } from '../../src/results/store.js';
import { zipEntries } from '../../src/results/zip.js';
import { FakeGitHub, type JobOptions, type Repository, type WorkflowRun, zipOf } from '../support/github/index.js';
import { holds } from '../support/runner/expressions.js';
import {
  type Account,
  type ActionResult,
  type JobResult,
  runAction,
  runJob,
  type WrittenStep,
} from '../support/runner/index.js';
import { WORK_FOLDER } from '../support/work-folder.js';

const workflowSchema = z.object({
  on: z.object({
    workflow_call: z.object({ inputs: z.record(z.string(), z.object({ default: z.string() })) }).optional(),
  }),
  jobs: z.record(
    z.string(),
    z.object({
      if: z.string().optional(),
      permissions: z.record(z.string(), z.enum(['read', 'write'])),
      steps: z.array(
        z.looseObject({ uses: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() }),
      ),
    }),
  ),
});

const ROOT = join(import.meta.dirname, '../..');

/** The bundles to test: those of the repository unless TARE_DIST names others. */
const DIST = process.env.TARE_DIST ?? join(ROOT, 'dist');

const ACTION = 'tare/tare@v1';
/** Where a workflow of the action's own calls its steps one by one. */
const MEASURE_STEP = '$/.github/actions/measure';
/** Like the real one it keeps its token where whatever is built finds it, unless it is told not to. */
const CHECKOUT = `
name: checkout
description: for a test
inputs: {fetch-depth: {default: '1'}, persist-credentials: {default: 'true'}}
runs:
  using: composite
  steps:
    - {run: 'cp -r "$GITHUB_ACTION_PATH/files/." .', shell: bash}
    - {run: 'mkdir -p .git && echo AUTHORIZATION >>.git/config', shell: bash, if: "inputs.persist-credentials != 'false'"}
`;

export type Inputs = Readonly<Record<string, string>>;

export interface Starting extends JobOptions {
  readonly with?: Inputs;
  readonly matrix?: Readonly<Record<string, unknown>>;
  /** The `env:` of the job. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
  /** What the `github` context has otherwise, such as another `server_url`. */
  readonly github?: Inputs;
  /** Files that are in the workspace when the job begins. */
  readonly workspace?: Inputs;
}

export class ActionPlace {
  readonly github: FakeGitHub;
  readonly repository: Repository;
  readonly folder = mkdtempSync(join(WORK_FOLDER, 'tare-action-'));
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

  /** @param account the user that the runner runs as; absent for the user that runs the test. */
  static async open(account?: Account): Promise<ActionPlace> {
    return new ActionPlace(await FakeGitHub.start(), account);
  }

  /** Returns the path of the bundle that a step of the action runs. */
  bundle(step: string): string {
    return join(this.#action, 'dist', step, 'index.js');
  }

  /**
   * Makes a link to the repository's own files. Another user may not be able to follow it, so that user gets a copy.
   */
  #place(source: string, path: string): void {
    if (this.account) cpSync(source, path, { recursive: true });
    else symlinkSync(source, path);
  }

  async close(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    await this.github.stop();
  }

  /**
   * Runs the first job of a workflow of this repository as GitHub does: its steps, its permissions, its condition.
   * Returns undefined where the condition does not hold.
   * @param path from the root of the repository.
   * @param inputs of a reusable workflow.
   * @param tuning what a user would add to the inputs of the action.
   */
  call(run: WorkflowRun, path: string, inputs: Inputs = {}, tuning: Inputs = {}): Promise<JobResult | undefined> {
    return this.callText(run, readFileSync(join(ROOT, path), 'utf8'), inputs, tuning);
  }

  /** Does the same for a workflow that is written elsewhere. */
  async callText(
    run: WorkflowRun,
    text: string,
    inputs: Inputs = {},
    tuning: Inputs = {},
  ): Promise<JobResult | undefined> {
    const file = workflowSchema.parse(parse(text));
    const [key = '', written] = Object.entries(file.jobs)[0] ?? [];
    if (!written) throw new Error('the workflow has no job');
    const { if: condition, steps, permissions } = written;
    const job = this.github.startJob(run, { key, permissions });
    const declared = Object.entries(file.on.workflow_call?.inputs ?? {});
    const defaults = declared.map(([input, { default: value }]) => [input, value]);
    const contexts = { github: { ...job.github, event: job.event } };
    if (!holds(condition, { contexts, status: 'success', isCancelled: false })) return undefined;
    const result = await runJob({
      ...(this.account && { account: this.account }),
      directory: join(this.folder, `runner-${run.id}`),
      job,
      steps: steps.map(
        (step) =>
          (step.uses === ACTION || step.uses === MEASURE_STEP
            ? { ...step, with: { ...step.with, ...tuning } }
            : step) as WrittenStep,
      ),
      actions: {
        [ACTION]: this.#action,
        ...this.#checkout(
          run,
          steps.map(({ uses = '' }) => uses),
        ),
      },
      workflowRepository: this.#action,
      inputs: { ...Object.fromEntries(defaults), ...inputs },
      env: { TARE_STATE_DIR: join(this.folder, 'state'), ...stateOf('TARE_CACHE_DIR') },
    });
    run.repository.complete(run, result.conclusion);
    return result;
  }

  /**
   * Replaces actions/checkout, whatever its version: it puts the files of the commit that is run into the workspace.
   */
  #checkout(run: WorkflowRun, used: readonly string[]): Inputs {
    const { objects } = run.repository.world;
    const files = objects.files(objects.commit(run.headSha)?.tree ?? '');
    const folder = join(this.folder, `checkout-${run.id}`);
    mkdirSync(join(folder, 'files'), { recursive: true });
    for (const [path, { sha }] of files) writeWhole(join(folder, 'files', path), objects.blob(sha) ?? '');
    writeWhole(join(folder, 'action.yml'), CHECKOUT);
    const own = used.filter((one) => one.startsWith('actions/checkout@'));
    return Object.fromEntries(own.map((one) => [one, folder]));
  }

  /** Runs the whole action in a job of `run`, and completes the run. */
  async act(
    run: WorkflowRun,
    { with: inputs = {}, matrix, env, signal, onLine, github = {}, workspace = {}, ...job }: Starting = {},
  ): Promise<ActionResult> {
    const directory = join(this.folder, `runner-${run.id}-${run.attempt}-${job.name ?? job.key ?? ''}`);
    place(directory, workspace);
    const started = this.github.startJob(run, job);
    const result = await runAction({
      ...(this.account && { account: this.account }),
      repository: this.#action,
      directory,
      job: { ...started, github: { ...started.github, ...github } },
      env: { TARE_STATE_DIR: join(this.folder, 'state'), ...stateOf('TARE_CACHE_DIR'), ...env },
      with: inputs,
      ...(matrix && { matrix }),
      ...(signal && { signal }),
      ...(onLine && { onLine }),
    });
    run.repository.complete(run, result.conclusion);
    return result;
  }

  /** Runs the action with `mode: report` on a document made by hand. */
  report(run: WorkflowRun, document: RunDocument, starting: Starting = {}): Promise<ActionResult> {
    const path = join(this.folder, `${document.id}.json`);
    writeFileSync(path, JSON.stringify(this.placed(run, document)));
    return this.act(run, { ...starting, with: { mode: 'report', 'results-path': path, ...starting.with } });
  }

  /** Returns the document as if `run` had measured it. */
  placed(run: WorkflowRun, document: RunDocument): RunDocument {
    const { github } = this.github.startJob(run);
    const names = Object.entries(github).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value]);
    return { ...document, origin: originOf(Object.fromEntries(names)) };
  }

  /** Makes an earlier run that left a document, as the action uploads it. */
  leave(
    run: WorkflowRun,
    document: RunDocument,
    more: { readonly name?: string; readonly expiresAt?: string } = {},
  ): void {
    const bytes = zipOf({ 'run.json': JSON.stringify(this.placed(run, document)) });
    this.github.seedArtifact(run, { name: 'tare-results-tare', bytes, ...more });
    run.repository.complete(run, 'success');
  }

  /** Returns the run document that the newest artifact of this name holds. */
  documentIn(name = 'tare-results-tare', file = 'run.json.gz'): RunDocument {
    const packed = zipEntries(this.#content(name).bytes).find((entry) => entry.name === file);
    if (!packed) throw new Error(`artifact ${name} holds no ${file}`);
    return parseRun(gunzipSync(packed.read(2 ** 26)).toString(), file);
  }

  /** Changes the run document that the newest artifact of this name holds, as if it had been uploaded so. */
  revise(change: (run: RunDocument) => RunDocument, name = 'tare-results-tare'): void {
    const bytes = zipOf({ 'run.json': JSON.stringify(change(this.documentIn(name))) });
    Object.assign(this.#content(name), {
      bytes,
      digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    });
  }

  #content(name: string): { bytes: Buffer; digest: string } {
    const content = this.repository.artifacts.filter((one) => one.name === name).at(-1)?.content;
    if (!content) throw new Error(`no artifact ${name} was uploaded`);
    return content;
  }
}

function place(directory: string, files: Inputs): void {
  for (const [path, text] of Object.entries(files)) writeWhole(join(directory, 'workspace', path), text);
}

function writeWhole(file: string, content: string | Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

const stateOf = (name: string) => (process.env[name] === undefined ? {} : { [name]: process.env[name] });
