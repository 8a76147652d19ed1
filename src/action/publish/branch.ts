/** Keeps baselines on a branch: read for `baseline: branch`, written by trusted runs. */
import { fitOf, widest, widthOf } from '../../compare/two-runs/choose-baseline.js';
import type { BaselineSpec } from '../../config/kinds/gate.js';
import type { Search } from '../../github/baseline.js';
import { DEFAULT_BRANCH, keepOnBranch, readBranch } from '../../github/branch-store.js';
import { baseBranch } from '../../github/trusted-runs.js';
import type { WorkflowContext } from '../../github/workflow.js';
import type { RunDocument } from '../../results/document.js';
import { isTrustedEvent } from '../../results/origin.js';
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
  const judged = kept.map((one) => ({ ...fitOf(one, run), run: one }));
  const fits = judged.flatMap((one) => ('unfit' in one ? [] : [one]));
  const passedOver = judged.flatMap((one) => ('unfit' in one ? [`run ${one.run.id} ${one.unfit}`] : []));
  const best = widest(fits);
  const found = best && {
    run: best.run,
    source: `the latest kept on branch ${name}${widthOf(best, fits)}`,
    sha: best.run.origin?.sha ?? '',
  };
  const history = fits.filter((one) => one !== best).map((one) => one.run);
  return { found, history, passedOver, branch: baseBranch(workflow) };
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
