/** GitHub as a step of the action sees it: the workflow, the client, and what the token may not do. */
import { getInput } from '@actions/core';
import type { GitHub } from '../github/client.js';
import { isForbidden, messageOf } from '../github/errors.js';
import { aboutChange, readWorkflow, toldChange, type WorkflowContext } from '../github/workflow.js';
import { say, warn } from './print.js';
import { actionLog } from './step.js';

export interface Connection {
  readonly workflow: WorkflowContext;
  readonly github: GitHub;
}

/**
 * Undefined outside a workflow and without a token. The token leaves the environment: nothing started later finds it.
 */
export async function connect(token: string | undefined): Promise<Connection | undefined> {
  delete process.env['INPUT_GITHUB-TOKEN'];
  const workflow = stepWorkflow();
  if (!workflow || !token) return undefined;
  const { openGitHub } = await import('../github/client.js');
  return { workflow, github: openGitHub({ token, apiUrl: workflow.apiUrl, log: actionLog }) };
}

/** The workflow; where a comment asked for it, about the change that the first step has found. */
function stepWorkflow(): WorkflowContext | undefined {
  const workflow = readWorkflow(process.env);
  const change = toldChange(getInput('change'));
  return workflow && change ? aboutChange(workflow, change) : workflow;
}

/** Tries what is good to have: a token that may not is silent, an outage is a warning. */
export async function attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isForbidden(error)) say(`${what}: the token is not allowed to (${messageOf(error)}).`);
    else warn(`${what}: ${messageOf(error)}`);
    return undefined;
  }
}
