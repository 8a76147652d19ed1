/** The label of a pull request that asked for this run. */
import type { GitHub } from './client.js';
import { statusOf } from './errors.js';
import type { WorkflowContext } from './workflow.js';

/** Takes it off, so that it can be set again. Of other labels, and of runs that none started, nothing. */
export async function takeOffAskingLabel(github: GitHub, workflow: WorkflowContext, label: string): Promise<void> {
  const { owner, repo, change, isFromFork } = workflow;
  if (change?.number === undefined || isFromFork || change.labeled?.toLowerCase() !== label.toLowerCase()) return;
  try {
    await github.rest.issues.removeLabel({ owner, repo, issue_number: change.number, name: change.labeled });
  } catch (error) {
    // Somebody was faster.
    if (statusOf(error) !== 404) throw error;
  }
}
