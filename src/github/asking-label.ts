/** Handles the label of a pull request that asked for this run. */
import type { GitHub } from './client.js';
import { statusOf } from './errors.js';
import type { WorkflowContext } from './workflow.js';

/** Removes the label, so that it can be set again. It does not touch other labels, nor runs that no label started. */
export async function takeOffAskingLabel(github: GitHub, workflow: WorkflowContext, label: string): Promise<void> {
  const { owner, repo, change, isFromFork } = workflow;
  if (change?.number === undefined || isFromFork || change.labeled?.toLowerCase() !== label.toLowerCase()) return;
  try {
    await github.rest.issues.removeLabel({ owner, repo, issue_number: change.number, name: change.labeled });
  } catch (error) {
    // Another job has removed it already.
    if (statusOf(error) !== 404) throw error;
  }
}
