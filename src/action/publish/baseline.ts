/** Finds the baseline of a run in a workflow, and compares the two. */
import { compared, judge, knownRuns, withoutVerdicts } from '../../app/judge.js';
import type { Judging } from '../../app/request/request.js';
import { hasSides } from '../../compare/one-run/sides.js';
import { withoutBaseline } from '../../compare/outcome/gate.js';
import { failuresOf } from '../../compare/outcome/unmeasured.js';
import { InputError } from '../../errors.js';
import { type FoundBaseline, type Search, searchBaseline } from '../../github/baseline.js';
import type { GitHub } from '../../github/client.js';
import { BadArtifact } from '../../github/download.js';
import { isForbidden, messageOf, statusOf } from '../../github/errors.js';
import { baseBranch } from '../../github/trusted-runs.js';
import { isObsolete, type WorkflowContext } from '../../github/workflow.js';
import { runsPath } from '../../host/state-paths.js';
import type { ReportInput } from '../../report/input.js';
import type { RunDocument } from '../../results/document.js';
import { isFinished } from '../../results/state.js';
import { say, warn } from '../print.js';
import { actionLog } from '../step.js';
import { searchBranch } from './branch.js';

export interface Judgement {
  readonly input: ReportInput;
  /** The baseline, where it came from GitHub. */
  readonly found: FoundBaseline | undefined;
  /** Why there is no baseline, as sentences; empty where there is one or none was asked for. */
  readonly noBaseline: readonly string[];
}

export interface BaselineQuery {
  readonly run: RunDocument;
  /** The run of both sides, where an alarm had a second look. */
  readonly ab?: RunDocument | undefined;
  readonly judging: Judging;
  /** The branch for baselines, where the user names one. */
  readonly baselineBranch: string | undefined;
  readonly workflow: WorkflowContext;
  readonly github: GitHub | undefined;
  /** Name of the artifact that earlier runs left. */
  readonly artifact: string;
}

/** @throws InputError where the baseline that was asked for cannot be had. */
export async function judgeInWorkflow(one: BaselineQuery): Promise<Judgement> {
  const { run, judging, github } = one;
  if (!isFinished(run))
    return plain({ ...one, judging: { ...judging, failOn: failuresOf(run, judging.failOn) } }, [CUT_SHORT]);
  if (isObsolete(one.workflow)) return plain(one, [OBSOLETE]);
  const { kind } = judging.baseline;
  if (hasSides(run) || kind === 'none' || kind === 'file') return plain(one, []);
  if (!github) {
    if (kind !== 'auto') throw new InputError(`baseline: ${kind} needs a github-token.`, TOKEN_REMEDY);
    return onRunner(one, [
      `There is no github-token, so no run of ${baseBranch(one.workflow)} is looked for. ${TOKEN_REMEDY}`,
    ]);
  }
  const search = await searched(one, github);
  if (!('found' in search)) {
    if (search.isWarned) warn(search.problem.join(' '));
    return onRunner(one, search.problem);
  }
  if (search.found) return against(search.found, search.history, one);
  const none = whyNone(one, search);
  return kind !== 'auto'
    ? plain({ ...one, judging: { ...judging, baseline: { kind: 'none' } } }, none)
    : onRunner(one, none);
}

export const TOKEN_REMEDY =
  "Leave github-token out for the job's own token, or give one that is not empty here: a run of a fork or of Dependabot has no secrets.";

const CUT_SHORT = 'This run was cut short, so it is not compared.';

const OBSOLETE = 'No open pull request has this commit as its head, so there is no base to compare with.';

interface Problem {
  readonly problem: readonly string[];
  /** It is there where the user can mend it. */
  readonly isWarned?: true;
}

/** With `auto`, a token without the permission is no failure: a run kept on the runner may serve. */
async function searched(one: BaselineQuery, github: GitHub): Promise<Search | Problem> {
  const { run, judging, baselineBranch, workflow, artifact } = one;
  const { kind } = judging.baseline;
  try {
    if (kind === 'branch') {
      const query = { named: baselineBranch, artifact, alpha: judging.rule.alpha };
      return await searchBranch({ github, workflow }, query, run);
    }
    return await searchBaseline(github, workflow, run, artifact, actionLog);
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof BadArtifact) throw new InputError(error.message, 'Delete it, or give another baseline.');
    const remedy = remedyFor(error, baseBranch(workflow));
    const told = `Runs of ${baseBranch(workflow)} could not be looked for: ${messageOf(error)}`;
    if (kind === 'auto' && isForbidden(error)) return { problem: [`${told}. ${remedy}`], isWarned: true };
    if (kind === 'auto' && onRunner(one, []).input.comparison) return { problem: [told] };
    throw new InputError(told, isForbidden(error) ? remedy : 'Run the job again.');
  }
}

/** GitHub says the same of what a token may not see and of a branch that is gone. */
function remedyFor(error: unknown, branch: string): string {
  const permissions = 'Give the job the permissions actions: read and contents: read.';
  if (statusOf(error) !== 404) return permissions;
  return `${permissions} Where it has them, see whether ${branch} is still there: a job that is run again has the base that its pull request had at first, so push to it instead.`;
}

function whyNone({ run, artifact, workflow, judging }: BaselineQuery, { branch, passedOver }: Search): string[] {
  const why =
    passedOver.length > 0
      ? `No run of ${branch} can be compared with: ${passedOver.slice(0, 5).join('; ')}.`
      : judging.baseline.kind === 'branch'
        ? `No run of ${branch} on this hardware is kept on the branch of baselines.`
        : `No completed run of ${workflow.run.workflow} on ${branch} has left an artifact ${artifact}.`;
  const then = judging.failOn.includes('no-baseline')
    ? 'Without one the job fails (fail-on: no-baseline).'
    : 'Without one the job passes; with no-baseline added to fail-on it fails.';
  // A push of what is built is measured beside the commit before it, which is no baseline for others.
  const events = run.built ? 'schedule or workflow_dispatch' : 'push, schedule or workflow_dispatch';
  return [why, `Run the workflow on ${branch} (on ${events}) to get one. ${then}`];
}

function plain({ run, judging, ab }: BaselineQuery, noBaseline: readonly string[]): Judgement {
  const baseline = noBaseline.length > 0 ? ({ kind: 'none' } as const) : judging.baseline;
  return {
    input: gated(judge(run, { ...judging, baseline }, runsPath(), ab), judging, noBaseline),
    found: undefined,
    noBaseline,
  };
}

/** A missing baseline fails the job only where `fail-on` names no-baseline. */
function gated(input: ReportInput, { failOn }: Judging, noBaseline: readonly string[]): ReportInput {
  const gate = input.comparison || noBaseline.length === 0 ? undefined : withoutBaseline(failOn, noBaseline);
  return gate ? { ...input, gate } : input;
}

/** Compares with the last run on this runner that may serve as a baseline. */
function onRunner({ run, judging, ab }: BaselineQuery, why: readonly string[]): Judgement {
  const input = judge(run, { ...judging, baseline: { kind: 'auto' } }, runsPath(), ab);
  if (input.comparison && why.length > 0) say(why.join(' '));
  return { input: gated(input, judging, why), found: undefined, noBaseline: input.comparison ? [] : why };
}

/** Trusted runs that are kept on the runner also show how much boots differ. */
function against(
  found: FoundBaseline,
  history: readonly RunDocument[],
  { run, judging, ab }: BaselineQuery,
): Judgement {
  const kept = knownRuns(run, runsPath());
  const byId = new Map([...kept, ...history, found.run].map((one) => [one.id, one]));
  const judged = compared({ run: found.run, source: found.source }, run, judging, [...byId.values()], ab);
  return { input: { ...withoutVerdicts(run, runsPath()), ...judged }, found, noBaseline: [] };
}
