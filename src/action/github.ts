/** GitHub for a step of the action: the workflow, the client, and errors of a token without a permission. */
import { getInput } from '@actions/core';
import type { GitHub } from '../github/client.js';
import { isForbidden, messageOf } from '../github/errors.js';
import { aboutChange, parseChange, readWorkflow, type WorkflowContext } from '../github/workflow.js';
import { say, warn } from './print.js';
import { actionLog } from './step.js';

export interface Connection {
  readonly workflow: WorkflowContext;
  readonly github: GitHub;
}

/**
 * Undefined outside a workflow and without a token. The token is removed from the environment, so that no process
 * that is started later has it.
 */
export async function connect(token: string | undefined): Promise<Connection | undefined> {
  delete process.env['INPUT_GITHUB-TOKEN'];
  const workflow = stepWorkflow();
  if (!workflow || !token) return undefined;
  const { openGitHub } = await import('../github/client.js');
  return { workflow, github: openGitHub({ token, apiUrl: workflow.apiUrl, log: actionLog }) };
}

/** The workflow. Where a comment asked for the measurement, it is about the change that the first step has found. */
function stepWorkflow(): WorkflowContext | undefined {
  const workflow = readWorkflow(process.env);
  const change = parseChange(getInput('change'));
  return workflow && change ? aboutChange(workflow, change) : workflow;
}

/** Returns the workflow of a step, also where there is no token to ask GitHub with; undefined outside one. */
export const workflowOf = (connection: Connection | undefined): WorkflowContext | undefined =>
  connection?.workflow ?? readWorkflow(process.env);

/**
 * Tries something that is useful but not needed: a missing permission is passed over in silence, an outage is a
 * warning.
 */
export async function attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isForbidden(error)) say(`${what}: the token is not allowed to (${messageOf(error)}).`);
    else warn(`${what}: ${messageOf(error)}`);
    return undefined;
  }
}
