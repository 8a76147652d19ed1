/** What a step can refer to: the steps before it, its environment, its inputs. */
import { expand, expandAll, type Scope, type Status } from './expressions.js';
import type { Manifest, Step } from './manifest.js';
import type { Source } from './resolve.js';
import type { RunningJob } from './running-job.js';

export type Texts = Readonly<Record<string, string>>;

export interface StepResult {
  readonly outcome: Status | 'skipped';
  /** The outcome, or success where `continue-on-error` ignores a failure. */
  readonly conclusion: Status | 'skipped';
  readonly outputs: Texts;
}

/** The steps of a job, or of one call of a composite action. */
export interface Frame {
  /** The ids of the calls around these steps, for instance `tare/`. */
  readonly prefix: string;
  readonly source: Source;
  /** The inputs of the composite action. */
  readonly inputs: Texts;
  /** The `env:` of the steps around this one. */
  readonly env: Texts;
  /** What the `github` context says about the action. */
  readonly github: Texts;
  /** The `steps` context. */
  readonly steps: Record<string, StepResult>;
  /** The status of a composite action so far; the job's own status is kept in the job. */
  status: Status;
  readonly isComposite: boolean;
}

const SEVERITY: readonly Status[] = ['success', 'failure', 'cancelled'];

/** Returns the worse of the two. */
export const worse = (a: Status, b: Status): Status => (SEVERITY.indexOf(a) > SEVERITY.indexOf(b) ? a : b);

const contextsOf = (job: RunningJob, frame: Frame, env: Texts) => ({
  github: { ...job.github, ...frame.github, event: job.event },
  inputs: frame.inputs,
  steps: frame.steps,
  env,
  runner: job.runner,
  job: { status: job.status, check_run_id: job.checkRunId },
  matrix: job.matrix,
  strategy: {},
});

/** In a composite action success() and failure() are about the action, elsewhere and in `post:` about the job. */
export function scopeOf(job: RunningJob, frame: Frame, env: Texts, status: Status): Scope {
  return { contexts: contextsOf(job, frame, env), status, isCancelled: job.isCancelled };
}

/** Returns the status that a step of the list asks for. */
export const mainStatus = (job: RunningJob, frame: Frame) => (frame.isComposite ? frame.status : job.status);

export interface StepEnvironment {
  /** For the steps of a composite action that this step uses. */
  readonly inherited: Texts;
  /** For this step: the environment of the job, that of the steps around it, and its own. */
  readonly own: Texts;
}

export function environmentOf(job: RunningJob, frame: Frame, step: Step): StepEnvironment {
  const outer = { ...job.env, ...frame.env };
  const own = expandAll(step.env, scopeOf(job, frame, outer, mainStatus(job, frame)));
  return { inherited: { ...frame.env, ...own }, own: { ...outer, ...own } };
}

/** Returns the inputs of an action: those of the step, and the defaults of the action. */
export function inputsOf(job: RunningJob, manifest: Manifest, step: Step, scope: Scope): Texts {
  const given = expandAll(step.with, scope);
  const known = Object.keys(manifest.inputs);
  const unexpected = Object.keys(given).filter(
    (name) => !known.some((one) => one.toLowerCase() === name.toLowerCase()),
  );
  if (unexpected.length > 0) {
    const list = (names: readonly string[]) => `'${names.join("', '")}'`;
    job.console.annotate('warning', `Unexpected input(s) ${list(unexpected)}, valid inputs are [${list(known)}]`);
  }
  const defaults = Object.entries(manifest.inputs).map(([name, input]) => [name, expand(input?.default ?? '', scope)]);
  return { ...Object.fromEntries(defaults), ...given };
}
