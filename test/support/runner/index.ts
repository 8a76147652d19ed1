/** The runner: it runs a job, or one action, as GitHub's own runner does (2.336). */
import { z } from 'zod';
import { withoutWarnings } from '../node-warnings.js';
import type { Annotation } from './console.js';
import type { Status } from './expressions.js';
import type { Frame, StepResult } from './frame.js';
import { stepSchema, type WrittenStep } from './manifest.js';
import { endOrphans } from './orphans.js';
import { type RunnerOptions, RunningJob } from './running-job.js';
import { type Ledger, runPosts, runSteps } from './steps.js';

export type { Annotation } from './console.js';
export type { StepResult } from './frame.js';
export type { Job } from './job.js';
export type { WrittenStep } from './manifest.js';
export { type Account, RUNNER_WAIT_LIMITS, type WaitLimits } from './process.js';
export type { RunnerOptions } from './running-job.js';

export interface JobResult {
  readonly conclusion: Status;
  /**
   * Every step by the ids of the calls around it, for instance `tare/measure`; `#2` is the second one, where it has no
   * id.
   */
  readonly steps: Readonly<Record<string, StepResult>>;
  /** The job summary: what the steps wrote, masked. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** All lines, masked. */
  readonly log: string;
  /** Command lines of processes that the job left behind; they have been killed. */
  readonly orphans: readonly string[];
}

export interface JobOptions extends RunnerOptions {
  /** The steps in the form of a workflow. */
  readonly steps: readonly WrittenStep[];
}

/** Runs the steps of a job and then the steps that are due at its end. */
export async function runJob(options: JobOptions): Promise<JobResult> {
  const steps = z.array(stepSchema).parse(options.steps);
  const job = new RunningJob(options);
  const ledger: Ledger = { posts: [], results: {} };
  const frame: Frame = {
    prefix: '',
    source: { root: options.workflowRepository ?? job.places.workspace },
    inputs: options.inputs ?? {},
    env: {},
    github: {},
    steps: {},
    status: 'success',
    isComposite: false,
  };
  try {
    await runSteps(job, frame, steps, ledger);
    await runPosts(job, ledger.posts);
  } finally {
    job.close();
  }
  const { annotations, log } = job.console;
  const summary = job.summaries.join('\n');
  return {
    conclusion: job.status,
    steps: ledger.results,
    summary,
    annotations,
    log: withoutWarnings(log),
    orphans: endOrphans(job.trackingId),
  };
}

export interface ActionOptions extends RunnerOptions {
  /** The folder of the action's repository. The action is at its root, or at `path`. */
  readonly repository: string;
  readonly path?: string;
  readonly with?: Readonly<Record<string, string>>;
}

export interface ActionResult extends JobResult {
  /** The outputs of the action itself. `steps` are those inside it, by their ids alone. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** The name by which the action is called. */
const CALLED = 'tare/tare@v1';
const ID = 'action';

/** Runs a job of one step: an action of another repository, called by its version. */
export async function runAction(options: ActionOptions): Promise<ActionResult> {
  const { repository, path, with: inputs = {}, actions = {} } = options;
  const uses = path === undefined ? CALLED : CALLED.replace('@', `/${path}@`);
  const steps = [{ id: ID, uses, with: inputs }];
  const result = await runJob({ ...options, steps, actions: { ...actions, [CALLED]: repository } });
  const inner = Object.entries(result.steps).filter(([id]) => id.startsWith(`${ID}/`));
  return {
    ...result,
    outputs: result.steps[ID]?.outputs ?? {},
    steps: Object.fromEntries(inner.map(([id, step]) => [id.slice(ID.length + 1), step])),
  };
}
