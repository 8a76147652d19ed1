/** Keeps baselines on a branch: read for `baseline: branch`, written by trusted runs. */
import { unfitness } from '../../compare/two-runs/choose-baseline.js';
import type { BaselineSpec } from '../../config/kinds/gate.js';
import type { Search } from '../../github/baseline.js';
import { DEFAULT_BRANCH, keepOnBranch, readBranch } from '../../github/branch-store.js';
import { baseBranch } from '../../github/trusted-runs.js';
import type { WorkflowContext } from '../../github/workflow.js';
import type { RunDocument } from '../../results/document.js';
import { isTrustedEvent, mayBeBaselineOf } from '../../results/origin.js';
import { attempt, type Connection } from '../github.js';
import { actionLog } from '../step.js';

/** The folder of one leg's files for one branch of the code. */
const legOf = ({ run }: WorkflowContext, artifact: string, code: string): string =>
  `${run.workflow} ${artifact} ${code}`;

/** @throws errors of GitHub. */
export async function searchBranch(
  { github, workflow }: Connection,
  named: string | undefined,
  run: RunDocument,
  artifact: string,
): Promise<Search> {
  const name = named ?? DEFAULT_BRANCH;
  const { owner, repo } = workflow;
  const kept = await readBranch(
    github,
    { owner, repo, name },
    legOf(workflow, artifact, baseBranch(workflow)),
    run,
    actionLog,
  );
  const served = kept.filter((one) => mayBeBaselineOf(one.origin, run.origin));
  const fit = served.filter((one) => unfitness(one, run) === undefined);
  const [first] = fit;
  const passedOver = served.flatMap((one) => {
    const why = unfitness(one, run);
    return why === undefined ? [] : [`run ${one.id} ${why}`];
  });
  const found = first && { run: first, source: `the latest kept on branch ${name}`, sha: first.origin?.sha ?? '' };
  return { found, history: fit.slice(1), passedOver, branch: baseBranch(workflow) };
}

/** Makes a run of the repository's own code a baseline, but never that of a pull request. */
export async function keepBaseline(
  { github, workflow }: Connection,
  { baseline, named }: { readonly baseline: BaselineSpec; readonly named: string | undefined },
  run: RunDocument,
  artifact: string,
): Promise<void> {
  const asked = named ?? (baseline.kind === 'branch' ? DEFAULT_BRANCH : undefined);
  if (asked === undefined || workflow.isAboutOther || !isTrustedEvent(workflow.run.event)) return;
  const { owner, repo } = workflow;
  const branch = { owner, repo, name: asked };
  await attempt(`branch ${asked}`, () =>
    keepOnBranch(github, branch, legOf(workflow, artifact, workflow.run.branch), run),
  );
}
