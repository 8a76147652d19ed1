/** Keeps baselines on a branch: read for `baseline: branch`, written by trusted runs. */
import { compareFingerprints } from '../../compare/fingerprint.js';
import { againstNative, plannedCells } from '../../compare/planned-cells.js';
import { type Fitting, fitOf, widest, widthOf } from '../../compare/two-runs/choose-baseline.js';
import { trustedHistory, trustedSeries } from '../../compare/two-runs/history.js';
import type { BaselineSpec } from '../../config/kinds/gate.js';
import type { Search } from '../../github/baseline.js';
import { DEFAULT_BRANCH, keepOnBranch, legOf, readBranch } from '../../github/branch-store.js';
import { baseBranch } from '../../github/trusted-runs.js';
import type { RunDocument } from '../../results/document.js';
import { isTrustedEvent } from '../../results/origin.js';
import { minimumHistory } from '../../stats/inference/prediction.js';
import { attempt, type Connection } from '../github.js';
import { actionLog } from '../step.js';

export interface BranchQuery {
  /** The branch for baselines, where the user names one. */
  readonly named: string | undefined;
  /** Name of the artifact that earlier runs left. */
  readonly artifact: string;
  /** The chance of any false alarm in the comparison. */
  readonly alpha: number;
}

/**
 * Reads what is kept until every cell of the run can be decided, or to the end: which of the kept runs count, and how
 * many are needed, depends on the run. Each costs a request, of which a repository has a thousand an hour.
 * @throws errors of GitHub.
 */
export async function searchBranch(
  { github, workflow }: Connection,
  { named, artifact, alpha }: BranchQuery,
  run: RunDocument,
): Promise<Search> {
  const name = named ?? DEFAULT_BRANCH;
  const place = { owner: workflow.owner, repo: workflow.repo, name };
  const leg = legOf(workflow.run.workflow, artifact, baseBranch(workflow));
  const fits: Fitting<RunDocument>[] = [];
  const passedOver: string[] = [];
  for await (const kept of readBranch(github, place, leg, run, actionLog)) {
    const fit = fitOf(kept, run);
    if ('unfit' in fit) passedOver.push(`run ${kept.id} ${fit.unfit}`);
    else fits.push({ ...fit, run: kept });
    if (areEnough(fits, run, alpha)) break;
  }
  return { ...chosen(fits, name), passedOver, branch: baseBranch(workflow) };
}

/** Returns whether each cell of `run` has the boots that its decision needs: none where the baseline is of its own. */
function areEnough(fits: readonly Fitting<RunDocument>[], run: RunDocument, alpha: number): boolean {
  const best = widest(fits);
  if (!best) return false;
  const { sameBoot, conditions } = compareFingerprints(best.run, run);
  if (best.isWhole && sameBoot && conditions.length === 0) return true;
  const own = againstNative(run);
  const needed = minimumHistory(alpha / plannedCells(againstNative(best.run), own).length);
  const history = trustedHistory(
    best.run,
    run,
    fits.filter((one) => one !== best).map((one) => one.run),
  );
  return [...own.values()].every((cell) => trustedSeries(history, run, cell).length >= needed);
}

function chosen(fits: readonly Fitting<RunDocument>[], name: string): Pick<Search, 'found' | 'history'> {
  const best = widest(fits);
  const found = best && {
    run: best.run,
    source: `the latest kept on branch ${name}${widthOf(best, fits)}`,
    sha: best.run.origin?.sha ?? '',
  };
  return { found, history: fits.filter((one) => one !== best).map((one) => one.run) };
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
    keepOnBranch(github, branch, legOf(workflow.run.workflow, artifact, workflow.run.branch), run),
  );
}
