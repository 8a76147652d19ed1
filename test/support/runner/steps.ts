/** Runs the steps of a job or of a composite action: conditions, results, cancellation. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expand, expandAll, holds, type Scope } from './expressions.js';
import {
  environmentOf,
  type Frame,
  inputsOf,
  mainStatus,
  type StepEnvironment,
  type StepResult,
  scopeOf,
  type Texts,
  worse,
} from './frame.js';
import { type JavaScript, type Manifest, readManifest, type Step } from './manifest.js';
import { type Ended, runProgram, scriptProgram } from './program-step.js';
import { type Located, locate, type Source } from './resolve.js';
import type { RunningJob } from './running-job.js';

/** A JavaScript action whose `post:` is due. */
export interface Post {
  readonly step: Step;
  readonly frame: Frame;
  readonly located: Located;
  readonly manifest: Manifest;
  readonly runs: JavaScript;
  readonly state: Record<string, string>;
}

export interface Ledger {
  readonly posts: Post[];
  /** Every step by its path, for instance `tare/measure`. */
  readonly results: Record<string, StepResult>;
}

const prefixed = (prefix: string, values: Texts) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));

/** Spaces become underscores and nothing else changes: `fail-on` is INPUT_FAIL-ON. */
function inputVariables(inputs: Texts): Texts {
  const named = Object.entries(inputs).map(([name, value]) => [name.replaceAll(' ', '_').toUpperCase(), value]);
  return prefixed('INPUT_', Object.fromEntries(named));
}

function announce(job: RunningJob, what: string, inputs: Texts): void {
  job.console.write(`##[group]Run ${what}`);
  for (const [name, value] of Object.entries(inputs)) if (value !== '') job.console.write(`  ${name}: ${value}`);
  job.console.write('##[endgroup]');
}

const githubOf = ({ repository, ref }: Source): Texts =>
  repository === undefined ? {} : { action_repository: repository, action_ref: ref ?? '' };

interface Running {
  readonly job: RunningJob;
  readonly frame: Frame;
  readonly step: Step;
  readonly env: StepEnvironment;
  readonly scope: Scope;
  readonly signal: AbortSignal;
}

/** Runs the file of a JavaScript action, with everything that only JavaScript actions get. */
function runJavaScript(
  running: Running,
  located: Located,
  script: string,
  inputs: Texts,
  state: Record<string, string>,
) {
  const { job, frame, env, signal } = running;
  const file = join(located.directory, script);
  if (!existsSync(file)) throw new Error(`File not found: '${file}'`);
  return runProgram(job, {
    file: job.node,
    args: [file],
    cwd: job.places.workspace,
    env: { ...env.own, ...prefixed('STATE_', state), ...inputVariables(inputs), ...job.services },
    github: { ...job.github, ...frame.github, ...githubOf(located.source) },
    state,
    signal,
  });
}

function runScript({ job, frame, step, env, scope, signal }: Running): Promise<Ended> {
  announce(job, step.run?.split('\n')[0] ?? '', {});
  const script = expand(step.run ?? '', scope);
  return runProgram(job, {
    ...scriptProgram(job, script, expand(step.shell ?? 'bash', scope)),
    cwd: join(job.places.workspace, expand(step['working-directory'] ?? '', scope)),
    env: env.own,
    github: { ...job.github, ...frame.github },
    state: {},
    signal,
  });
}

async function runComposite(
  running: Running,
  located: Located,
  manifest: Manifest,
  inputs: Texts,
  ledger: Ledger,
): Promise<Ended> {
  const { job, frame, step, env } = running;
  if (manifest.runs.using !== 'composite') throw new Error('Not a composite action.');
  const inner: Frame = {
    prefix: `${frame.prefix}${step.id ?? step.uses}/`,
    source: located.source,
    inputs,
    env: env.inherited,
    github: { ...frame.github, ...githubOf(located.source), action_path: located.directory },
    steps: {},
    status: 'success',
    isComposite: true,
  };
  await runSteps(job, inner, manifest.runs.steps, ledger);
  const scope = scopeOf(job, inner, { ...job.env, ...inner.env }, inner.status);
  const values = Object.entries(manifest.outputs).map(([name, { value }]) => [name, value ?? ''] as const);
  return { status: inner.status, outputs: expandAll(Object.fromEntries(values), scope) };
}

function runAction(running: Running, uses: string, ledger: Ledger): Promise<Ended> {
  const { job, frame, step, scope } = running;
  const located = locate(uses, frame.source, job.places);
  const manifest = readManifest(located.directory);
  const inputs = inputsOf(job, manifest, step, scope);
  announce(job, uses, inputs);
  const { runs } = manifest;
  if (runs.using === 'composite') return runComposite(running, located, manifest, inputs, ledger);
  const state = {};
  // This is recorded before the action runs, because `post:` is due even when `main:` fails.
  if (runs.post !== undefined) ledger.posts.push({ step, frame, located, manifest, runs, state });
  return runJavaScript(running, located, runs.main, inputs, state);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Runs a step while its condition holds. When the job is cancelled the condition is evaluated again, and a step that
 * must not go on is cancelled.
 */
async function guarded(
  job: RunningJob,
  goesOn: () => boolean,
  run: (signal: AbortSignal) => Promise<Ended>,
): Promise<Ended> {
  const controller = new AbortController();
  const onCancel = () => {
    if (!goesOn()) controller.abort();
  };
  job.signal.addEventListener('abort', onCancel, { once: true });
  try {
    return await run(controller.signal);
  } catch (error) {
    job.console.annotate('error', describe(error));
    return { status: 'failure', outputs: {} };
  } finally {
    job.signal.removeEventListener('abort', onCancel);
  }
}

const SKIPPED: StepResult = { outcome: 'skipped', conclusion: 'skipped', outputs: {} };

async function runStep(job: RunningJob, frame: Frame, step: Step, ledger: Ledger): Promise<StepResult> {
  const env = environmentOf(job, frame, step);
  const scope = scopeOf(job, frame, env.own, mainStatus(job, frame));
  if (!holds(step.if, scope)) return SKIPPED;
  const goesOn = () => holds(step.if, scopeOf(job, frame, env.own, 'cancelled'));
  const { status, outputs } = await guarded(job, goesOn, async (signal) => {
    const running: Running = { job, frame, step, env, scope, signal };
    return step.uses === undefined ? runScript(running) : runAction(running, expand(step.uses, scope), ledger);
  });
  const forgiven = status === 'failure' && expand(step['continue-on-error'] ?? 'false', scope) === 'true';
  return { outcome: status, conclusion: forgiven ? 'success' : status, outputs };
}

/** Runs steps one after the other. A failure does not end the list, but most conditions do not hold after it. */
export async function runSteps(job: RunningJob, frame: Frame, steps: readonly Step[], ledger: Ledger): Promise<void> {
  for (const [at, step] of steps.entries()) {
    const result = await runStep(job, frame, step, ledger).catch((error: unknown): StepResult => {
      job.console.annotate('error', describe(error));
      return { outcome: 'failure', conclusion: 'failure', outputs: {} };
    });
    if (step.id !== undefined) frame.steps[step.id] = result;
    ledger.results[`${frame.prefix}${step.id ?? `#${at + 1}`}`] = result;
    if (result.conclusion === 'skipped') continue;
    frame.status = worse(frame.status, result.conclusion);
    if (!frame.isComposite) job.status = worse(job.status, result.conclusion);
  }
}

/** Runs the steps that are due at the end, the last one first, whatever became of the job. */
export async function runPosts(job: RunningJob, posts: readonly Post[]): Promise<void> {
  for (const post of [...posts].reverse()) {
    const { step, frame, located, manifest, runs, state } = post;
    const env = environmentOf(job, frame, step);
    const scope = scopeOf(job, frame, env.own, job.status);
    if (!holds(runs['post-if'], scope)) continue;
    const goesOn = () => holds(runs['post-if'], scopeOf(job, frame, env.own, 'cancelled'));
    job.console.write('Post job cleanup.');
    const { status } = await guarded(job, goesOn, async (signal) => {
      const inputs = inputsOf(job, manifest, step, scope);
      return runJavaScript({ job, frame, step, env, scope, signal }, located, runs.post ?? '', inputs, state);
    });
    job.status = worse(job.status, status);
  }
}
