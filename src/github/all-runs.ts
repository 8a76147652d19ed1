/** Reads every run that GitHub holds for a history: of the branch of baselines, or in artifacts of trusted runs. */
import type { Log } from '../log.js';
import type { RunDocument } from '../results/document.js';
import { branchRuns } from './branch-store.js';
import type { GitHub } from './client.js';
import { BadArtifact, downloadRun, type Repository } from './download.js';
import { baseBranch, trustedRuns } from './trusted-runs.js';
import type { WorkflowContext } from './workflow.js';

export { baseBranch, branchRuns };

/**
 * Yields the artifacts of the newest completed, trusted runs of this workflow on this branch, and reports what cannot
 * be read.
 */
export async function* artifactRuns(
  github: GitHub,
  context: WorkflowContext,
  artifact: string,
  log: Log,
): AsyncGenerator<RunDocument> {
  const place: Repository = { owner: context.owner, repo: context.repo };
  const { runs } = await trustedRuns(github, context, artifact);
  for await (const { artifact: found, number } of runs) {
    if (!found || found.expired) continue;
    try {
      yield await downloadRun(github, place, found);
    } catch (error) {
      if (!(error instanceof BadArtifact)) throw error;
      log.warn(`Run ${number}: ${error.message}`);
    }
  }
}
