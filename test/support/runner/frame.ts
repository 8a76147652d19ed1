/** What a step can see: the steps before it, its environment, its inputs. */
import { expand, expandAll, type Scope, type Status } from './expressions.js';
import type { Manifest, Step } from './manifest.js';
import type { Source } from './resolve.js';
import type { RunningJob } from './running-job.js';

export type Texts = Readonly<Record<string, string>>;

export interface StepResult {
  readonly outcome: Status | 'skipped';
  /** The outcome, but success where `continue-on-error` forgives a failure. */
  readonly conclusion: Status | 'skipped';
  readonly outputs: Texts;
}

/** The steps of a job, or of one call of a composite action. */
export interface Frame {
  /** Ids on the way here, for instance `tare/`. */
  readonly prefix: string;
  readonly source: Source;
  /** Inputs of the composite action. */
  readonly inputs: Texts;
  /** `env:` of the steps around this one. */
  readonly env: Texts;
  /** What the `github` context says of the action. */
  readonly github: Texts;
  /** The `steps` context. */
  readonly steps: Record<string, StepResult>;
  /** Of a composite action so far; the job's own status is the job's. */
  status: Status;
  readonly isComposite: boolean;
}

const SEVERITY: readonly Status[] = ['success', 'failure', 'cancelled'];

/** The worse of the two. */
export const worse = (a: Status, b: Status): Status => (SEVERITY.indexOf(a) > SEVERITY.indexOf(b) ? a : b);

const contextsOf = (job: RunningJob, frame: Frame, env: Texts) => ({
  github: { ...job.github, ...frame.github, event: job.event },
  inputs: frame.inputs,
  steps: frame.steps,
  env,
  runner: job.runner,
  job: { status: job.status },
  matrix: job.matrix,
  strategy: {},
});

/** In a composite action success() and failure() ask about the action, elsewhere and in `post:` about the job. */
export function scopeOf(job: RunningJob, frame: Frame, env: Texts, status: Status): Scope {
  return { contexts: contextsOf(job, frame, env), status, isCancelled: job.isCancelled };
}

/** The status that a step of the list asks about. */
export const mainStatus = (job: RunningJob, frame: Frame) => (frame.isComposite ? frame.status : job.status);

export interface StepEnvironment {
  /** For the steps of a composite action that this step uses. */
  readonly inherited: Texts;
  /** For this step: the job's, that of the steps around it, its own. */
  readonly own: Texts;
}

export function environmentOf(job: RunningJob, frame: Frame, step: Step): StepEnvironment {
  const outer = { ...job.env, ...frame.env };
  const own = expandAll(step.env, scopeOf(job, frame, outer, mainStatus(job, frame)));
  return { inherited: { ...frame.env, ...own }, own: { ...outer, ...own } };
}

/** What an action gets: what the step says, and the defaults of the action. */
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
