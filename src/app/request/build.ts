/** Which commits are to be built, by the event or the inputs, before git is asked. Pure. */
import { type ArmSpec, writtenOption } from '../../config/arms.js';
import type { Inputs } from '../../config/inputs.js';
import { splitList } from '../../config/kinds/list.js';
import { writtenId } from '../../config/sides.js';
import { InputError } from '../../errors.js';
import type { WorkflowContext } from '../../github/workflow.js';
import { runtimes } from '../../runtimes/index.js';
import type { Bump } from './known-sides.js';
import { userlandPaths, type Within } from './userland.js';

export interface Base {
  /** Names of a commit, the best first. The base is where the head parts from the first one that git knows. */
  readonly revisions: readonly string[];
  /** A phrase that follows "the base is". */
  readonly words: string;
  /** What is done where the checkout does not lead to it, as after a forced push: else it is an error. */
  readonly absent?: 'head alone';
}

export interface CommitsRequest {
  readonly head: string;
  /** Undefined where the head is measured alone, such as by schedule: it is then a baseline for later runs. */
  readonly base: Base | undefined;
}

export interface BuildRequest {
  /** Those of each side, as its own file of inputs has it. */
  readonly commands: Commands;
  readonly timeoutSeconds: number;
  readonly commits: CommitsRequest;
  /** Relative paths of what it has to make, or the commit to hold: runtimes and userland of each side. */
  readonly paths: { readonly head: readonly string[]; readonly base: readonly string[] };
  /** True for the checkout of a workflow: no user has changed it. */
  readonly isOfWorkflow: boolean;
}

/** What each side is built by. */
export interface Commands {
  readonly head: string;
  readonly base: string;
}

type Workflow = Pick<WorkflowContext, 'change' | 'queue' | 'pushedOnto' | 'isAboutOther'> & {
  readonly run: { readonly event: string };
};

/**
 * A base that the user asks for wins over that of the event. Branch names come from a pull request: they are
 * arguments of git and begin with `refs/`, so that none is taken for an option.
 * @throws InputError where the event's code must not be built.
 */
export function commitsOf(workflow: Workflow | undefined, baselineRef: string | undefined): CommitsRequest {
  if (workflow?.run.event === 'pull_request_target') throw TARGET;
  if (workflow?.isAboutOther && (workflow.change ?? workflow.queue)) throw OTHER_RUN;
  const head = workflow?.change?.headSha ?? 'HEAD';
  return { head, base: baselineRef === undefined ? baseOf(workflow) : namedBase(baselineRef) };
}

const TARGET = new InputError(
  'build: a job of pull_request_target has the secrets of the repository, so no code of a pull request is built in it.',
  'Run the workflow on pull_request instead; docs/github.md has one for forks.',
);

/** The head would be that of the other run, whose code may be a fork's. */
const OTHER_RUN = new InputError(
  'build: a job of workflow_run has the secrets of the repository, so no code of the run that it is about is built in it.',
  'Build and measure in that run, and report here with mode: report; docs/github.md has both workflows.',
);

function namedBase(ref: string): Base {
  return {
    revisions: [ref, `refs/remotes/origin/${ref}`],
    words: `where the head and ${ref} (baseline-ref) part`,
  };
}

function baseOf(workflow: Workflow | undefined): Base | undefined {
  if (workflow === undefined) return undefined;
  const { change, queue, pushedOnto } = workflow;
  if (change?.base !== undefined) {
    const revisions = [`refs/remotes/origin/${change.base}`, ...(change.baseSha ? [change.baseSha] : [])];
    return { revisions, words: `where the head and ${change.base} part` };
  }
  if (queue === undefined) return pushedOnto === undefined ? undefined : beforePush(pushedOnto);
  if (queue.baseSha !== undefined) return { revisions: [queue.baseSha], words: 'what the merge group goes onto' };
  return { revisions: [`refs/remotes/origin/${queue.base}`], words: `where the merge group and ${queue.base} part` };
}

const beforePush = (commit: string): Base => ({
  revisions: [commit],
  words: 'the commit before this push',
  absent: 'head alone',
});

/** Relative paths of the runtimes, and in their options, that a build must make for one side. */
export function builtPaths(wanted: readonly string[]): string[] {
  const items = wanted.flatMap((item) => splitList(item));
  const paths = items.flatMap((item) => [...[pathOf(item)].filter((path) => path !== undefined), ...optionPaths(item)]);
  return [...new Set(paths)];
}

/** Returns the text after `=`, options apart, unless it is an absolute path. */
function pathOf(item: string): string | undefined {
  const path = /^[^{}@=]+(?:\{[^{}]*\})?\s*=\s*(\S.*)$/.exec(item)?.[1];
  return path?.startsWith('/') ? undefined : path;
}

/** Those of its options, such as the kernel of a virtual machine. */
function optionPaths(item: string): string[] {
  const [, name, braces = ''] = /^([^\s{}@=]+)\s*\{([^{}]*)\}/.exec(item) ?? [];
  const known = runtimes.find((runtime) => runtime.name === name)?.options ?? {};
  return splitList(braces).flatMap((text) => {
    const [, option = '', value = ''] = /^([^\s:]+)\s*:\s*(\S.*)$/.exec(text) ?? [];
    const isPath = Object.hasOwn(known, option) && known[option]?.isPath?.(value);
    return isPath && !value.startsWith('/') ? [value] : [];
  });
}

/** Whether the arm, or an option of it, was given by a relative path, so that a build has to make it. */
export function isBuiltPath({ id, path, options }: ArmSpec): boolean {
  const isRelative = ([name, value]: [string, string]) =>
    value.startsWith('/') && writtenOption(id, name)?.startsWith('/') === false;
  return (path !== undefined && !writtenId(id).endsWith(`=${path}`)) || Object.entries(options).some(isRelative);
}

type Asked = Pick<
  Inputs,
  'build' | 'buildTimeoutSeconds' | 'baselineRef' | 'runtimes' | 'baselineRuntimes' | 'rootfs' | 'image' | 'packages'
>;

/**
 * Undefined where nothing is to be built.
 * @param at the folder that paths start at, and what the file of inputs of either side has of its own.
 * @throws InputError where the inputs do not go together.
 */
export function buildRequestOf(
  inputs: Asked,
  workflow: Workflow | undefined,
  at: Within & { readonly bump?: Pick<Bump, 'userland' | 'builds'> | undefined },
): BuildRequest | undefined {
  const { build: command, buildTimeoutSeconds: timeoutSeconds, baselineRef, runtimes, baselineRuntimes } = inputs;
  const { bump } = at;
  const userland = userlandPaths(inputs, bump?.userland, at);
  const paths = {
    head: [...builtPaths(runtimes), ...userland.head],
    base: [...builtPaths(baselineRuntimes ?? runtimes), ...userland.base],
  };
  refuseUnfit(inputs, Object.values(paths));
  if (command === undefined) return undefined;
  return {
    commands: bump?.builds ?? { head: command, base: command },
    timeoutSeconds,
    commits: commitsOf(workflow, baselineRef),
    paths,
    isOfWorkflow: workflow !== undefined,
  };
}

function refuseUnfit(
  { build, baselineRef, runtimes, baselineRuntimes }: Asked,
  sides: readonly (readonly string[])[],
): void {
  if (build === undefined) {
    if (baselineRef === undefined) return;
    throw new InputError(
      'baseline-ref: there is nothing to build at this commit without build.',
      'Give build: make runc (or what builds your runtime), or leave baseline-ref out.',
    );
  }
  const at = sides.findIndex((paths) => paths.length === 0);
  if (at < 0) return;
  const given = (at === 0 ? runtimes : (baselineRuntimes ?? runtimes)).join(', ');
  throw new InputError(
    `build: nothing of what is built is measured, because no runtime is given by a relative path: ${given}.`,
    'Say where the build leaves the runtime, as in runtimes: runc=./runc, or the userland, as in rootfs: ./rootfs.tar.',
  );
}
